import type { CSSProperties } from 'react';
import { classNames } from '../../components/class-names.ts';
import { StateDot } from '../../components/state-dot.tsx';
import { folderName } from '../../state/app-info-store.ts';
import { useApprovals } from '../../state/approvals-store.ts';
import { shortTimeLabel } from '../../state/local-day.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { formatElapsed } from '../thread/duration-words.ts';
import { useNow } from '../thread/use-now.ts';
import styles from './overview-dialog.module.css';
import type { OverviewGroup, OverviewRow } from './overview-rows.ts';

const GROUP_WORDS: Record<OverviewGroup, string> = {
  'needs-you': strings.states.needsYou,
  working: strings.states.working,
  done: strings.overview.done,
  idle: strings.overview.idle,
};

export function OverviewHeading({ group, count, style }: { group: OverviewGroup; count: number; style: CSSProperties }) {
  return (
    <div className={styles.heading} role="presentation" data-group={group} style={style}>
      {GROUP_WORDS[group]} <span className={styles.count}>{count}</span>
    </div>
  );
}

type OverviewRowViewProps = {
  id: string;
  row: Extract<OverviewRow, { type: 'conversation' }>;
  isActive: boolean;
  style: CSSProperties;
  onPoint: () => void;
  onOpen: () => void;
};

/** State, title and project; below it the last line, and for what needs the person what it asks. */
export function OverviewRowView({ id, row: { conversation, group }, isActive, style, onPoint, onOpen }: OverviewRowViewProps) {
  const asked = useApprovals((state) => state.approvals.find((approval) => approval.conversationId === conversation.id)?.title);
  const { title, projectFolder, preview, sessionState } = conversation;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classNames(styles.row, isActive && styles.active)}
      style={style}
      onMouseMove={onPoint}
      onClick={onOpen}
    >
      <StateDot state={group === 'needs-you' ? 'waiting' : sessionState} word="hidden" />
      <span className={classNames(styles.title, group === 'done' && styles.unread)}>
        <VisibleText>{title}</VisibleText>
      </span>
      <span className={styles.project}>{projectFolder !== null && <VisibleText>{folderName(projectFolder)}</VisibleText>}</span>
      <span className={styles.time}>
        <RowTime conversation={conversation} />
      </span>
      <span className={classNames(styles.line, group === 'needs-you' && styles.asked)}>
        <VisibleText>
          {asked !== undefined ? strings.fromElsewhere.toolTitle(asked).replaceAll('`', '') : preview || strings.sidebar.noMessages}
        </VisibleText>
      </span>
    </div>
  );
}

function RowTime({ conversation: { turnStartedAt, updatedAt } }: Pick<Extract<OverviewRow, { type: 'conversation' }>, 'conversation'>) {
  const now = useNow(turnStartedAt !== undefined);
  if (turnStartedAt === undefined) return shortTimeLabel(updatedAt, now);
  return <span title={strings.overview.howLong}>{formatElapsed(now - turnStartedAt)}</span>;
}
