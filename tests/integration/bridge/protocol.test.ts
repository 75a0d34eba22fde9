import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_LINE_BYTES } from '#protocol/bridge.ts';
import { answer, callTools, gate, say } from '../../support/gemini-api-server/index.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges();

test('hello tells protocol, agent, models and capabilities, with no key set', async () => {
  const bridge = await bridges.start({ env: { GEMINI_API_KEY: '', GOOGLE_GEMINI_BASE_URL: '' } });
  const frame = await bridge.request({
    type: 'hello',
    protocolVersion: 1,
    client: { name: 'test', version: '1' },
    capabilities: { approvals: true },
  });
  expect(frame).toMatchObject({
    status: 'success',
    data: {
      protocolVersion: 1,
      agent: { id: 'gemini', name: 'Gemini', version: expect.stringMatching(/^\d/) },
      defaultModel: 'gemini-2.5-pro',
      capabilities: { restore: true },
    },
  });
});

test('ping is answered also while a turn runs', async () => {
  const hold = gate();
  bridges.api.reply(answer([hold, 'done']));
  const bridge = await bridges.start();
  const id = bridge.message('hello');
  await hold.reached;
  expect(await bridge.request({ type: 'ping' })).toMatchObject({ status: 'success', data: 'pong' });
  hold.open();
  await bridge.final(id);
});

describe('bad input gets an error that says what is wrong, and the next good line works:', () => {
  test.each([
    { name: 'no JSON', line: '{oops', error: { status: 'error', code: 'invalid-json' } },
    { name: 'no UTF-8', line: Buffer.from([0x7b, 0xff, 0x7d]), error: { status: 'error', code: 'invalid-json' } },
    { name: 'no object', line: '[1]', error: { status: 'error', code: 'invalid-request' } },
    {
      name: 'no type',
      line: '{"id":"x"}',
      error: { id: 'x', status: 'error', code: 'invalid-request', message: 'The request has no "type".' },
    },
    {
      name: 'an unknown type',
      line: '{"type":"dance","id":"x"}',
      error: { id: 'x', status: 'error', code: 'unknown-type', message: expect.stringContaining('"dance"') },
    },
    {
      name: 'a missing field',
      line: '{"type":"message","id":"x"}',
      error: { id: 'x', status: 'error', code: 'invalid-request', message: expect.stringContaining('"content"') },
    },
    {
      name: 'a wrong field',
      line: '{"type":"configure","id":"x","approvalMode":"party"}',
      error: { id: 'x', status: 'error', code: 'invalid-request', message: expect.stringContaining('"approvalMode"') },
    },
    {
      name: 'a stream without an id',
      line: '{"type":"message","content":"hi","stream":true}',
      error: { status: 'error', code: 'invalid-request', message: expect.stringContaining('"id"') },
    },
    {
      name: 'a relative folder',
      line: '{"type":"configure","id":"x","folder":"here"}',
      error: { id: 'x', status: 'error', code: 'invalid-request' },
    },
    {
      name: 'an empty message',
      line: '{"type":"message","id":"x","content":""}',
      error: { id: 'x', status: 'error', code: 'invalid-request' },
    },
    {
      name: 'an approval nobody asked for',
      line: '{"type":"approve","id":"x","approvalId":"a","decision":"deny"}',
      error: { id: 'x', status: 'error', code: 'not-found' },
    },
    {
      name: 'a result nobody asked for',
      line: '{"type":"host_result","id":"x","hostCallId":"a","outcome":{"status":"success","output":""}}',
      error: { id: 'x', status: 'error', code: 'not-found' },
    },
  ])('$name', async ({ line, error }) => {
    const bridge = await bridges.start();
    bridge.child.stdin?.write(line);
    bridge.write('\n');
    expect(await bridge.waitFor((frame) => 'status' in frame && frame.status === 'error')).toMatchObject(error);
    expect(await bridge.request({ type: 'ping' })).toMatchObject({ status: 'success' });
    expect(bridge.frames).toHaveLength(2);
  });

  test('a line above the cap', async () => {
    const bridge = await bridges.start();
    bridge.write(`{"id":"x","type":"message","content":"${'a'.repeat(MAX_LINE_BYTES)}"}\n`);
    expect(await bridge.final('x')).toMatchObject({
      status: 'error',
      code: 'too-large',
      message: expect.stringContaining('8 MiB'),
    });
    expect(await bridge.request({ type: 'ping' })).toMatchObject({ status: 'success' });
  });

  test('a second message while a turn runs', async () => {
    const hold = gate();
    bridges.api.reply(answer(['The answer ', hold, 'to the first']));
    const bridge = await bridges.start();
    const id = bridge.message('first');
    await hold.reached;
    expect(await bridge.ask('second')).toMatchObject({ status: 'error', code: 'busy' });
    hold.open();
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'The answer to the first' });
  });
});

