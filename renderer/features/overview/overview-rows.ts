/** All conversations by what they are at: what needs the person first. Pure: conversations in, rows out. */
import type { ConversationSummary, OpenApproval } from '#protocol/ipc.ts';
import { waitingConversations } from '../../state/approvals-store.ts';
import { byNewest } from '../../state/sidebar-rows.ts';

/** In the order they are shown. `done`: an answer that was not read yet. */
export const OVERVIEW_GROUPS = ['needs-you', 'working', 'done', 'idle'] as const;
export type OverviewGroup = (typeof OVERVIEW_GROUPS)[number];

export type OverviewRow =
  | { type: 'heading'; key: string; group: OverviewGroup; count: number }
  | { type: 'conversation'; key: string; group: OverviewGroup; conversation: ConversationSummary };

export function overviewGroupOf({ openApprovals, sessionState, turnStartedAt, unread }: ConversationSummary): OverviewGroup {
  if (openApprovals > 0 || sessionState === 'waiting') return 'needs-you';
  if (turnStartedAt !== undefined || sessionState === 'working' || sessionState === 'starting') return 'working';
  return unread ? 'done' : 'idle';
}

export function overviewRows(conversations: Iterable<ConversationSummary>, approvals: readonly OpenApproval[]): OverviewRow[] {
  const members = new Map<OverviewGroup, ConversationSummary[]>(OVERVIEW_GROUPS.map((group) => [group, []]));
  for (const conversation of conversations) {
    if (!conversation.archived) members.get(overviewGroupOf(conversation))?.push(conversation);
  }
  const waiting = waitingConversations(approvals);
  const place = ({ id }: ConversationSummary) => (waiting.includes(id) ? waiting.indexOf(id) : waiting.length);
  const orders: Record<OverviewGroup, (a: ConversationSummary, b: ConversationSummary) => number> = {
    // Who waits longest comes first, and so does what runs longest.
    'needs-you': (a, b) => place(a) - place(b),
    working: (a, b) => (a.turnStartedAt ?? 0) - (b.turnStartedAt ?? 0),
    done: byNewest,
    idle: byNewest,
  };
  return OVERVIEW_GROUPS.flatMap((group): OverviewRow[] => {
    const sorted = (members.get(group) ?? []).sort(orders[group]);
    if (sorted.length === 0) return [];
    return [
      { type: 'heading', key: `heading-${group}`, group, count: sorted.length },
      ...sorted.map((conversation): OverviewRow => ({ type: 'conversation', key: conversation.id, group, conversation })),
    ];
  });
}

/** The row `step` conversations further, stopping at the ends; -1 when there is none. Headings are passed over. */
export function stepRow(rows: readonly OverviewRow[], from: number, step: number): number {
  const indexes = rows.flatMap((row, index) => (row.type === 'conversation' ? [index] : []));
  if (indexes.length === 0) return -1;
  const position = indexes.findIndex((index) => index >= from);
  const start = position === -1 ? indexes.length - 1 : position;
  return indexes[Math.min(indexes.length - 1, Math.max(0, start + step))] ?? -1;
}
