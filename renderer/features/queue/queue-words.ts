/** How a queue is told to the person. */
import type { UserPart } from '#protocol/conversation.ts';
import type { MessageQueue } from '#protocol/queue.ts';
import { plural } from '../thread/duration-words.ts';

const HOLD_WORDS: Record<NonNullable<MessageQueue['hold']>, string> = {
  stopped: 'Waits for you, because the turn was stopped',
  failed: 'Waits for you, because the turn failed',
  restarted: 'Waits for you since the app was started again',
};

/** Why the messages are here, and what happens to them by itself. */
export function queueWords({ messages, hold }: MessageQueue): string {
  if (hold !== null) return HOLD_WORDS[hold];
  return messages.length === 1 ? 'Sent when the answer has ended' : 'Sent one by one, each when the answer before it has ended';
}

/** One line for a message: its words, or what it consists of. */
export function queuedLine(parts: readonly UserPart[]): string {
  const words = parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? attachmentWords(parts) : words;
}

/** `2 attachments`; empty where there are none. */
export function attachmentWords(parts: readonly UserPart[]): string {
  const count = parts.filter((part) => part.type !== 'text').length;
  return count === 0 ? '' : plural(count, 'attachment');
}
