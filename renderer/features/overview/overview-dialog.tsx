import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { answerIn } from '../../state/approval-focus.ts';
import { useApprovals } from '../../state/approvals-store.ts';
import { selectConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { closeDialog, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './overview-dialog.module.css';
import { OverviewHeading, OverviewRowView } from './overview-row.tsx';
import { type OverviewRow, overviewRows, stepRow } from './overview-rows.ts';

const HEADING_HEIGHT = 36;
const ROW_HEIGHT = 52;
const PAGE_ROWS = 8;

/** Every conversation by what it is at, to see at a glance who needs the person, who works, and what was done meanwhile. */
export function OverviewDialog() {
  const isOpen = useWindow((state) => state.dialog === 'overview');
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title={strings.overview.title} size="large">
      <Overview />
    </Dialog>
  );
}

function Overview() {
  const byId = useConversations((state) => state.byId);
  const approvals = useApprovals((state) => state.approvals);
  const rows = useMemo(() => overviewRows(Object.values(byId), approvals), [byId, approvals]);
  if (rows.length === 0) {
    return (
      <EmptyState size="small" title={strings.sidebar.noConversations}>
        {strings.overview.emptyHint}
      </EmptyState>
    );
  }
  return <OverviewList rows={rows} />;
}

function OverviewList({ rows }: { rows: OverviewRow[] }) {
  const listId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const lastIndex = useRef(0);
  const foundIndex = rows.findIndex(({ key, type }) => type === 'conversation' && key === activeKey);
  // One that is gone leaves its place to the next.
  const activeIndex = foundIndex === -1 ? stepRow(rows, lastIndex.current, 0) : foundIndex;
  lastIndex.current = Math.max(0, activeIndex);
  const optionId = (key: string) => `${listId}-${key}`;

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? HEADING_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  // Heights are cached by key, but a heading may take the index of a row.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the rows change, not when the virtualizer does.
  useEffect(() => virtualizer.measure(), [rows]);

  const moveTo = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(row.key);
    // The heading above the first row comes into view with it.
    virtualizer.scrollToIndex(index === 1 ? 0 : index);
  };
  const open = (row: OverviewRow | undefined) => {
    if (row?.type !== 'conversation') return;
    closeDialog();
    if (row.group === 'needs-you') answerIn(row.conversation.id);
    else selectConversation(row.conversation.id);
  };
  const nextWaiting = () => {
    const waiting = rows.flatMap((row, index) => (row.type === 'conversation' && row.group === 'needs-you' ? [index] : []));
    moveTo(waiting.find((index) => index > activeIndex) ?? waiting[0] ?? -1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = {
      ArrowDown: () => moveTo(stepRow(rows, activeIndex, 1)),
      ArrowUp: () => moveTo(stepRow(rows, activeIndex, -1)),
      PageDown: () => moveTo(stepRow(rows, activeIndex, PAGE_ROWS)),
      PageUp: () => moveTo(stepRow(rows, activeIndex, -PAGE_ROWS)),
      Home: () => moveTo(stepRow(rows, 0, 0)),
      End: () => moveTo(stepRow(rows, rows.length, 0)),
      Enter: () => open(rows[activeIndex]),
      n: nextWaiting,
    }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <>
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        aria-label={strings.overview.byState}
        tabIndex={0}
        data-dialog-focus
        aria-activedescendant={optionId(rows[activeIndex]?.key ?? '')}
        onKeyDown={onKeyDown}
      >
        <div className={styles.list} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            return row.type === 'heading' ? (
              <OverviewHeading key={item.key} group={row.group} count={row.count} style={place} />
            ) : (
              <OverviewRowView
                key={item.key}
                id={optionId(row.key)}
                row={row}
                isActive={item.index === activeIndex}
                style={place}
                onPoint={() => setActiveKey(row.key)}
                onOpen={() => open(row)}
              />
            );
          })}
        </div>
      </div>
      <footer className={styles.footer} aria-hidden>
        <span>
          <Kbd shortcut="up" /> <Kbd shortcut="down" /> {strings.search.toMove}
        </span>
        <span>
          <Kbd shortcut="n" /> {strings.overview.nextWaiting}
        </span>
        <span>
          <Kbd shortcut="enter" /> {strings.search.toOpen}
        </span>
      </footer>
    </>
  );
}
