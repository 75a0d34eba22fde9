import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { callTools, say } from '../../support/gemini-api-server/index.ts';
import { setUpBridges } from './fixture.ts';
import { waitUntilGone } from './process-end.ts';

const bridges = setUpBridges();

// The bundle lies outside the project in all of these tests, with no node_modules near it (built-bridge.ts).
describe.each([
  { runtime: 'Electron as Node', node: process.execPath },
  { runtime: 'the system’s Node', node: 'node' },
])('on $runtime', ({ node }) => {
  test('a conversation with tools, a command and a second turn works', async () => {
    bridges.api.reply(
      callTools({ name: 'read_file', args: { file_path: 'a.txt' } }),
      callTools({ name: 'run_shell_command', args: { command: 'cat a.txt && echo "$PPID" | grep -c .' } }),
      say('It says hi'),
      say('You asked about a.txt'),
    );
    const bridge = await bridges.start({ node });
    writeFileSync(path.join(bridge.folder, 'a.txt'), 'hi\n');
    await bridge.request({ type: 'configure', approvalMode: 'yolo' });
    const id = bridge.message('What is in a.txt?');
    expect(await bridge.final(id)).toMatchObject({ data: 'It says hi' });
    const finals = bridge.events(id, 'tool_call').filter((event) => event.call.state === 'succeeded');
    expect(finals.map((event) => event.call.result?.output)).toEqual([expect.any(String), 'hi\n1']);
    expect(await bridge.ask('What did I ask?')).toMatchObject({ data: 'You asked about a.txt' });
    expect(bridges.api.streams).toHaveLength(4);
    expect(bridge.strayLines).toEqual([]);
  });

  test('an MCP server is used, asks before it acts, and ends with the bridge', async () => {
    const server = path.join((await bridges.start({ node })).folder, 'server.mjs');
    writeFileSync(server, MCP_SERVER);
    bridges.api.reply(callTools({ name: 'mcp_tester_add', args: { a: 2, b: 3 } }), say('5'));
    const bridge = await bridges.start({ node, approvals: true });
    await bridge.request({ type: 'configure', mcpServers: { tester: { command: 'node', args: [server] } } });
    const id = bridge.message('add 2 and 3');
    const { approval } = await bridge.event(id, 'approval_request');
    expect(approval.detail).toMatchObject({ type: 'mcp', server: 'tester', args: { a: 2, b: 3 } });
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' });
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: '5' });
    const call = bridge.events(id, 'tool_call').at(-1)?.call;
    expect(call).toMatchObject({ state: 'succeeded' });
    const pid = Number(/pid (\d+)/.exec(JSON.stringify(bridges.api.streams[1]?.toolResponses))?.[1]);
    bridge.child.stdin?.end();
    await bridge.exited;
    await waitUntilGone(pid);
  });
});

/** The smallest MCP server that can add, and that does not end when its stdin does. */
const MCP_SERVER = `
import { createInterface } from 'node:readline';
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
const schema = { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } } };
createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === 'initialize') send({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'tester', version: '1' } } });
  else if (method === 'tools/list') send({ id, result: { tools: [{ name: 'add', description: 'Adds.', inputSchema: schema }] } });
  else if (method === 'tools/call') send({ id, result: { content: [{ type: 'text', text: 'pid ' + process.pid + ': ' + (params.arguments.a + params.arguments.b) }] } });
  else if (id !== undefined) send({ id, result: {} });
});
setInterval(() => {}, 1000);
`;
