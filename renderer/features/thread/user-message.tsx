import { Pencil } from 'lucide-react';
import { isUserPart, type Message } from '#protocol/conversation.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import { CopyButton } from '../markdown/copy-button.tsx';
import { BranchStepper } from './branch-stepper.tsx';
import { useChatActions } from './chat-actions.tsx';
import styles from './message.module.css';
import { messageMarkdown } from './message-markdown.ts';
import { MessageMeta } from './message-meta.tsx';
import { PromptEditor } from './prompt-editor.tsx';
import { PromptText } from './prompt-text.tsx';
import { SentAttachments } from './sent-parts.tsx';

/** What the person said: a quiet tinted block. */
export function UserMessage({ message }: { message: Message }) {
  const { editingMessageId, setEditingMessageId, isTurnRunning } = useChatActions();
  if (editingMessageId === message.id) return <PromptEditor message={message} />;
  const parts = message.parts.filter(isUserPart);
  return (
    <article className={styles.user}>
      <VisuallyHidden as="h2">{strings.thread.youSaid}</VisuallyHidden>
      <div className={styles.prompt} data-selectable>
        <SentAttachments parts={parts} />
        <PromptText parts={parts} />
      </div>
      <footer className={styles.footer}>
        <BranchStepper message={message} />
        <span className={styles.quiet}>
          <CopyButton label={strings.thread.copyMessage} text={() => messageMarkdown(message)} />
          <IconButton
            size="small"
            tooltipSide="top"
            label={isTurnRunning ? strings.thread.editLater : strings.thread.editAndSend}
            icon={<Pencil size={16} strokeWidth={1.5} aria-hidden />}
            disabled={isTurnRunning}
            onClick={() => setEditingMessageId(message.id)}
          />
          <MessageMeta message={message} />
        </span>
      </footer>
    </article>
  );
}
