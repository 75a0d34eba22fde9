/** What the sidebar lists, in which order and under which heading. Pure: conversations in, rows out. */
import type { ConversationSummary } from '#protocol/ipc.ts';
import { matchesAllWords, searchWords } from './conversation-search.ts';
import { startOfLocalDay } from './local-day.ts';

/** In the order they are shown. */
export const SIDEBAR_GROUPS = ['needs-you', 'working', 'pinned', 'today', 'yesterday', 'older', 'archived'] as const;
export type SidebarGroup = (typeof SIDEBAR_GROUPS)[number];

export type SidebarRow =
  | { type: 'heading'; key: string; group: SidebarGroup; count: number }
  | { type: 'conversation'; key: string; conversationId: string };

/** The one group a conversation stands in: what needs the person comes before what is pinned, and that before its day. */
export function groupOf(conversation: ConversationSummary, nowMs: number): SidebarGroup {
  if (conversation.archived) return 'archived';
  if (conversation.openApprovals > 0 || conversation.sessionState === 'waiting') return 'needs-you';
  if (conversation.sessionState === 'working') return 'working';
  if (conversation.pinned) return 'pinned';
  if (conversation.updatedAt >= startOfLocalDay(nowMs)) return 'today';
  if (conversation.updatedAt >= startOfLocalDay(nowMs, 1)) return 'yesterday';
  return 'older';
}

/** Newest first; the id breaks ties, so that equal times never swap places. */
export function byNewest(a: ConversationSummary, b: ConversationSummary): number {
  return b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1);
}

export type SidebarQuery = {
  /** Shows the archived conversations instead of the others. */
  archived: boolean;
  /** What was typed into the search field. */
  text: string;
  nowMs: number;
};

/** The rows of the sidebar: each group that has conversations, with its heading. */
export function sidebarRows(conversations: Iterable<ConversationSummary>, query: SidebarQuery): SidebarRow[] {
  const words = searchWords(query.text);
  const groups = new Map<SidebarGroup, ConversationSummary[]>();
  for (const conversation of conversations) {
    if (conversation.archived !== query.archived || !matchesAllWords(conversation.title, words)) continue;
    const group = groupOf(conversation, query.nowMs);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [conversation]);
    else members.push(conversation);
  }
  const rows: SidebarRow[] = [];
  for (const group of SIDEBAR_GROUPS) {
    const members = groups.get(group);
    if (members === undefined) continue;
    members.sort(byNewest);
    // The archive has one group, which the list's own title names.
    if (!query.archived) rows.push({ type: 'heading', key: `heading-${group}`, group, count: members.length });
    for (const { id } of members) rows.push({ type: 'conversation', key: id, conversationId: id });
  }
  return rows;
}

/** True when both lists show the same rows: a change within a row must not draw the whole list anew. */
export function sameRows(a: readonly SidebarRow[], b: readonly SidebarRow[]): boolean {
  return a.length === b.length && a.every((row, index) => row.key === b[index]?.key && countOf(row) === countOf(b[index]));
}

const countOf = (row: SidebarRow | undefined): number | undefined => (row?.type === 'heading' ? row.count : undefined);

/** The ids in the order shown. */
export function conversationIdsOf(rows: readonly SidebarRow[]): string[] {
  return rows.flatMap((row) => (row.type === 'conversation' ? [row.conversationId] : []));
}

/** Where the selection or focus goes when `id` vanishes from `ids`: to the next one, else the previous one, else nowhere. */
export function neighbourOf(ids: readonly string[], id: string): string | null {
  const index = ids.indexOf(id);
  if (index === -1) return ids[0] ?? null;
  return ids[index + 1] ?? ids[index - 1] ?? null;
}

/** The conversation `step` places further down (or up, when negative), stopping at the ends. */
export function stepFrom(ids: readonly string[], id: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const index = id === null ? -1 : ids.indexOf(id);
  if (index === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, index + step))] ?? null;
}
