import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isUserPart, type Message, type UserPart } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { AutoGrowTextArea } from '../composer/auto-grow-text-area.tsx';
import { composerKeyAction } from '../composer/composer-keys.ts';
import { useChatActions } from './chat-actions.tsx';
import styles from './message.module.css';
import { wordsOf } from './prompt-text.tsx';
import { SentAttachments } from './sent-parts.tsx';

/** An earlier prompt being changed. Sending makes a branch beside it; the old one stays reachable. */
export function PromptEditor({ message }: { message: Message }) {
  const { resend, setEditingMessageId, isTurnRunning } = useChatActions();
  const attachments = message.parts.filter(isUserPart).filter((part) => part.type !== 'text');
  const [text, setText] = useState(() => wordsOf(message.parts));
  const [isSending, setIsSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const canSend = !isSending && !isTurnRunning && (text.trim() !== '' || attachments.length > 0);

  useEffect(() => {
    const element = field.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const cancel = () => setEditingMessageId(null);
  const send = async () => {
    if (!canSend) return;
    setIsSending(true);
    const parts: UserPart[] = [...attachments, ...(text.trim() === '' ? [] : [{ type: 'text' as const, text: text.trim() }])];
    const isSent = await resend(message.parentId, parts);
    // What could not be sent stays in the editor.
    if (isSent) setEditingMessageId(null);
    else setIsSending(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = composerKeyAction(event.nativeEvent);
    if (action === 'send' || action === 'send-now') {
      event.preventDefault();
      void send();
    } else if (action === 'escape') {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    }
  };
  return (
    <article className={styles.user}>
      <div className={styles.editor}>
        <SentAttachments parts={attachments} />
        <AutoGrowTextArea
          ref={field}
          aria-label={strings.thread.editMessage}
          value={text}
          maxHeight="40vh"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className={styles.editorActions}>
          <span className={styles.hint}>{strings.thread.versionStays}</span>
          <Button onClick={cancel}>{strings.common.cancel}</Button>
          <Button variant="primary" disabled={!canSend} onClick={() => void send()}>
            {strings.thread.send}
          </Button>
        </div>
      </div>
    </article>
  );
}
