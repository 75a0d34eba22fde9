import { expect, test } from 'vitest';
import { toRestoreFrames } from '#electron/chat/restore-frames.ts';
import type { RestoredMessage } from '#protocol/bridge.ts';

const message = (text: string): RestoredMessage => ({ role: 'user', status: 'complete', parts: [{ type: 'text', text }] });

test('an empty history is one frame that replaces', () => {
  expect(toRestoreFrames([])).toEqual([{ messages: [], append: false }]);
});

test('a long history is split into frames below the cap, all but the first appended', () => {
  const messages = Array.from({ length: 10 }, (_, i) => message(`${i}`.repeat(100)));
  const frames = toRestoreFrames(messages, 500);
  expect(frames.length).toBeGreaterThan(1);
  expect(frames.map((frame) => frame.append)).toEqual([false, ...Array(frames.length - 1).fill(true)]);
  expect(frames.flatMap((frame) => frame.messages)).toEqual(messages);
  for (const frame of frames) expect(JSON.stringify(frame.messages).length).toBeLessThanOrEqual(502);
});

test('a message that fits in no frame is left out, the others stay', () => {
  const frames = toRestoreFrames([message('a'), message('x'.repeat(1000)), message('b')], 500);
  expect(frames.flatMap((frame) => frame.messages)).toEqual([message('a'), message('b')]);
});
