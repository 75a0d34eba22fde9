/** The test of an MCP server, as Settings runs it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { expect, onTestFinished, test } from 'vitest';
import { probeMcpServer } from '#electron/mcp/mcp-probe.ts';
import { silentLog } from '#platform/log.ts';
import { mcpServerSchema } from '#protocol/bridge.ts';
import type { McpTest } from '#protocol/mcp.ts';
import { builtBridge } from '#tests/integration/bridge/built-bridge.ts';
import { waitUntilGone } from '#tests/integration/bridge/process-end.ts';
import { mcpFixture, startedPids } from '#tests/support/mcp-fixture.ts';

async function probe(server: unknown): Promise<McpTest> {
  const probeFile = path.join(path.dirname(await builtBridge()), 'mcp-probe.js');
  const options = { nodeBinary: process.execPath, probeFile, watcher: undefined, log: silentLog };
  return probeMcpServer(mcpServerSchema.parse(server), tmpdir(), options);
}

test('a server that works tells its name and its tools, and is gone afterwards with its children', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-probe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pidFile = path.join(folder, 'pids');
  const result = await probe(mcpFixture('stubborn', pidFile));
  expect(result).toMatchObject({ ok: true, serverName: 'fixture', serverVersion: '1.2.3' });
  expect(result.ok && result.tools.find(({ name }) => name === 'echo')).toEqual({
    name: 'echo',
    title: 'Echo',
    description: 'Gives back what it is given.',
    readOnly: true,
  });
  const pids = startedPids(pidFile);
  expect(pids).toHaveLength(2);
  for (const pid of pids) await waitUntilGone(pid);
});

test('what does not work says why, with what it wrote', async () => {
  expect(await probe(mcpFixture('exits-at-start'))).toMatchObject({
    ok: false,
    error: { message: 'It ended by itself with exit code 3.' },
    stderr: 'cannot open the ticket database',
  });
  expect(await probe({ command: 'no-such-mcp-server' })).toMatchObject({ ok: false, error: { code: 'start-failed' } });
  expect(await probe({ ...mcpFixture('hangs-at-start'), startTimeoutMs: 1000 })).toMatchObject({
    ok: false,
    error: { code: 'timed-out', message: 'The server did not get ready within 1 s.' },
  });
});

test('a server behind an address: with its token it works, without it the person is told to give one', async () => {
  const http = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer to$HOME') return void response.writeHead(401).end();
    const server = new McpServer({ name: 'remote', version: '2' });
    server.registerTool('ping', { description: 'Pong.', inputSchema: {} }, () => ({ content: [{ type: 'text', text: 'pong' }] }));
    const transport = new StreamableHTTPServerTransport({});
    void server.connect(transport as Parameters<typeof server.connect>[0]).then(() => transport.handleRequest(request, response));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void http.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
  expect(await probe({ url, headers: { Authorization: 'Bearer to$HOME' } })).toMatchObject({
    ok: true,
    serverName: 'remote',
    tools: [{ name: 'ping' }],
  });
  expect(await probe({ url })).toMatchObject({ ok: false, error: { code: 'auth' } });
});