test('a request cut into pieces inside a character, and two requests in one piece, are read whole', async () => {
  bridges.api.reply(say('ok'));
  const bridge = await bridges.start();
  const bytes = Buffer.from('{"type":"message","id":"a","content":"grüße 🎈"}\n{"type":"ping","id":"b"}\n');
  const cut = bytes.indexOf(Buffer.from('🎈')) + 2;
  await new Promise((resolve) => bridge.child.stdin?.write(bytes.subarray(0, cut), resolve));
  bridge.child.stdin?.write(bytes.subarray(cut));
  await bridge.final('b');
  expect(await bridge.final('a')).toMatchObject({ status: 'success' });
  expect(bridges.api.streams[0]?.lastText).toContain('grüße 🎈');
});

test('stdout carries frames only, whatever a library prints and however much', async () => {
  bridges.api.answerWith(() => say('ok'));
  const noise = path.join(mkdtempSync(path.join(tmpdir(), 'noise-')), 'noise.mjs');
  // Stands for a library inside the bridge: it prints in every way there is, from the moment the guard is up.
  writeFileSync(
    noise,
    `import { Console } from 'node:console';
    const unguarded = process.stdout.write;
    const own = new Console(process.stdout);
    setInterval(() => {
      if (process.stdout.write === unguarded) return;
      for (let i = 0; i < 20; i++) {
        console.log('noise by console.log');
        own.info('noise by a console of its own');
        process.stdout.write('{"status":"success","data":"forged"}\\n');
      }
    }, 1).unref();`,
  );
  // The system's Node, since Electron takes no NODE_OPTIONS.
  const bridge = await bridges.start({ node: 'node', env: { NODE_OPTIONS: `--import=${noise}` } });
  for (const content of ['one', 'two', 'three']) expect(await bridge.ask(content)).toMatchObject({ data: 'ok' });
  expect(bridge.strayLines).toEqual([]);
  expect(JSON.stringify(bridge.frames)).not.toContain('forged');
  expect(bridge.stderr).toContain('noise by console.log');
  expect(bridge.stderr).toContain('noise by a console of its own');
  expect(bridge.stderr).toContain('forged');
  rmSync(path.dirname(noise), { recursive: true });
});

test('a host result as large as a line may be is taken, and reported in frames below the cap', async () => {
  const tool = {
    name: 'big_tool',
    title: 'Big',
    description: 'Big.',
    kind: 'other',
    parameters: { type: 'object', properties: {} },
    readOnly: true,
  } as const;
  bridges.api.reply(callTools({ name: 'big_tool', args: {} }), say('that was a lot'));
  const bridge = await bridges.start();
  await bridge.request({ type: 'configure', hostTools: [tool] });
  const id = bridge.message('go');
  const { hostCallId } = await bridge.event(id, 'host_call');
  // Quotes double when they are written as JSON inside another string.
  await bridge.request({
    type: 'host_result',
    hostCallId,
    outcome: { status: 'success', output: '"'.repeat(MAX_LINE_BYTES / 2 - 1000) },
  });
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'that was a lot' });
  expect(bridge.strayLines).toEqual([]);
});
