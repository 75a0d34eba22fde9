import { expect, test, vi } from 'vitest';
import { createChatEvents } from '#electron/chat/chat-events.ts';
import type { ChatEvent } from '#protocol/ipc.ts';

const delta = (offset: number, text: string, index = 0): ChatEvent => ({ type: 'part-text', messageId: 'm', index, offset, text });

test('neighbouring deltas leave as one event, in one message', () => {
  vi.useFakeTimers();
  const sent: [string, ChatEvent[]][] = [];
  const events = createChatEvents((conversationId, batch) => sent.push([conversationId, batch]));
  events.emit('c', delta(0, 'ab'));
  events.emit('c', delta(2, 'cd'));
  events.emit('c', delta(4, 'ef'));
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([['c', [delta(0, 'abcdef')]]]);
  vi.useRealTimers();
});

test('deltas of other parts, and text that does not follow, stay apart', () => {
  const sent: ChatEvent[][] = [];
  const events = createChatEvents((_, batch) => sent.push(batch));
  events.emit('c', delta(0, 'ab'));
  events.emit('c', delta(0, 'x', 1));
  events.emit('c', delta(9, 'y', 1));
  events.flush();
  expect(sent).toEqual([[delta(0, 'ab'), delta(0, 'x', 1), delta(9, 'y', 1)]]);
});

test('flush sends at once and nothing twice', () => {
  const sent: ChatEvent[][] = [];
  const events = createChatEvents((_, batch) => sent.push(batch));
  events.emit('a', delta(0, 'a'));
  events.emit('b', delta(0, 'b'));
  events.flush();
  events.flush();
  expect(sent).toEqual([[delta(0, 'a')], [delta(0, 'b')]]);
});
