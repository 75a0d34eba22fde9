import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  after,
  answer,
  blockPrompt,
  cutOff,
  fail,
  type GeminiApiServer,
  gate,
  invalidKey,
  malformed,
  type Reply,
  rateLimit,
  say,
  startGeminiApiServer,
} from '../../support/gemini-api-server/index.ts';
import { type BridgeProcess, startBridge } from './bridge-process.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges({ isShared: true });

/** What the provider does, and what the person is told. */
const CASES: { name: string; reply: Reply; error: Record<string, unknown> }[] = [
  { name: 'a wrong key', reply: invalidKey(), error: { code: 'auth', action: 'open-settings' } },
  {
    name: 'missing credentials',
    reply: fail(401, 'Request had invalid authentication credentials.'),
    error: { code: 'auth', action: 'open-settings' },
  },
  {
    name: 'a key without permission',
    reply: fail(403, 'Generative Language API has not been used in this project.'),
    error: { code: 'auth', action: 'open-settings', message: expect.stringContaining('has not been used') },
  },
  {
    name: 'Google’s refusal of individuals',
    reply: fail(403, 'This client is no longer supported for Gemini Code Assist for individuals.'),
    error: { code: 'auth', action: 'open-settings', message: expect.stringContaining('aistudio.google.com/apikey') },
  },
  {
    name: 'an unknown model',
    reply: fail(404, 'models/gemini-9 is not found for API version v1beta.'),
    error: { code: 'model-not-found', action: 'choose-model' },
  },
  {
    name: 'too many requests',
    reply: rateLimit({ retryDelay: '13s' }),
    error: {
      code: 'quota',
      action: 'wait-and-retry',
      retryAfterMs: 13_000,
      message: expect.stringContaining('13 seconds'),
    },
  },
  {
    name: 'too many requests, the time only in words',
    reply: fail(429, 'Quota exceeded. Please retry in 2.5s.'),
    error: { code: 'quota', retryAfterMs: 2500 },
  },
  {
    name: 'an empty daily quota',
    reply: rateLimit({ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }),
    error: { code: 'quota', action: 'choose-model', message: expect.stringContaining('daily') },
  },
  {
    name: 'no quota at all',
    reply: fail(429, 'Quota exceeded for metric: requests, limit: 0, model: gemini-3-pro'),
    error: { code: 'quota', action: 'choose-model' },
  },
  {
    name: 'an internal error of the provider',
    reply: fail(500, 'An internal error has occurred.'),
    error: { code: 'network', action: 'retry' },
  },
  {
    name: 'an overloaded provider',
    reply: fail(503, 'The model is overloaded.'),
    error: { code: 'network', action: 'retry' },
  },
  {
    name: 'a request the provider rejects',
    reply: fail(400, 'Unable to process input image.'),
    error: { code: 'internal', message: expect.stringContaining('Unable to process input image') },
  },
  {
    name: 'a region without Gemini',
    reply: fail(400, 'User location is not supported for the API use.', [], 'FAILED_PRECONDITION'),
    error: { code: 'refused' },
  },
  {
    name: 'a conversation that is too long',
    reply: fail(400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'),
    error: { code: 'context-full', action: 'make-room' },
  },
  {
    name: 'a blocked prompt',
    reply: blockPrompt('SAFETY'),
    error: { code: 'refused', message: expect.stringContaining('safety') },
  },
  { name: 'an answer that is blocked', reply: answer([], { finishReason: 'SAFETY' }), error: { code: 'refused' } },
  {
    name: 'an answer that is blocked half-way',
    reply: answer(['Well'], { finishReason: 'PROHIBITED_CONTENT' }),
    error: { code: 'refused', message: expect.stringContaining('prohibited') },
  },
  { name: 'an empty answer', reply: answer([]), error: { code: 'refused', action: 'retry' } },
  {
    name: 'a connection that breaks in the middle',
    reply: cutOff('Half an ans'),
    error: { code: 'network', action: 'retry' },
  },
  {
    name: 'a connection that breaks before the first word',
    reply: cutOff(),
    error: { code: 'network', action: 'retry' },
  },
  {
    name: 'an answer that just ends',
    reply: answer(['Half an ans'], { finishReason: null }),
    error: { code: 'network', action: 'retry' },
  },
  { name: 'an answer that is no JSON', reply: malformed('Half'), error: { code: 'network', action: 'retry' } },
  {
    name: 'an HTML page of a proxy',
    reply: { status: 502, body: '<html>Bad gateway</html>' },
    error: { code: 'network', action: 'retry' },
  },
];

describe('the provider’s failures come as errors with a code and a plain sentence, and the conversation goes on:', () => {
  // One bridge for all of them: none may leave anything behind.
  let api: GeminiApiServer;
  let bridge: BridgeProcess;
  beforeAll(async () => {
    api = await startGeminiApiServer();
    bridge = await startBridge({ baseUrl: api.baseUrl });
  });
  afterAll(async () => {
    await bridge.close();
    await api.close();
  });

  test.each(CASES)('$name', async ({ name, reply, error }) => {
    api.reply(reply, say('better now'));
    const id = bridge.message(`What about ${name}?`);
    const frame = await bridge.final(id);
    expect(frame).toMatchObject({ id, status: 'error', ...error });
    expect(frame.status === 'error' && frame.message).toMatch(/[.!?…]$/);
    expect(await bridge.ask('again')).toMatchObject({ status: 'success', data: 'better now' });
    expect(JSON.stringify(api.streams.at(-1)?.contents)).toContain(`What about ${name}?`);
    expect(bridge.strayLines).toEqual([]);
  });
});

test('a broken answer keeps what was said, for the person and for the model', async () => {
  bridges.api.reply(cutOff('The first half'), say('and the rest'));
  const bridge = await bridges.start({ env: { AGENT_MANAGER_GEMINI_ATTEMPTS: '3' } });
  const id = bridge.message('tell me');
  expect(await bridge.final(id)).toMatchObject({ code: 'network' });
  expect(bridge.events(id, 'text_delta').map((event) => event.text)).toEqual(['The first half']);
  expect(bridge.history(id).at(-1)).toEqual({ role: 'model', parts: [{ text: 'The first half' }] });
  await bridge.ask('go on');
  expect(bridges.api.streams).toHaveLength(2);
  expect(bridges.api.streams[1]?.contents.map((content) => content.role)).toEqual(['user', 'model', 'user']);
});

test('nobody at the other end is a network error', async () => {
  const { port } = await new Promise<AddressInfo>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address() as AddressInfo;
      server.close(() => resolve(address));
    });
  });
  const bridge = await bridges.start({ baseUrl: `http://127.0.0.1:${port}` });
  expect(await bridge.ask('hello?')).toMatchObject({
    code: 'network',
    message: expect.stringContaining('refused the connection'),
  });
});

