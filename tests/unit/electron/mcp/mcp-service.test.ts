import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeyStore } from '#electron/desktop/credentials.ts';
import { createMcpSecrets } from '#electron/mcp/mcp-secrets.ts';
import { createMcpService, type McpServiceOptions } from '#electron/mcp/mcp-service.ts';
import { createMcpStore } from '#electron/mcp/mcp-store.ts';
import { silentLog } from '#platform/log.ts';
import type { McpServerDraft } from '#protocol/mcp.ts';

const SECRET = 'correct-horse-battery';

/** Reverses the bytes: enough to see that no file holds a secret itself. */
const keyStore: KeyStore = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (data) => Buffer.from(data).reverse().toString(),
};
const noKeyStore: KeyStore = { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' };

let folder: string;
let secrets: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-service-'));
  secrets = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(overrides: Partial<McpServiceOptions> = {}, store: KeyStore = keyStore) {
  return createMcpService({
    store: createMcpStore({ file: join(folder, 'mcp-servers.json'), log: silentLog, now: () => 0 }),
    secrets: createMcpSecrets({ file: join(folder, 'secrets.json'), keyStore: store, registerSecret: (secret) => secrets.push(secret) }),
    homeFolder: folder,
    projects: () => [],
    probe: async () => ({ ok: true, serverName: 's', serverVersion: '1', tools: [], durationMs: 1 }),
    askAgents: async () => [],
    restartInAgents: async () => {},
    onServersChanged: () => {},
    announce: () => {},
    ...overrides,
  });
}

const draft = (change: Partial<McpServerDraft> = {}): McpServerDraft => ({
  name: 'tickets',
  enabled: true,
  projects: null,
  disabledTools: [],
  startSeconds: 60,
  callSeconds: 60,
  connection: {
    type: 'stdio',
    command: 'tickets-mcp',
    args: [],
    cwd: null,
    env: [
      { name: 'TOKEN', secret: true, value: SECRET },
      { name: 'LEVEL', secret: false, value: 'debug' },
    ],
  },
  ...change,
});

test('a secret reaches the agent, survives a restart, and is in no file, no list and no import preview', async () => {
  const [saved] = await open().save(draft());
  const reopened = open();
  expect(reopened.serversFor('/anywhere')).toMatchObject({ tickets: { command: 'tickets-mcp', env: { TOKEN: SECRET, LEVEL: 'debug' } } });
  expect(secrets).toContain(SECRET);
  const shown = await reopened.list();
  expect(shown[0]?.connection).toMatchObject({
    env: [
      { name: 'TOKEN', isSet: true },
      { name: 'LEVEL', value: 'debug' },
    ],
  });
  writeFileSync(join(folder, '.mcp.json'), JSON.stringify({ mcpServers: { other: { command: 'x', env: { API_TOKEN: SECRET } } } }));
  const sources = JSON.stringify(reopened.importSources());
  expect(sources).toContain('API_TOKEN');
  rmSync(join(folder, '.mcp.json'));
  const written = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect([...written, JSON.stringify(shown), sources].join('\n')).not.toContain(SECRET);
  expect(saved?.id).toBe(shown[0]?.id);
});

test('a form that comes back without the secret keeps it; one that renames or unmarks it does not', async () => {
  const service = open();
  const [saved] = await service.save(draft());
  const connection = (name: string, secret: boolean): McpServerDraft['connection'] => ({
    type: 'stdio',
    command: 'other',
    args: [],
    cwd: null,
    env: [{ name, secret }],
  });
  await service.save(draft({ connection: connection('TOKEN', true) }), saved?.id);
  expect(service.serversFor(null)).toMatchObject({ tickets: { command: 'other', env: { TOKEN: SECRET } } });
  // A secret must not become readable by a click.
  await service.save(draft({ connection: connection('TOKEN', false) }), saved?.id);
  expect(service.serversFor(null)).toMatchObject({ tickets: { env: { TOKEN: '' } } });
});

test('without a key store a secret lasts until the app quits, and the window is told that it is missing', async () => {
  const service = open({}, noKeyStore);
  await service.save(draft());
  expect(service.serversFor(null)).toMatchObject({ tickets: { env: { TOKEN: SECRET } } });
  const [reopened] = await open({}, noKeyStore).list();
  expect(reopened?.connection).toMatchObject({ env: [{ name: 'TOKEN', isSet: false }, { isSet: true }] });
});

test('a server is only for its projects and what lies inside them, and only while it is on', async () => {
  const service = open();
  const [saved] = await service.save(draft({ projects: ['/work/shop'] }));
  const isFor = (where: string | null) => Object.keys(service.serversFor(where)).length === 1;
  expect(['/work/shop', '/work/shop/web', '/work/shop/'].map(isFor)).toEqual([true, true, true]);
  expect(['/work/shop2', '/work', null].map(isFor)).toEqual([false, false, false]);
  await service.update(saved?.id ?? '', { enabled: false });
  expect(isFor('/work/shop')).toBe(false);
});

test('importing brings servers in switched off, starts none, and leaves one of the same name alone', async () => {
  let probes = 0;
  const service = open({
    probe: async () => {
      probes++;
      throw new Error('started');
    },
  });
  await service.save(draft());
  const file = join(folder, '.mcp.json');
  writeFileSync(
    file,
    JSON.stringify({
      mcpServers: { tickets: { command: 'evil' }, wiki: { url: 'https://wiki.example', headers: { Authorization: SECRET } } },
    }),
  );
  expect(service.importSources()[0]?.servers.map(({ name, exists }) => [name, exists])).toEqual([
    ['tickets', true],
    ['wiki', false],
  ]);
  const after = await service.import(file, null, ['tickets', 'wiki'], null);
  expect(after.map(({ name, enabled, importedFrom }) => [name, enabled, importedFrom])).toEqual([
    ['tickets', true, null],
    ['wiki', false, file],
  ]);
  expect(service.serversFor(null)).toMatchObject({ tickets: { command: 'tickets-mcp' } });
  expect(Object.keys(service.serversFor(null))).toEqual(['tickets']);
  expect(probes).toBe(0);
});

test('removing can be undone with its secret and its place; names are taken once', async () => {
  const service = open();
  const [first] = await service.save(draft());
  await service.save(draft({ name: 'wiki' }));
  await expect(service.save(draft({ name: 'Wiki' }))).rejects.toThrow(/already/);
  await service.remove(first?.id ?? '');
  expect(Object.keys(service.serversFor(null))).toEqual(['wiki']);
  const back = await service.undoRemove(first?.id ?? '');
  expect(back.map(({ name }) => name)).toEqual(['tickets', 'wiki']);
  expect(service.serversFor(null)).toMatchObject({ tickets: { env: { TOKEN: SECRET } } });
});

test('tools seen while it ran are remembered, also those switched off; secrets in its stderr are not shown', async () => {
  const service = open();
  const [saved] = await service.save(draft());
  const tool = (name: string) => ({ name, description: '', readOnly: false });
  service.follow('c1', [{ name: 'tickets', state: 'connected', tools: [tool('open'), tool('close')] }]);
  await service.update(saved?.id ?? '', { disabledTools: ['close'] });
  service.follow('c1', [{ name: 'tickets', state: 'connected', tools: [tool('open')] }]);
  service.follow('c2', [{ name: 'tickets', state: 'failed', reason: 'r', stderr: 'bad token=sk-0123456789abcdef0123', tools: [] }]);
  const [shown] = await open().list();
  expect(shown?.tools.map(({ name }) => name)).toEqual(['close', 'open']);
  const states: string[] = [];
  const announced = open({ announce: (servers) => states.push(JSON.stringify(servers)) });
  announced.follow('c2', [{ name: 'tickets', state: 'failed', stderr: 'bad token=sk-0123456789abcdef0123', tools: [] }]);
  expect(states.join()).toContain('failed');
  expect(states.join()).not.toContain('sk-0123456789abcdef0123');
});

test('a file with a broken entry costs only that entry, and the file is kept before it is written', async () => {
  const file = join(folder, 'mcp-servers.json');
  await open().save(draft());
  const content = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...content, servers: [...content.servers, { name: 'half' }] }));
  const service = open();
  expect((await service.list()).map(({ name }) => name)).toEqual(['tickets']);
  await service.save(draft({ name: 'wiki' }));
  const kept = readdirSync(folder).find((name) => name.startsWith('mcp-servers.json.broken-'));
  expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toContain('half');
});
