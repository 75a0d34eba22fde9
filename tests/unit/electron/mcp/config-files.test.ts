import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findConfigFiles, readConfigFile } from '#electron/mcp/config-files.ts';
import { parseLooseJson } from '#electron/mcp/loose-json.ts';

let home: string;
let project: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mcp-home-'));
  project = mkdtempSync(join(tmpdir(), 'mcp-project-'));
});
afterEach(() => {
  for (const folder of [home, project]) rmSync(folder, { recursive: true });
});

function write(file: string, content: unknown): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('the usual files are found, the project’s first, and say whose they are', () => {
  write(join(project, '.mcp.json'), { mcpServers: { wiki: { type: 'http', url: 'https://wiki.example/mcp' } } });
  write(join(project, '.vscode', 'mcp.json'), { servers: { db: { command: 'db-mcp' } } });
  write(join(home, '.gemini', 'settings.json'), { theme: 'dark', mcpServers: { tickets: { command: 'tickets-mcp' } } });
  write(join(home, '.claude.json'), { numStartups: 3 });
  expect(findConfigFiles(home, [project]).map((source) => [source.project, source.servers.map(({ name }) => name)])).toEqual([
    [project, ['wiki']],
    [project, ['db']],
    [null, ['tickets']],
  ]);
});

test('variables and headers that look secret are marked, others stay readable', () => {
  const file = write(join(project, '.mcp.json'), {
    mcpServers: {
      a: { command: 'a', env: { LOG_LEVEL: 'debug', GITHUB_TOKEN: 'x', URL: 'https://u:password@host/' }, cwd: 'tools' },
      b: { url: 'https://b.example', headers: { Authorization: 'Bearer abcdefgh', 'X-Team': 'blue', Accept: 'application/json' } },
    },
  });
  const [a, b] = readConfigFile(file, project).servers;
  expect(a?.connection).toMatchObject({
    type: 'stdio',
    cwd: join(project, 'tools'),
    env: [
      { name: 'LOG_LEVEL', secret: false },
      { name: 'GITHUB_TOKEN', secret: true },
      { name: 'URL', secret: true },
    ],
  });
  expect(b?.connection).toMatchObject({ type: 'http', headers: [{ secret: true }, { secret: true }, { name: 'Accept', secret: false }] });
});

test('what a person should know is said: references, trust, names, secrets in arguments', () => {
  const file = write(join(project, '.mcp.json'), {
    mcpServers: {
      'my_server (2)': { command: 'x', args: ['--key', 'sk-0123456789abcdef0123'], env: { T: '$HOME_TOKEN' }, trust: true },
      'my server 2': { command: 'y' },
      broken: { command: 5 },
      empty: {},
    },
  });
  const found = readConfigFile(file, project).servers;
  expect(found.map(({ name }) => name)).toEqual(['my-server-2', 'my-server-2-2']);
  const remarks = found[0]?.remarks.join('\n');
  for (const words of ['HOME_TOKEN', 'asked about', 'my_server (2)', 'looks like a secret']) expect(remarks).toContain(words);
});

describe('files as people write them', () => {
  test('comments and commas at the end are read', () => {
    expect(parseLooseJson('{\n// one\n"url": "http://x//y", /* two */ "list": [1, 2,],\n}')).toEqual({ url: 'http://x//y', list: [1, 2] });
  });

  test.each([['{ nonsense'], ['[]'], ['{"mcpServers": 7}'], ['null']])('%s is said to be unreadable, and nothing is thrown', (content) => {
    const read = readConfigFile(write(join(home, '.mcp.json'), content), null);
    expect(read).toMatchObject({ servers: [], problem: expect.stringContaining('can’t be read') });
  });
});
