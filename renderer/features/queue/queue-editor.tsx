import type { QueuedMessage } from '#protocol/queue.ts';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { AutoGrowTextArea } from '../composer/auto-grow-text-area.tsx';
import { useWordsEditor } from '../composer/use-words-editor.ts';
import styles from './queue.module.css';
import { saveQueued } from './queue-commands.ts';
import { attachmentWords } from './queue-words.ts';

type QueueEditorProps = { conversationId: string; message: QueuedMessage; onEnd: () => void };

/** A queued message being changed. It is not sent meanwhile. */
export function QueueEditor({ conversationId, message, onEnd }: QueueEditorProps) {
  const { canSubmit, submit, fieldProps } = useWordsEditor({
    parts: message.parts,
    onSubmit: (parts) => saveQueued(conversationId, message.id, parts),
    onEnd,
  });
  const attached = attachmentWords(message.parts);
  return (
    <div className={styles.editor}>
      <AutoGrowTextArea aria-label={strings.queue.editQueued} maxHeight="24vh" {...fieldProps} />
      <div className={styles.editorActions}>
        <span className={styles.words}>{attached === '' ? strings.queue.notSent : strings.queue.notSentWith(attached)}</span>
        <Button size="small" onClick={onEnd}>
          {strings.common.cancel}
        </Button>
        <Button size="small" variant="primary" disabled={!canSubmit} onClick={() => void submit()}>
          {strings.common.save}
        </Button>
      </div>
    </div>
  );
}
