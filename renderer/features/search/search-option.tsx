import { MessageSquareText } from 'lucide-react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import type { MessageHit } from '#protocol/search.ts';
import { StateDot } from '../../components/state-dot.tsx';
import { folderName } from '../../state/app-info-store.ts';
import { fullTimeLabel, shortTimeLabel } from '../../state/local-day.ts';
import { strings } from '../../strings/strings.ts';
import styles from './search-dialog.module.css';
import type { SearchItem } from './search-items.ts';
import { snippetPieces } from './snippet-pieces.ts';

type SearchOptionProps = {
  id: string;
  item: SearchItem;
  isActive: boolean;
  nowMs: number;
  onPoint: () => void;
  onChoose: () => void;
};

/** A line of the results. */
export function SearchOption({ id, item, isActive, nowMs, onPoint, onChoose }: SearchOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, as in every combobox.
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      data-kind={item.kind}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      {item.kind === 'conversation' ? (
        <ConversationLine conversation={item.conversation} nowMs={nowMs} />
      ) : (
        <MessageLines hit={item.hit} nowMs={nowMs} />
      )}
    </div>
  );
}

function ConversationLine({ conversation, nowMs }: { conversation: ConversationSummary; nowMs: number }) {
  return (
    <>
      <StateDot state={conversation.openApprovals > 0 ? 'waiting' : conversation.sessionState} word="hidden" />
      <span className={styles.title}>{conversation.title}</span>
      {conversation.projectFolder !== null && <span className={styles.project}>{folderName(conversation.projectFolder)}</span>}
      <span className={styles.time}>{shortTimeLabel(conversation.updatedAt, nowMs)}</span>
    </>
  );
}

function MessageLines({ hit, nowMs }: { hit: MessageHit; nowMs: number }) {
  return (
    <>
      <MessageSquareText className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />
      <span className={styles.message}>
        <span className={styles.snippet}>
          {snippetPieces(hit.snippet).map(({ start, text, isMatch }) =>
            isMatch ? <mark key={start}>{text}</mark> : <span key={start}>{text}</span>,
          )}
        </span>
        <span className={styles.source}>
          <span className={styles.sourceTitle}>{hit.conversationTitle}</span>
          <span>{hit.role === 'user' ? strings.search.you : strings.search.agent}</span>
          {hit.archived && <span>{strings.sidebar.archived}</span>}
        </span>
      </span>
      <time className={styles.time} dateTime={new Date(hit.createdAt).toISOString()} title={fullTimeLabel(hit.createdAt)}>
        {shortTimeLabel(hit.createdAt, nowMs)}
      </time>
    </>
  );
}
