import { RotateCcw } from 'lucide-react';
import { memo, useContext, useEffect, useRef, useState } from 'react';
import type { Message, MessageStatus, Part } from '#protocol/conversation.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import { TurnChangesLine } from '../changes/turn-changes-line.tsx';
import { CopyButton } from '../markdown/copy-button.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { BranchStepper } from './branch-stepper.tsx';
import { useChatActions } from './chat-actions.tsx';
import styles from './message.module.css';
import { messageMarkdown } from './message-markdown.ts';
import { MessageMeta } from './message-meta.tsx';
import { NoticeLine } from './notice-line.tsx';
import { ReaderFollowsContext } from './reader-follows.ts';
import { SentAttachments } from './sent-parts.tsx';
import { SteeringView } from './steering-view.tsx';
import { StepsFold } from './steps-fold.tsx';
import { ThoughtLine } from './thought-line.tsx';
import { ToolCallCard } from './tool-call-card.tsx';
import { foldTurn } from './turn-folding.ts';

/** An answer: plain text on the page, with what was thought and done for it. */
export function AssistantMessage({ message }: { message: Message }) {
  const { agentName } = useChatActions();
  const isStreaming = message.status === 'streaming';
  const lastIndex = message.parts.length - 1;
  const article = useRef<HTMLElement>(null);
  const isFolded = useFoldAtEnd(isStreaming, article);
  return (
    <article ref={article} className={styles.assistant}>
      <VisuallyHidden as="h2">{strings.thread.said(agentName)}</VisuallyHidden>
      {foldTurn(message.parts, isFolded).map((segment) =>
        segment.type === 'steps' ? (
          <div key={segment.index} className={styles.segment} data-kind="steps">
            <StepsFold steps={segment.steps} messageId={message.id} />
          </div>
        ) : (
          <div key={segment.index} className={styles.segment} data-kind={segment.part.type}>
            <PartView
              part={segment.part}
              isLive={isStreaming && segment.index === lastIndex}
              messageId={message.id}
              occurredAt={message.finishedAt}
            />
          </div>
        ),
      )}
      <EndMark message={message} />
      {!isStreaming && <TurnChangesLine conversationId={message.conversationId} messageId={message.id} />}
      {!isStreaming && <AnswerFooter message={message} />}
    </article>
  );
}

/**
 * Whether the steps are folded. They fold when the turn ends, unless the reader looks elsewhere or has opened one of them: then the text
 * under their eyes would move, or what they read would close.
 */
function useFoldAtEnd(isStreaming: boolean, article: React.RefObject<HTMLElement | null>): boolean {
  const readerFollows = useContext(ReaderFollowsContext);
  const [isFolded, setIsFolded] = useState(!isStreaming);
  useEffect(() => {
    if (isStreaming || isFolded || !readerFollows) return;
    const hasOpenStep =
      article.current?.querySelector('[data-kind="tool-call"] [aria-expanded="true"], [data-kind="thought"] [aria-expanded="true"]') !=
      null;
    if (!hasOpenStep) setIsFolded(true);
  }, [isStreaming, isFolded, readerFollows, article]);
  return isFolded;
}

type PartViewProps = { part: Part; isLive: boolean; messageId: string; occurredAt: number | null };

/** Memoised by its part: of a streaming answer only the part that grows is rendered. */
const PartView = memo(function PartView({ part, isLive, messageId, occurredAt }: PartViewProps) {
  switch (part.type) {
    case 'text':
      return <Markdown text={part.text} isStreaming={isLive} />;
    case 'thought':
      return <ThoughtLine part={part} isLive={isLive} />;
    case 'tool-call':
      return <ToolCallCard part={part} messageId={messageId} />;
    case 'image':
    case 'file':
    case 'folder':
      return <SentAttachments parts={[part]} />;
    case 'steering':
      return <SteeringView part={part} />;
    case 'notice':
      return <NoticeLine part={part} />;
    case 'error':
      return <ErrorPartView part={part} messageId={messageId} occurredAt={occurredAt} />;
  }
});

function ErrorPartView({
  part,
  messageId,
  occurredAt,
}: {
  part: Extract<Part, { type: 'error' }>;
  messageId: string;
  occurredAt: number | null;
}) {
  const { retry, onErrorAction } = useChatActions();
  return (
    <ErrorNotice
      error={part.error}
      {...(occurredAt !== null && { occurredAt })}
      onAction={(action) => (action === 'retry' || action === 'wait-and-retry' ? retry(messageId) : onErrorAction(action, part.error.code))}
      onCopyDetails={(details) => void invoke('desktop.copyText', { text: details })}
    />
  );
}

const END_WORDS: Partial<Record<MessageStatus, string>> = {
  interrupted: strings.thread.interrupted,
  cancelled: strings.thread.stoppedByYou,
};

/** Says that an answer is not whole, and offers to ask again. */
function EndMark({ message }: { message: Message }) {
  const { retry, isTurnRunning } = useChatActions();
  const words = END_WORDS[message.status];
  if (words === undefined) return null;
  return (
    <p className={styles.endMark} data-status={message.status}>
      <span className={styles.endDot} aria-hidden />
      {words}
      <Button
        size="small"
        disabled={isTurnRunning}
        icon={<RotateCcw size={16} strokeWidth={1.5} aria-hidden />}
        onClick={() => retry(message.id)}
      >
        {strings.common.tryAgain}
      </Button>
    </p>
  );
}

function AnswerFooter({ message }: { message: Message }) {
  const { retry, isTurnRunning } = useChatActions();
  return (
    <footer className={styles.footer}>
      <BranchStepper message={message} />
      <span className={styles.quiet}>
        <CopyButton label={strings.thread.copyAnswer} text={() => messageMarkdown(message)} />
        <IconButton
          size="small"
          tooltipSide="top"
          label={isTurnRunning ? strings.thread.answerAnewLater : strings.thread.answerAnew}
          icon={<RotateCcw size={16} strokeWidth={1.5} aria-hidden />}
          disabled={isTurnRunning}
          onClick={() => retry(message.id)}
        />
        <MessageMeta message={message} />
      </span>
    </footer>
  );
}
