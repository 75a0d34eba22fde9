import type { Message } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { AutoGrowTextArea } from '../composer/auto-grow-text-area.tsx';
import { useWordsEditor } from '../composer/use-words-editor.ts';
import { useChatActions } from './chat-actions.tsx';
import styles from './message.module.css';
import { SentAttachments } from './sent-parts.tsx';

/** An earlier prompt being changed. Sending makes a branch beside it; the old one stays reachable. */
export function PromptEditor({ message }: { message: Message }) {
  const { resend, setEditingMessageId, isTurnRunning } = useChatActions();
  const cancel = () => setEditingMessageId(null);
  const { attachments, canSubmit, submit, fieldProps } = useWordsEditor({
    parts: message.parts,
    isBlocked: isTurnRunning,
    onSubmit: (parts) => resend(message.parentId, parts),
    onEnd: cancel,
  });
  return (
    <article className={styles.user}>
      <div className={styles.editor}>
        <SentAttachments parts={attachments} />
        <AutoGrowTextArea aria-label={strings.thread.editMessage} maxHeight="40vh" {...fieldProps} />
        <div className={styles.editorActions}>
          <span className={styles.hint}>{strings.thread.versionStays}</span>
          <Button onClick={cancel}>{strings.common.cancel}</Button>
          <Button variant="primary" disabled={!canSubmit} onClick={() => void submit()}>
            {strings.thread.send}
          </Button>
        </div>
      </div>
    </article>
  );
}
