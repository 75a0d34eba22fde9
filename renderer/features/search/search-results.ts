/** What the quick switcher offers for a query. Pure. */
import type { ConversationSummary } from '#protocol/ipc.ts';
import { folderName } from '../../state/app-info-store.ts';
import { matchesAllWords, searchWords } from '../../state/conversation-search.ts';
import { byNewest } from '../../state/sidebar-rows.ts';

/** More would not be read; one more letter narrows them down. */
export const MAX_RESULTS = 50;

/**
 * Conversations whose title and project contain every word, newest first, those that match by title alone before the others. Without a
 * query: the newest, the one shown left out, so that Enter goes back to the one before.
 */
export function searchResults(
  conversations: Iterable<ConversationSummary>,
  query: string,
  selectedId: string | null,
): ConversationSummary[] {
  const words = searchWords(query);
  const all = [...conversations].filter(({ archived }) => !archived).sort(byNewest);
  if (words.length === 0) return all.filter(({ id }) => id !== selectedId).slice(0, MAX_RESULTS);
  const byTitle = all.filter(({ title }) => matchesAllWords(title, words));
  const taken = new Set(byTitle);
  const byProject = all.filter((conversation) => !taken.has(conversation) && matchesAllWords(titleAndProject(conversation), words));
  return [...byTitle, ...byProject].slice(0, MAX_RESULTS);
}

const titleAndProject = ({ title, projectFolder }: ConversationSummary) =>
  projectFolder === null ? title : `${title} ${folderName(projectFolder)}`;
