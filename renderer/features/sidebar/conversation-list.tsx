import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useConversations } from '../../state/conversations-store.ts';
import { focusMessageField } from '../../state/focus.ts';
import { conversationIdsOf, neighbourOf, type SidebarGroup, type SidebarRow } from '../../state/sidebar-rows.ts';
import { strings } from '../../strings/strings.ts';
import { deleteConversationWithCare } from '../worktree/worktree-store.ts';
import styles from './conversation-list.module.css';
import { ConversationRow, rowElementId } from './conversation-row.tsx';

const HEADING_HEIGHT = 32;
const ROW_HEIGHT = 48;
/** Rows moved by Page Up and Page Down. */
const PAGE_ROWS = 10;

const GROUP_WORDS: Record<SidebarGroup, string> = {
  'needs-you': strings.states.needsYou,
  working: strings.states.working,
  pinned: strings.sidebar.pinned,
  today: strings.sidebar.today,
  yesterday: strings.sidebar.yesterday,
  older: strings.sidebar.older,
  archived: strings.sidebar.archived,
};

/** Groups whose size matters at a glance. */
const COUNTED_GROUPS: ReadonlySet<SidebarGroup> = new Set(['needs-you', 'working']);

export type ConversationListHandle = { focus: () => void };

type ConversationListProps = {
  ref: Ref<ConversationListHandle>;
  label: string;
  rows: SidebarRow[];
  nowMs: number;
  /** Arrow up on the first row. */
  onLeaveTop: () => void;
};

/**
 * The conversations, drawn only where they are in view. One row is the tab stop; arrow keys, Home, End and Page keys move it,
 * Enter opens it, F2 renames and Delete deletes it.
 */
export function ConversationList({ ref, label, rows, nowMs, onLeaveTop }: ConversationListProps) {
  const scroller = useRef<HTMLElement>(null);
  const ids = useMemo(() => conversationIdsOf(rows), [rows]);
  const selectedId = useConversations((state) => state.selectedId);
  const [touchedId, setTouchedId] = useState<string | null>(null);
  const tabStopId = [touchedId, selectedId].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null;
  const tabStopIndex = rows.findIndex((row) => row.key === tabStopId);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? HEADING_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    // The tab stop stays in the page even when it is scrolled away: the focus would be lost with it.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return tabStopIndex === -1 || indexes.includes(tabStopIndex) ? indexes : [...indexes, tabStopIndex].sort((a, b) => a - b);
    },
  });
  // Heights are cached by key, but a heading may take the index of a row.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the rows change, not when the virtualizer does.
  useEffect(() => virtualizer.measure(), [rows]);

  const focusRow = useCallback(
    (id: string | null | undefined) => {
      const index = rows.findIndex((row) => row.key === id);
      if (id === null || id === undefined || index === -1) return;
      setTouchedId(id);
      virtualizer.scrollToIndex(index === 1 ? 0 : index);
      const row = () => document.getElementById(rowElementId(id));
      if (row() !== null) row()?.focus();
      // Drawn only in the next frame when it was out of view. A row that is there is not focused again: a menu may have opened on it.
      else requestAnimationFrame(() => row()?.focus());
    },
    [rows, virtualizer],
  );
  useImperativeHandle(ref, () => ({ focus: () => focusRow(tabStopId) }), [focusRow, tabStopId]);
  useFocusNeighbourOfVanished(ids, touchedId, focusRow);
  useScrollToSelected(rows, selectedId, (index) => virtualizer.scrollToIndex(index === 1 ? 0 : index));

  const onKeyDown = (event: KeyboardEvent) => {
    const id = ids.find((candidate) => rowElementId(candidate) === document.activeElement?.id);
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = ids.indexOf(id);
    const last = ids.length - 1;
    const move = (to: number) => focusRow(ids[Math.min(last, Math.max(0, to))]);
    const actions: Partial<Record<string, () => void>> = {
      ArrowDown: () => move(index + 1),
      ArrowUp: () => (index === 0 ? onLeaveTop() : move(index - 1)),
      PageDown: () => move(index + PAGE_ROWS),
      PageUp: () => move(index - PAGE_ROWS),
      Home: () => move(0),
      End: () => move(last),
      F2: () => useConversations.setState({ renamingId: id }),
      Delete: () => void deleteConversationWithCare(id),
      Escape: focusMessageField,
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <nav ref={scroller} className={styles.scroller} aria-label={label} onKeyDown={onKeyDown}>
      <ul className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              className={styles.item}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
            >
              {row.type === 'heading' ? (
                <GroupHeading group={row.group} count={row.count} />
              ) : (
                <ConversationRow
                  conversationId={row.conversationId}
                  isTabStop={row.conversationId === tabStopId}
                  nowMs={nowMs}
                  onTouch={setTouchedId}
                />
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function GroupHeading({ group, count }: { group: SidebarGroup; count: number }) {
  return (
    <h2 className={styles.heading} data-group={group}>
      {GROUP_WORDS[group]}
      {COUNTED_GROUPS.has(group) && <span className={styles.count}>{count}</span>}
    </h2>
  );
}

/** When the row one was on vanishes (deleted, archived, filtered out), the focus goes to its neighbour instead of nowhere. */
function useFocusNeighbourOfVanished(ids: string[], touchedId: string | null, focusRow: (id: string | null) => void) {
  const previousIds = useRef(ids);
  useEffect(() => {
    const before = previousIds.current;
    previousIds.current = ids;
    if (touchedId === null || ids.includes(touchedId) || !before.includes(touchedId)) return;
    const neighbour = neighbourOf(before, touchedId);
    // A closing menu still holds the focus now; only a focus that got lost is moved.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusRow(neighbour);
    });
    return () => cancelAnimationFrame(frame);
  }, [ids, touchedId, focusRow]);
}

/** A conversation selected elsewhere (a shortcut, the search, the tray) comes into view. */
function useScrollToSelected(rows: SidebarRow[], selectedId: string | null, scrollTo: (index: number) => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls; rows that move under the reader must not.
  useEffect(() => {
    const index = rows.findIndex((row) => row.key === selectedId);
    if (index !== -1) scrollTo(index);
  }, [selectedId]);
}
