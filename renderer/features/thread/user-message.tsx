import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Message } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { CopyButton } from '../markdown/copy-button.tsx';
import { BranchStepper } from './branch-stepper.tsx';
import { useChatActions } from './chat-actions.tsx';
import { ImageThumbnail } from './image-thumbnail.tsx';
import styles from './message.module.css';
import { messageMarkdown } from './message-markdown.ts';
import { MessageMeta } from './message-meta.tsx';
import { PromptEditor } from './prompt-editor.tsx';

/** A prompt longer than this is folded: pasted logs must not push the answer off the screen. */
const FOLD_FROM_LENGTH = 2000;
const FOLD_FROM_LINES = 24;

/** What the person said: a quiet tinted block. */
export function UserMessage({ message }: { message: Message }) {
  const { editingMessageId, setEditingMessageId, isTurnRunning } = useChatActions();
  if (editingMessageId === message.id) return <PromptEditor message={message} />;
  const images = message.parts.filter((part) => part.type === 'image');
  const text = message.parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n')
    .trim();
  return (
    <article className={styles.user}>
      <VisuallyHidden as="h2">You said:</VisuallyHidden>
      <div className={styles.prompt} data-selectable>
        {images.length > 0 && (
          <div className={styles.images}>
            {images.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sent message never changes.
              <ImageThumbnail key={index} part={part} />
            ))}
          </div>
        )}
        {text !== '' && <PromptText text={text} />}
      </div>
      <footer className={styles.footer}>
        <BranchStepper message={message} />
        <span className={styles.quiet}>
          <CopyButton label="Copy message" text={() => messageMarkdown(message)} />
          <IconButton
            size="small"
            tooltipSide="top"
            label={isTurnRunning ? 'Edit once the answer has ended' : 'Edit and send again'}
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

function PromptText({ text }: { text: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const isLong = text.length > FOLD_FROM_LENGTH || text.split('\n', FOLD_FROM_LINES + 1).length > FOLD_FROM_LINES;
  return (
    <>
      <div className={styles.promptText} data-folded={isLong && !isWhole}>
        {text}
      </div>
      {isLong && (
        <Button size="small" variant="ghost" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show less' : 'Show all'}
        </Button>
      )}
    </>
  );
}
