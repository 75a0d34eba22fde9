/** What the pieces of a thread can ask for, handed down once so that rows need not carry it. */
import { createContext, useContext } from 'react';
import type { UserPart } from '#protocol/conversation.ts';
import type { ErrorAction, ErrorCode } from '#protocol/errors.ts';

export type ChatActions = {
  conversationId: string;
  /** Answers the same prompt anew, beside the given answer. */
  retry: (assistantMessageId: string) => void;
  /** Sends a changed prompt beside an earlier one. Resolves to false when it could not be sent; the text must then be kept. */
  resend: (parentId: string | null, parts: UserPart[]) => Promise<boolean>;
  /** Shows the path through this message. */
  selectBranch: (messageId: string) => void;
  /** Does what an error offers and the thread can't do itself. */
  onErrorAction: (action: ErrorAction, code: ErrorCode) => void;
  /** The message being edited, if any; one at a time. */
  editingMessageId: string | null;
  setEditingMessageId: (messageId: string | null) => void;
  /** While a turn runs nothing else can be sent or retried. */
  isTurnRunning: boolean;
  agentName: string;
};

const ChatActionsContext = createContext<ChatActions | null>(null);

export const ChatActionsProvider = ChatActionsContext.Provider;

/** The actions of the thread this piece stands in. */
export function useChatActions(): ChatActions {
  const actions = useContext(ChatActionsContext);
  if (actions === null) throw new Error('A piece of a thread stands outside of a chat pane');
  return actions;
}
