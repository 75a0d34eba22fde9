import { type ReactNode, useEffect, useState } from 'react';
import type { ToolCallPart } from '#protocol/conversation.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { strings } from '../../strings/strings.ts';
import { useChatActions } from './chat-actions.tsx';

type WholeToolCallProps = { part: ToolCallPart; messageId: string; children: (part: ToolCallPart) => ReactNode };

/** A call with what it was given and what it changed. Where the page came without, it is read now. */
export function WholeToolCall({ part, messageId, children }: WholeToolCallProps) {
  return part.leftOut === undefined ? children(part) : <ReadToolCall part={part} messageId={messageId} render={children} />;
}

function ReadToolCall({ part, messageId, render }: Omit<WholeToolCallProps, 'children'> & { render: WholeToolCallProps['children'] }) {
  const { conversationId } = useChatActions();
  const [whole, setWhole] = useState<ToolCallPart | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` stands for another try, the state for a call that went on.
  useEffect(() => {
    let isCurrent = true;
    setError(null);
    invoke('chat.toolCall', { conversationId, messageId, callId: part.callId }).then(
      (read) => isCurrent && setWhole(read),
      (failure: unknown) => isCurrent && setError(toErrorInfo(failure)),
    );
    return () => {
      isCurrent = false;
    };
  }, [conversationId, messageId, part.callId, part.state, tries]);
  if (error !== null) return <ErrorNotice layout="inline" error={{ ...error, action: 'retry' }} onAction={() => setTries(tries + 1)} />;
  return whole === null ? <Spinner>{strings.thread.readingCall}</Spinner> : render(whole);
}
