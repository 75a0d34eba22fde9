import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { QueuedMessage } from '#protocol/queue.ts';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { AutoGrowTextArea } from '../composer/auto-grow-text-area.tsx';
import { composerKeyAction } from '../composer/composer-keys.ts';
import { wordsOf } from '../thread/prompt-text.tsx';
import styles from './queue.module.css';
import { saveQueued } from './queue-commands.ts';
import { attachmentWords } from './queue-words.ts';

type QueueEditorProps = { conversationId: string; message: QueuedMessage; onEnd: () => void };

/** A queued message being changed. It is not sent meanwhile. */
export function QueueEditor({ conversationId, message, onEnd }: QueueEditorProps) {
  const [text, setText] = useState(() => wordsOf(message.parts));
  const [isSaving, setIsSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const attachments = message.parts.filter((part) => part.type !== 'text');
  const attached = attachmentWords(message.parts);
  const canSave = !isSaving && (text.trim() !== '' || attachments.length > 0);

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const save = async () => {
    if (!canSave) return;
    setIsSaving(true);
    const words = text.trim() === '' ? [] : [{ type: 'text' as const, text: text.trim() }];
    if (await saveQueued(conversationId, message.id, [...attachments, ...words])) onEnd();
    else setIsSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = composerKeyAction(event.nativeEvent);
    if (action === 'send' || action === 'send-now') void save();
    else if (action === 'escape') onEnd();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.editor}>
      <AutoGrowTextArea
        ref={field}
        aria-label={strings.queue.editQueued}
        value={text}
        maxHeight="24vh"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.editorActions}>
        <span className={styles.words}>{attached === '' ? strings.queue.notSent : strings.queue.notSentWith(attached)}</span>
        <Button size="small" onClick={onEnd}>
          {strings.common.cancel}
        </Button>
        <Button size="small" variant="primary" disabled={!canSave} onClick={() => void save()}>
          {strings.common.save}
        </Button>
      </div>
    </div>
  );
}
