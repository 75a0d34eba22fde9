// biome-ignore-all lint/a11y/useSemanticElements: a tree of rows that change their shape with the width can be no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus; cells and column names are read with them.
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { selectConversation } from '../../state/conversation-actions.ts';
import { strings } from '../../strings/strings.ts';
import { restartAgent, stopAgent } from './process-actions.ts';
import styles from './process-grid.module.css';
import type { LoggedAgent } from './process-log-dialog.tsx';
import { ProcessRowView } from './process-row.tsx';
import { type ProcessRow, toProcessRows } from './process-rows.ts';
import { useProcesses } from './processes-store.ts';

/** In the order in which a row's cells stand in the page; where each is shown is the style sheet's affair. */
const COLUMNS = [
  { column: 'process', name: strings.processes.process },
  { column: 'cpu', name: 'CPU' },
  { column: 'memory', name: strings.processes.memory },
  { column: 'state', name: strings.processes.state },
  { column: 'pid', name: strings.processes.pid },
  { column: 'uptime', name: strings.processes.uptime },
  { column: 'restarts', name: strings.processes.restarts },
  { column: 'idle-stop', name: strings.processes.idleStop },
  { column: 'actions', name: strings.processes.actions },
] as const;

/** The processes as a tree. Arrow keys move, Left and Right fold; what a row's buttons do has keys too. */
export function ProcessGrid({ onShowLog }: { onShowLog: (agent: LoggedAgent) => void }) {
  const processes = useProcesses((state) => state.processes);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [activePid, setActivePid] = useState<number | null>(null);
  const rows = useMemo(() => toProcessRows(processes ?? [], folded), [processes, folded]);
  const grid = useRef<HTMLDivElement>(null);
  const lastIndex = useRef(0);
  const hadFocus = useRef(false);

  const foundIndex = rows.findIndex(({ process }) => process.pid === activePid);
  // The process that had the focus has ended: the one that took its place is the nearest.
  const activeIndex = foundIndex === -1 ? Math.min(lastIndex.current, rows.length - 1) : foundIndex;
  lastIndex.current = Math.max(0, activeIndex);
  const rowElement = (index: number) => grid.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`);

  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) rowElement(activeIndex)?.focus();
  });

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActivePid(rows[next]?.process.pid ?? null);
    rowElement(next)?.focus();
  };
  const setFold = (pid: number, isFolded: boolean) => {
    setFolded((before) => (isFolded ? new Set([...before, pid]) : new Set([...before].filter((other) => other !== pid))));
  };
  const foldOrLeave = ({ process, isExpanded, level }: ProcessRow) => {
    if (isExpanded === true) return setFold(process.pid, true);
    const parent = rows.findLastIndex((row, index) => index < activeIndex && row.level < level);
    if (parent !== -1) moveTo(parent);
  };
  const unfoldOrEnter = ({ process, isExpanded }: ProcessRow) => {
    if (isExpanded === false) setFold(process.pid, false);
    else if (isExpanded === true) moveTo(activeIndex + 1);
  };
  const actOn = (row: ProcessRow, key: string): boolean => {
    const { conversationId, label } = row.process;
    if (conversationId === null) return false;
    const action = {
      Enter: () => selectConversation(conversationId),
      Delete: () => stopAgent(conversationId),
      r: () => restartAgent(conversationId),
      l: () => onShowLog({ conversationId, label }),
    }[key.length === 1 ? key.toLowerCase() : key];
    action?.();
    return action !== undefined;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[activeIndex];
    // Keys of a button in the row are the button's, and those with a modifier the window's.
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
    const move = {
      ArrowDown: () => moveTo(activeIndex + 1),
      ArrowUp: () => moveTo(activeIndex - 1),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      ArrowLeft: () => foldOrLeave(row),
      ArrowRight: () => unfoldOrEnter(row),
    }[event.key];
    move?.();
    if (move !== undefined || actOn(row, event.key)) event.preventDefault();
  };

  return (
    <div
      ref={grid}
      role="treegrid"
      aria-label={strings.processes.title}
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      tabIndex={-1}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        // A row that vanishes takes the focus with it and says so with nobody as the next; that is no leaving.
        if (event.relatedTarget !== null) hadFocus.current = grid.current?.contains(event.relatedTarget) ?? false;
      }}
    >
      <div role="row" aria-rowindex={1} className={styles.head}>
        {COLUMNS.map(({ column, name }) => (
          <div key={column} role="columnheader" className={styles.columnName} data-column={column}>
            {name}
          </div>
        ))}
      </div>
      {rows.map((row, index) => (
        <ProcessRowView
          key={row.process.pid}
          row={row}
          index={index}
          isActive={index === activeIndex}
          onFocus={() => setActivePid(row.process.pid)}
          onFold={(isFolded) => setFold(row.process.pid, isFolded)}
          onShowLog={onShowLog}
        />
      ))}
    </div>
  );
}
