/** The server's life: it goes with its client, and takes its sidecar along. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeJsonLine } from '#platform/json-lines.ts';
import { expectGone } from '../platform/children.ts';
import { builtServer, descendantsOf, makeWorkplace, startServer } from './mcp-client.ts';

describe('no process is left', () => {
  test('when the client closes the connection', async () => {
    const server = await startServer();
    await server.call('code_structure');
    const pid = server.transport.pid ?? 0;
    const processes = [pid, ...(await descendantsOf(pid))];
    expect(processes.length).toBeGreaterThan(1);
    await server.client.close();
    await expectGone(processes);
  });

  test.each(['end of stdin', 'SIGTERM', 'SIGINT'] as const)(
    'after %s, also in the middle of a call, and the exit code is 0',
    async (end) => {
      const { child, processes } = await startRaw();
      if (end === 'end of stdin') child.stdin.end();
      else child.kill(end);
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).toBe(0);
      await expectGone(processes);
    },
  );

  test('after the server itself was killed', async () => {
    const { child, processes } = await startRaw();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expectGone(processes);
  });
});

test('the plain Node of this machine runs it', async () => {
  const node = (process.env.PATH ?? '')
    .split(':')
    .map((folder) => `${folder}/node`)
    .find(existsSync);
  expect(node, 'npm test needs Node 20 or newer on the PATH').toBeDefined();
  const server = await startServer({ ...(node !== undefined && { node }) });
  const { tools } = await server.client.listTools();
  expect(tools.length).toBeGreaterThan(10);
  expect((await server.call('code_structure')).isError ?? false).toBe(false);
});

test('wrong options end it with words and exit code 2', async () => {
  const { env } = makeWorkplace();
  const child = spawn(process.execPath, [await builtServer(), '--project', '/no/such/folder'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(2);
  expect(stderr).toContain('--project: there is no folder /no/such/folder');
});

/** A server with a call answered and another one open. */
async function startRaw() {
  const { project, env } = makeWorkplace();
  const child = spawn(process.execPath, [await builtServer()], { cwd: project, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const ask = (id: number, method: string, params: object) => child.stdin.write(encodeJsonLine({ jsonrpc: '2.0', id, method, params }));
  const answered = new Promise<void>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('"id":2')) resolve();
    });
  });
  ask(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'tests', version: '1' } });
  child.stdin.write(encodeJsonLine({ jsonrpc: '2.0', method: 'notifications/initialized' }));
  ask(2, 'tools/call', { name: 'code_structure', arguments: {} });
  await answered;
  const processes = await descendantsOf(child.pid ?? 0);
  expect(processes.length).toBeGreaterThan(0);
  ask(3, 'tools/call', { name: 'code_dead_code', arguments: {} });
  return { child, processes: [child.pid ?? 0, ...processes] };
}
