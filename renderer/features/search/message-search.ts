/** Asks main for messages as one types, and keeps what is shown true: an answer that comes late never replaces that of a newer query. */
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { MessageHit } from '#protocol/ipc.ts';

export type MessageSearchState = {
  /** Newest first; those of the query before until the new ones are here, so that the list doesn't flicker with each key. */
  hits: readonly MessageHit[];
  /** The query that `hits` answer. */
  answeredQuery: string;
  isSearching: boolean;
  error: ErrorInfo | null;
};

export const NO_SEARCH: MessageSearchState = { hits: [], answeredQuery: '', isSearching: false, error: null };

export type MessageSearch = { find: (query: string) => void };

type MessageSearchOptions = {
  ask: (query: string) => Promise<readonly MessageHit[]>;
  onChange: (state: MessageSearchState) => void;
};

export function createMessageSearch({ ask, onChange }: MessageSearchOptions): MessageSearch {
  let state = NO_SEARCH;
  let newest = 0;
  const set = (change: Partial<MessageSearchState>) => {
    state = { ...state, ...change };
    onChange(state);
  };

  const answer = async (query: string, isNewest: () => boolean) => {
    try {
      const hits = await ask(query);
      if (isNewest()) set({ hits, answeredQuery: query, isSearching: false });
    } catch (error) {
      // Main gives up a search for a newer one, which then brings the answer.
      if (!isNewest()) return;
      const info = toErrorInfo(error);
      set({ isSearching: false, ...(info.code !== 'cancelled' && { hits: [], answeredQuery: query, error: info }) });
    }
  };

  return {
    find(query) {
      newest += 1;
      const mine = newest;
      if (query.trim() === '') {
        set(NO_SEARCH);
        return;
      }
      set({ isSearching: true, error: null });
      void answer(query, () => mine === newest);
    },
  };
}
