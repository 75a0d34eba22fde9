/** A message as search finds it. */
import type { MessageHit } from '#protocol/search.ts';

export function messageHit(change: Partial<MessageHit>): MessageHit {
  return {
    messageId: 'message',
    conversationId: 'conversation',
    conversationTitle: 'Animals',
    role: 'user',
    createdAt: 1_750_000_000_000,
    archived: false,
    snippet: { text: 'the okapi', marks: [{ start: 4, end: 9 }] },
    ...change,
  };
}
