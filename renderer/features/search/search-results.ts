/** What the quick switcher offers for a query. Pure. */
import type { ConversationSummary } from '#protocol/ipc.ts';
import type { SearchFilters } from '#protocol/search.ts';
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
  filters: SearchFilters = {},
): ConversationSummary[] {
  const words = searchWords(query);
  const all = [...conversations].filter((conversation) => passes(conversation, filters)).sort(byNewest);
  if (words.length === 0) return all.filter(({ id }) => id !== selectedId).slice(0, MAX_RESULTS);
  const byTitle = all.filter(({ title }) => matchesAllWords(title, words));
  const taken = new Set(byTitle);
  const byProject = all.filter((conversation) => !taken.has(conversation) && matchesAllWords(titleAndProject(conversation), words));
  return [...byTitle, ...byProject].slice(0, MAX_RESULTS);
}

/** Archived ones only when asked for; none where the filter is about single messages. */
function passes(conversation: ConversationSummary, { role, conversationId, archived = false, ...filters }: SearchFilters): boolean {
  return (
    role === undefined &&
    conversationId === undefined &&
    conversation.archived === archived &&
    (filters.agentId === undefined || conversation.agentId === filters.agentId) &&
    (filters.projectFolders === undefined || filters.projectFolders.includes(conversation.projectFolder)) &&
    (filters.fromMs === undefined || conversation.updatedAt >= filters.fromMs) &&
    (filters.toMs === undefined || conversation.createdAt <= filters.toMs)
  );
}

const titleAndProject = ({ title, projectFolder }: ConversationSummary) =>
  projectFolder === null ? title : `${title} ${folderName(projectFolder)}`;
