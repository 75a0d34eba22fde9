/** How a queue is told to the person. */
import type { UserPart } from '#protocol/conversation.ts';
import type { MessageQueue } from '#protocol/queue.ts';
import { strings } from '../../strings/strings.ts';

const HOLD_WORDS: Record<NonNullable<MessageQueue['hold']>, string> = {
  stopped: strings.queue.holdStopped,
  failed: strings.queue.holdFailed,
  restarted: strings.queue.holdRestarted,
};

/** Why the messages are here, and what happens to them by itself. */
export function queueWords({ messages, hold }: MessageQueue): string {
  if (hold !== null) return HOLD_WORDS[hold];
  return messages.length === 1 ? strings.queue.sentAfterAnswer : strings.queue.sentOneByOne;
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
  return count === 0 ? '' : strings.counts.attachments(count);
}
