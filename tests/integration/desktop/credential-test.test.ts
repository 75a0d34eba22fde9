/** What the account card learns from the API before it keeps a key. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { testAccount } from '#electron/desktop/credential-test.ts';
import { startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';

async function apiWithKey(key: string): Promise<string> {
  const api = await startGeminiApiServer({ validKeys: [key] });
  onTestFinished(() => api.close());
  return api.baseUrl;
}

/** A server that gives the same answer to everything. */
async function serverAnswering(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const check = (baseUrl: string, key = 'good') => testAccount({ method: 'api-key', key, baseUrl }, fetch);

test('a good key is good, and says how many models it reaches', async () => {
  const result = await check(await apiWithKey('good'));
  expect(result).toMatchObject({ ok: true });
  expect(result.ok && result.modelCount).toBeGreaterThan(0);
});

test('a wrong key is told as such', async () => {
  expect(await check(await apiWithKey('other'))).toMatchObject({ ok: false, error: { code: 'auth' } });
});

test.each([
  [401, 'auth'],
  [403, 'auth'],
  [404, 'network'],
  [429, 'quota'],
  [503, 'network'],
] as const)('HTTP %i is %s', async (status, code) => {
  expect(await check(await serverAnswering(status, '{"error":{"message":"no"}}'))).toMatchObject({
    ok: false,
    error: { code, details: 'no' },
  });
});

test('a page that is no Gemini API, such as a login page of a hotel, is not taken for one', async () => {
  expect(await check(await serverAnswering(200, '<html>Welcome to our hotel</html>'))).toMatchObject({
    ok: false,
    error: { code: 'network' },
  });
});

test('nobody at the address: says what to check and offers another try', async () => {
  const baseUrl = await serverAnswering(200, '');
  expect(await check(baseUrl.replace(/\d+$/, '9'))).toMatchObject({ ok: false, error: { code: 'network', action: 'retry' } });
});

test('Vertex AI without a key can only be tried by sending a message, and says so', async () => {
  const result = await testAccount({ method: 'vertex-ai', project: 'p', location: 'global' }, fetch);
  expect(result).toMatchObject({ ok: false, error: { code: 'auth', message: expect.stringContaining('sending a message') } });
});
