/** Where in a conversation room is made, and what is sent again afterwards. */
import { isUserPart, type Message, type UserPart } from '#protocol/conversation.ts';

export interface CompressionPlan {
  /** The last message that becomes part of the summary. */
  afterMessageId: string;
  /** The prompt that did not fit, whose answer has done nothing yet: without room it would fail again. */
  promptToSend: UserPart[] | null;
}

/** Null where there is nothing to summarize. */
export function planCompression(leaf: Message, messages: { get(messageId: string): Message | null }): CompressionPlan | null {
  if (leaf.role !== 'assistant') return null;
  const prompt = leaf.parentId === null ? null : messages.get(leaf.parentId);
  const didNotFit = leaf.parts.every((part) => part.type === 'error' || part.type === 'notice') && isContextFull(leaf);
  if (!didNotFit || prompt?.role !== 'user') return { afterMessageId: leaf.id, promptToSend: null };
  // It is the prompt itself that is too long.
  if (prompt.parentId === null) return null;
  return { afterMessageId: prompt.parentId, promptToSend: prompt.parts.filter(isUserPart) };
}

function isContextFull({ parts }: Message): boolean {
  return parts.some((part) => part.type === 'error' && part.error.code === 'context-full');
}
