/** The one list that the arrow keys move through: conversations, then messages. Pure. */
import type { ConversationSummary } from '#protocol/ipc.ts';
import type { MessageHit, SearchFilters } from '#protocol/search.ts';
import { searchResults } from './search-results.ts';

export type SearchItem =
  | { kind: 'conversation'; key: string; conversation: ConversationSummary }
  | { kind: 'message'; key: string; hit: MessageHit };

/** With a query the messages below have to be in sight; one more letter narrows the titles down. */
export const MAX_TITLES_ABOVE_MESSAGES = 6;

export function searchItems(
  conversations: Iterable<ConversationSummary>,
  hits: readonly MessageHit[],
  query: string,
  selectedId: string | null,
  filters: SearchFilters = {},
): SearchItem[] {
  const byTitle = searchResults(conversations, query, selectedId, filters);
  const shown = query.trim() === '' ? byTitle : byTitle.slice(0, MAX_TITLES_ABOVE_MESSAGES);
  return [
    ...shown.map((conversation): SearchItem => ({ kind: 'conversation', key: conversation.id, conversation })),
    ...hits.map((hit): SearchItem => ({ kind: 'message', key: hit.messageId, hit })),
  ];
}

/** The item one step away, round at both ends. */
export function stepItem(activeIndex: number, step: 1 | -1, count: number): number {
  return count === 0 ? 0 : (Math.min(activeIndex, count - 1) + step + count) % count;
}