test('no credentials is an error that leads to the settings', async () => {
  const bridge = await bridges.start({ env: { GEMINI_API_KEY: '', GOOGLE_GEMINI_BASE_URL: '' } });
  expect(await bridge.ask('hello?')).toMatchObject({ code: 'auth', action: 'open-settings' });
});

test('a gateway needs no key', async () => {
  bridges.api.reply(say('hi'));
  const bridge = await bridges.start({ env: { GEMINI_API_KEY: '' } });
  expect(await bridge.ask('hello?')).toMatchObject({ status: 'success', data: 'hi' });
});

test('Vertex AI with a key works', async () => {
  bridges.api.reply(say('hi'));
  const env = {
    GEMINI_API_KEY: '',
    GOOGLE_GENAI_USE_VERTEXAI: 'true',
    GOOGLE_API_KEY: 'vertex-key',
    GOOGLE_VERTEX_BASE_URL: bridges.api.baseUrl,
  };
  const bridge = await bridges.start({ env });
  expect(await bridge.ask('hello?')).toMatchObject({ status: 'success', data: 'hi' });
  expect(bridges.api.streams[0]?.headers['x-goog-api-key']).toBe('vertex-key');
});

test('Vertex AI without Google credentials is an error that leads to the settings', async () => {
  const bridge = await bridges.start({
    env: {
      GEMINI_API_KEY: '',
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      GOOGLE_CLOUD_PROJECT: 'engine',
      GOOGLE_CLOUD_LOCATION: 'europe-west1',
      GOOGLE_VERTEX_BASE_URL: bridges.api.baseUrl,
      // Otherwise the library looks for a Google machine's credentials in the network.
      METADATA_SERVER_DETECTION: 'none',
      HOME: '/nonexistent',
    },
  });
  expect(await bridge.ask('hello?')).toMatchObject({ code: 'auth', action: 'open-settings' });
});

describe('something that breaks inside the bridge', () => {
  test.each(['reject', 'throw'])('fails the running turn and nothing else (%s)', async (how) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'broken-'));
    const preload = path.join(folder, 'broken.mjs');
    const breaking = how === 'throw' ? `throw new Error('broken on purpose');` : `Promise.reject(new Error('broken on purpose'));`;
    writeFileSync(preload, `process.on('SIGUSR2', () => { ${breaking} });`);
    const hold = gate();
    bridges.api.reply(after(hold, say('never')), say('still here'));
    // The system's Node, since Electron takes no NODE_OPTIONS.
    const bridge = await bridges.start({ node: 'node', env: { NODE_OPTIONS: `--import=${preload}` } });
    const id = bridge.message('hello?');
    await hold.reached;
    bridge.child.kill('SIGUSR2');
    expect(await bridge.final(id)).toMatchObject({ code: 'internal', message: expect.stringContaining('broken on purpose') });
    hold.open();
    expect(await bridge.ask('and now?')).toMatchObject({ status: 'success', data: 'still here' });
    expect(bridge.stderr).toContain('broken on purpose');
    rmSync(folder, { recursive: true });
  });
});
