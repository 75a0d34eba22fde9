/**
 * Asks main for messages as one types, and keeps what is shown true: an answer that comes late never replaces that of a newer query. Main
 * answers in steps that take no time; this goes on asking until a page is full or there is nothing older.
 */
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { MessageHit, MessageSearchPage, SearchFilters } from '#protocol/search.ts';

export type MessageQuery = { words: string; filters: SearchFilters };

export type MessageSearchState = {
  /** Newest first; those of the query before until the new ones are here, so that the list doesn't flicker with each key. */
  hits: readonly MessageHit[];
  /** What `hits` answer, as `queryKey` writes it. */
  answeredKey: string;
  isSearching: boolean;
  /** There may be older ones: see `more`. */
  hasMore: boolean;
  error: ErrorInfo | null;
};

const EMPTY_QUERY: MessageQuery = { words: '', filters: {} };
export const NO_SEARCH: MessageSearchState = {
  hits: [],
  answeredKey: queryKey(EMPTY_QUERY),
  isSearching: false,
  hasMore: false,
  error: null,
};

/** The same for queries that ask for the same. */
export function queryKey({ words, filters }: MessageQuery): string {
  return words.trim() === '' ? '' : JSON.stringify([words, filters]);
}

export type MessageSearch = {
  find: (query: MessageQuery) => void;
  /** The next page of hits, once. */
  more: () => void;
};

type MessageSearchOptions = {
  ask: (query: MessageQuery, olderThan: number | undefined) => Promise<MessageSearchPage>;
  /** Hits that make a page. */
  pageSize: number;
  onChange: (state: MessageSearchState) => void;
};

export function createMessageSearch({ ask, pageSize, onChange }: MessageSearchOptions): MessageSearch {
  let state = NO_SEARCH;
  let newest = 0;
  let query = EMPTY_QUERY;
  let next: number | null = null;
  const set = (change: Partial<MessageSearchState>) => {
    state = { ...state, ...change };
    onChange(state);
  };

  /** Asks until `wanted` hits are shown in all. `found`: those shown of this query. */
  const run = async (asked: MessageQuery, wanted: number, found: readonly MessageHit[], isNewest: () => boolean) => {
    const answeredKey = queryKey(asked);
    let hits = found;
    try {
      do {
        const page: MessageSearchPage = await ask(asked, next ?? undefined);
        if (!isNewest()) return;
        next = page.next;
        hits = [...hits, ...page.hits];
        // Until there is something to show, what was shown before stays.
        if (hits.length > 0 || next === null) set({ hits, answeredKey });
      } while (next !== null && hits.length < wanted);
      set({ isSearching: false, hasMore: next !== null });
    } catch (error) {
      // Main gives up a search for a newer one, which then brings the answer.
      if (!isNewest()) return;
      const info = toErrorInfo(error);
      set({ isSearching: false, hasMore: false, ...(info.code !== 'cancelled' && { hits: [], answeredKey, error: info }) });
    }
  };

  const begin = (wanted: number, found: readonly MessageHit[]) => {
    newest += 1;
    const mine = newest;
    set({ isSearching: true, error: null });
    void run(query, wanted, found, () => mine === newest);
  };

  return {
    find(asked) {
      query = asked;
      next = null;
      if (queryKey(asked) === '') {
        newest += 1;
        set(NO_SEARCH);
        return;
      }
      begin(pageSize, []);
    },
    more() {
      if (!state.isSearching && state.hasMore) begin(state.hits.length + pageSize, state.hits);
    },
  };
}
