import { ArrowDown, ArrowUp, CornerDownRight, Paperclip, Pencil, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { QueuedMessage } from '#protocol/queue.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './queue.module.css';
import { sendQueuedNow } from './queue-commands.ts';
import { attachmentWords, queuedLine } from './queue-words.ts';

type QueueRowProps = {
  conversationId: string;
  message: QueuedMessage;
  /** From 1. */
  position: number;
  count: number;
  /** Where "Send now" sends it; null: it can't be. */
  sendNow: string | null;
  onEdit: () => void;
  onMove: (step: 1 | -1) => void;
  onFocusRow: (step: 1 | -1) => void;
  onRemove: () => void;
};

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** One message that waits. Its line is a button that edits it; Shift with an arrow moves it, Delete takes it out. */
export function QueueRow({ conversationId, message, position, count, sendNow, onEdit, onMove, onFocusRow, onRemove }: QueueRowProps) {
  const { id, parts, isSteering } = message;
  const line = queuedLine(parts);
  const attached = attachmentWords(parts);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
    if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      if (event.shiftKey) onMove(step);
      else onFocusRow(step);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !isSteering) onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <li className={styles.row} data-steering={isSteering}>
      <span className={styles.position} aria-hidden>
        {isSteering ? <CornerDownRight {...ICON} /> : position}
      </span>
      <button
        type="button"
        className={styles.line}
        data-queued={id}
        aria-label={isSteering ? strings.queue.goesIntoTurn(line) : strings.queue.editMessage(position, count, line)}
        aria-disabled={isSteering}
        onClick={() => !isSteering && onEdit()}
        onKeyDown={onKeyDown}
      >
        <VisibleText>{line}</VisibleText>
      </button>
      {attached !== '' && attached !== line && (
        <span className={styles.attached}>
          <Paperclip {...ICON} />
          {attached}
        </span>
      )}
      {isSteering ? (
        <span className={styles.attached}>{strings.queue.withNextStep}</span>
      ) : (
        <span className={styles.actions}>
          {sendNow !== null && (
            <IconButton
              size="small"
              tooltipSide="top"
              label={strings.queue.sendNowWhere(sendNow)}
              icon={<CornerDownRight {...ICON} />}
              onClick={() => sendQueuedNow(conversationId, id)}
            />
          )}
          <IconButton
            size="small"
            tooltipSide="top"
            label={strings.common.edit}
            shortcut="enter"
            icon={<Pencil {...ICON} />}
            onClick={onEdit}
          />
          <IconButton
            size="small"
            tooltipSide="top"
            label={strings.queue.moveUp}
            shortcut="shift+up"
            disabled={position === 1}
            icon={<ArrowUp {...ICON} />}
            onClick={() => onMove(-1)}
          />
          <IconButton
            size="small"
            tooltipSide="top"
            label={strings.queue.moveDown}
            shortcut="shift+down"
            disabled={position === count}
            icon={<ArrowDown {...ICON} />}
            onClick={() => onMove(1)}
          />
          <IconButton
            size="small"
            tooltipSide="top"
            label={strings.common.remove}
            shortcut="delete"
            icon={<X {...ICON} />}
            onClick={onRemove}
          />
        </span>
      )}
    </li>
  );
}
