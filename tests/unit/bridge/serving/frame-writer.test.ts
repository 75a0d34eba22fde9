import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { FrameWriter } from '#bridge/serving/frame-writer.ts';
import { MAX_LINE_BYTES } from '#protocol/bridge.ts';

test('frames are written in order, one line each', async () => {
  const output = new PassThrough();
  const frames = new FrameWriter(output);
  frames.send({ id: '1', status: 'success', data: 'line\nbreak' });
  frames.send({ id: '2', status: 'success', data: null });
  await frames.drained();
  expect(output.read().toString()).toBe('{"id":"1","status":"success","data":"line\\nbreak"}\n{"id":"2","status":"success","data":null}\n');
});

test('drained waits for a slow reader', async () => {
  let take = () => {};
  const output = new Writable({
    write(_chunk, _encoding, done) {
      take = done;
    },
  });
  const frames = new FrameWriter(output);
  frames.send({ id: '1', status: 'success', data: 'x' });
  let isDrained = false;
  const drained = frames.drained().then(() => {
    isDrained = true;
  });
  await new Promise(setImmediate);
  expect(isDrained).toBe(false);
  take();
  await drained;
});

test('a frame above the cap is sent with its long texts left out', async () => {
  const output = new PassThrough();
  const frames = new FrameWriter(output);
  const long = 'x'.repeat(MAX_LINE_BYTES);
  frames.send({ id: '1', event: 'history', contents: [{ role: 'user', parts: [{ text: 'kept' }, { inlineData: { data: long } }] }] });
  await frames.drained();
  expect(JSON.parse(output.read().toString())).toEqual({
    id: '1',
    event: 'history',
    contents: [{ role: 'user', parts: [{ text: 'kept' }, { inlineData: { data: `[left out: ${MAX_LINE_BYTES} characters]` } }] }],
  });
});

test('a reader that is gone is no failure', async () => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
  output.on('error', () => {});
  const frames = new FrameWriter(output);
  frames.send({ status: 'success', data: 1 });
  await frames.drained();
});
