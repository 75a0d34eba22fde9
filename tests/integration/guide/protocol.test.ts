/** The guide's bridge by itself, without the app: what a client that knows only three frames gets, and what a hello says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CODE_MAP_HOST_TOOLS } from '#electron/code-map/host-tools.ts';
import { createJsonLinesReader, encodeJsonLine } from '#platform/json-lines.ts';
import { type BridgeFrame, bridgeFrameSchema, helloDataSchema } from '#protocol/bridge.ts';
import { builtBridge } from '../bridge/built-bridge.ts';

test('a client of three frames is answered, and told what it lacks', async () => {
  const guide = await startGuideProcess();
  guide.send({ type: 'message', content: 'hello' });
  expect(await guide.next()).toMatchObject({ status: 'success', data: expect.stringContaining('I am the code guide') });
  guide.send({ type: 'message', content: 'map this project', model: 'any' });
  expect(await guide.next()).toMatchObject({ status: 'success', data: expect.stringContaining('I need the code map') });
  guide.send({ type: 'nonsense' });
  expect(await guide.next()).toMatchObject({ status: 'error', code: 'unknown-type' });
});

test('hello, ping, settings, and an end with the end of stdin', async () => {
  const guide = await startGuideProcess();
  guide.send({ type: 'hello', id: '1', protocolVersion: 1, client: { name: 'tests', version: '1' } });
  const hello = (await guide.next()) as { data: unknown };
  expect(helloDataSchema.parse(hello.data)).toMatchObject({
    agent: { id: 'guide', name: 'Code guide' },
    capabilities: { models: false, approvals: false, restore: true, hostTools: true },
    models: [],
    defaultModel: null,
  });
  guide.send({ type: 'configure', id: '2', approvalMode: 'yolo', model: 'any' });
  expect(await guide.next()).toMatchObject({ id: '2', status: 'success' });
  guide.send({ type: 'approve', id: '3', approvalId: 'a', decision: 'deny' });
  expect(await guide.next()).toMatchObject({ id: '3', status: 'error', code: 'not-found' });
  guide.child.stdin.end();
  expect(await once(guide.child, 'exit')).toEqual([0, null]);
});

test('a host that never answers its call can be asked to stop', async () => {
  const guide = await startGuideProcess();
  guide.send({ type: 'configure', id: '1', folder: tmpdir(), hostTools: [...CODE_MAP_HOST_TOOLS] });
  await guide.next();
  guide.send({ type: 'message', id: '2', content: 'what is unused?', stream: true });
  const states: unknown[] = [];
  for (let frame = await guide.next(); !('event' in frame && frame.event === 'host_call'); frame = await guide.next()) states.push(frame);
  expect(states).toMatchObject([{ call: { state: 'pending', title: 'Find unused code' } }, { call: { state: 'running' } }]);
  guide.send({ type: 'message', id: '3', content: 'help' });
  expect(await guide.next()).toMatchObject({ id: '3', status: 'error', code: 'busy' });
  guide.send({ type: 'steer', id: '6', content: 'only in src' });
  expect(await guide.next()).toMatchObject({ id: '6', status: 'error', code: 'conflict' });
  guide.send({ type: 'cancel', id: '4' });
  const rest = [await guide.next(), await guide.next(), await guide.next()];
  expect(rest).toContainEqual(expect.objectContaining({ id: '4', status: 'success' }));
  expect(rest).toContainEqual(expect.objectContaining({ id: '2', status: 'error', code: 'cancelled' }));
  guide.send({ type: 'message', id: '5', content: 'help', stream: true });
  expect(await guide.next()).toMatchObject({ id: '5', event: 'text_delta' });
});

async function startGuideProcess() {
  const entry = path.join(path.dirname(await builtBridge()), 'code-guide.js');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [entry], {
    cwd: tmpdir(),
    env: { PATH, HOME, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    if (child.exitCode === null) child.kill('SIGKILL');
  });
  const frames: BridgeFrame[] = [];
  let wake = () => {};
  const reader = createJsonLinesReader({
    onLine: (value) => {
      frames.push(bridgeFrameSchema.parse(value));
      wake();
    },
    onProblem: ({ start }) => {
      throw new Error(`No frame: ${start}`);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
  return {
    child,
    send: (request: object) => void child.stdin.write(encodeJsonLine(request)),
    async next(): Promise<BridgeFrame> {
      while (frames.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return frames.shift() as BridgeFrame;
    },
  };
}
