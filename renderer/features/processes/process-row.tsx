// biome-ignore-all lint/a11y/useSemanticElements: a tree of rows that change their shape with the width can be no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows take the focus; cells and column names are read with them.
import {
  Bot,
  Braces,
  ChevronRight,
  Cpu,
  FileText,
  type LucideIcon,
  Monitor,
  RotateCw,
  ShieldCheck,
  Square,
  SquareTerminal,
} from 'lucide-react';
import type { ProcessInfo } from '#protocol/ipc.ts';
import { classNames } from '../../components/class-names.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { StateDot } from '../../components/state-dot.tsx';
import { selectConversation } from '../../state/conversation-actions.ts';
import { strings } from '../../strings/strings.ts';
import { restartAgent, stopAgent } from './process-actions.ts';
import styles from './process-grid.module.css';
import type { LoggedAgent } from './process-log-dialog.tsx';
import type { ProcessRow } from './process-rows.ts';
import { formatCountdown, formatCpu, formatMemory, formatUptime } from './process-words.ts';

const KIND_ICONS: Record<ProcessInfo['kind'], LucideIcon> = {
  main: Monitor,
  renderer: Monitor,
  gpu: Cpu,
  utility: Cpu,
  agent: Bot,
  'code-map': Braces,
  guard: ShieldCheck,
  child: SquareTerminal,
};

type ProcessRowViewProps = {
  row: ProcessRow;
  index: number;
  /** The one row that Tab reaches. */
  isActive: boolean;
  onFocus: () => void;
  onFold: (isFolded: boolean) => void;
  onShowLog: (agent: LoggedAgent) => void;
};

/** One process. Narrow: its name and use, and its facts in a second line; wide: a column each. */
export function ProcessRowView({ row, index, isActive, onFocus, onFold, onShowLog }: ProcessRowViewProps) {
  const { process, level, positionInSet, setSize, isExpanded, usage } = row;
  const { conversationId } = process;
  return (
    <div
      role="row"
      aria-level={level}
      aria-posinset={positionInSet}
      aria-setsize={setSize}
      aria-expanded={isExpanded}
      aria-rowindex={index + 2}
      aria-label={process.label}
      tabIndex={isActive ? 0 : -1}
      data-row-index={index}
      data-kind={process.kind}
      className={styles.row}
      onFocus={onFocus}
      onDoubleClick={() => conversationId !== null && selectConversation(conversationId)}
    >
      <Name row={row} onFold={onFold} />
      <Cell column="cpu">{formatCpu(usage.cpuPercent)}</Cell>
      <Cell column="memory">{formatMemory(usage.memoryBytes)}</Cell>
      <Facts process={process} lines={row.lines} />
      <div role="gridcell" className={styles.cell} data-column="actions">
        {conversationId !== null && (
          <>
            <IconButton
              size="small"
              tabIndex={isActive ? 0 : -1}
              label={strings.processes.showLogOf(process.label)}
              tooltip={strings.common.showLog}
              shortcut="l"
              icon={<FileText aria-hidden />}
              onClick={() => onShowLog({ conversationId, label: process.label })}
            />
            <IconButton
              size="small"
              tabIndex={isActive ? 0 : -1}
              label={strings.processes.restartNamed(process.label)}
              tooltip={strings.processes.restart}
              shortcut="r"
              icon={<RotateCw aria-hidden />}
              onClick={() => restartAgent(conversationId)}
            />
            <IconButton
              size="small"
              tabIndex={isActive ? 0 : -1}
              label={strings.processes.stopNamed(process.label)}
              tooltip={strings.processes.stop}
              shortcut="delete"
              icon={<Square aria-hidden />}
              onClick={() => stopAgent(conversationId)}
            />
          </>
        )}
      </div>
    </div>
  );
}

function Name({ row, onFold }: { row: ProcessRow; onFold: (isFolded: boolean) => void }) {
  const { process, isExpanded, lines } = row;
  const Icon = KIND_ICONS[process.kind];
  return (
    <div role="gridcell" className={styles.cell} data-column="process">
      <TreeLines lines={lines} />
      {isExpanded === undefined ? (
        <span className={styles.noFold} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.fold}
          aria-label={isExpanded ? strings.processes.fold : strings.processes.unfold}
          onClick={() => onFold(isExpanded)}
        >
          <ChevronRight className={classNames(styles.chevron, isExpanded && styles.open)} size={14} strokeWidth={1.5} aria-hidden />
        </button>
      )}
      <Icon className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />
      <span className={styles.label} title={process.label}>
        <span className={styles.ownName}>{process.label}</span>
        {process.agentName !== null && <span className={styles.agentName}>{process.agentName}</span>}
      </span>
    </div>
  );
}

/** The lines of the tree: one column per level above, and the elbow of its own. The app itself has none. */
function TreeLines({ lines }: { lines: boolean[] }) {
  return lines.slice(1).map((goesOn, depth) => {
    const isOwn = depth === lines.length - 2;
    // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place.
    return <span key={depth} className={classNames(styles.treeLine, isOwn && styles.elbow, goesOn && styles.goesOn)} aria-hidden />;
  });
}

function Facts({ process, lines }: { process: ProcessInfo; lines: boolean[] }) {
  const { state, pid, startedAt, restarts, idleStopAt } = process;
  const nowMs = Date.now();
  return (
    <div role="none" className={styles.facts} style={{ '--levels': lines.length - 1 } as React.CSSProperties}>
      <Cell column="state">{state !== null && <StateDot state={state} />}</Cell>
      <Cell column="pid">
        <span className={styles.unit}>{strings.processes.pidUnit} </span>
        {pid}
      </Cell>
      <Cell column="uptime">
        <span className={styles.unit}>{strings.processes.upUnit} </span>
        {formatUptime(nowMs - startedAt)}
      </Cell>
      <Cell column="restarts">
        {restarts > 0 && (
          <>
            {restarts}
            <span className={styles.unit}>{` ${strings.processes.restartsUnit(restarts)}`}</span>
          </>
        )}
      </Cell>
      <Cell column="idle-stop">
        {idleStopAt !== null && (
          <>
            <span className={styles.unit}>{strings.processes.stopsIn} </span>
            {formatCountdown(idleStopAt - nowMs)}
          </>
        )}
      </Cell>
    </div>
  );
}

function Cell({ column, children }: { column: string; children: React.ReactNode }) {
  return (
    <div role="gridcell" className={styles.cell} data-column={column}>
      {children}
    </div>
  );
}
