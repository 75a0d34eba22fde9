import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { McpServerState } from '#protocol/mcp.ts';
import { callTools, say } from '../../support/gemini-api-server/index.ts';
import { mcpFixture, startedPids } from '../../support/mcp-fixture.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { setUpBridges } from './fixture.ts';
import { waitUntilGone } from './process-end.ts';

const bridges = setUpBridges();

/** What the bridge last said of a server. */
function stateOf(bridge: BridgeProcess, id: string, name: string): McpServerState | undefined {
  return bridge
    .events(id, 'mcp_servers')
    .at(-1)
    ?.servers.find((server) => server.name === name);
}

const notices = (bridge: BridgeProcess, id: string) => bridge.events(id, 'notice').map(({ text }) => text);

test('a server that works: its tools are asked about with server, tool and arguments, and their results reach the model', async () => {
  const ask = (name: string) => callTools({ name: 'mcp_tickets_environment', args: { name } });
  bridges.api.reply(callTools({ name: 'mcp_tickets_echo', args: { text: 'hi' } }), say('It says hi'));
  const bridge = await bridges.start({ approvals: true });
  // A cloned project must not start programs: what its own files name is not even looked at.
  const pidFile = path.join(bridge.folder, 'pids');
  const untrusted = JSON.stringify({ mcpServers: { evil: mcpFixture('echo', pidFile) } });
  mkdirSync(path.join(bridge.folder, '.gemini'));
  writeFileSync(path.join(bridge.folder, '.gemini', 'settings.json'), untrusted);
  writeFileSync(path.join(bridge.folder, '.mcp.json'), untrusted);
  const fixture = mcpFixture('echo');
  // Word for word: the SDK would expand `$HOME` and `$x`.
  const env = { ...fixture.env, TOKEN: 'pa$HOME$x%PATH%' };
  await bridge.request({ type: 'configure', mcpServers: { tickets: { ...fixture, env, excludeTools: ['die'] } } });

  const id = bridge.message('Ask the tickets');
  const { approval } = await bridge.event(id, 'approval_request');
  expect(approval).toMatchObject({
    title: 'tickets: echo',
    detail: { type: 'mcp', server: 'tickets', tool: 'echo', args: { text: 'hi' } },
  });
  await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' });
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'It says hi' });
  expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('echo: hi');
  const offered = bridges.api.streams[0]?.toolNames ?? [];
  expect(offered).toContain('mcp_tickets_environment');
  expect(offered).not.toContain('mcp_tickets_die');
  expect(offered.filter((name) => name.startsWith('mcp_evil'))).toEqual([]);
  expect(startedPids(pidFile)).toEqual([]);
  expect(stateOf(bridge, id, 'tickets')).toMatchObject({ state: 'connected' });
  expect(stateOf(bridge, id, 'tickets')?.tools.find(({ name }) => name === 'echo')).toMatchObject({ readOnly: true });
  expect(notices(bridge, id)).toEqual([]);
  expect(await bridge.request({ type: 'mcp_status' })).toMatchObject({ data: [{ name: 'tickets', state: 'connected' }] });

  bridges.api.reply(callTools({ name: 'mcp_tickets_environment', args: { name: 'TOKEN' } }), say('Then not'));
  const refused = bridge.message('Ask for the token');
  const denied = await bridge.event(refused, 'approval_request');
  await bridge.request({ type: 'approve', approvalId: denied.approval.approvalId, decision: 'deny' });
  expect(await bridge.final(refused)).toMatchObject({ status: 'success', data: 'Then not' });
  expect(bridge.events(refused, 'tool_call').at(-1)?.call.state).toBe('denied');
  expect(JSON.stringify(bridges.api.streams[3]?.toolResponses)).not.toContain('TOKEN=');

  bridges.api.reply(ask('TOKEN'), ask('GEMINI_API_KEY'), say('done'));
  await bridge.request({ type: 'configure', approvalMode: 'yolo' });
  await bridge.ask('look');
  expect(JSON.stringify(bridges.api.streams[5]?.toolResponses)).toContain('TOKEN=pa$HOME$x%PATH%');
  expect(JSON.stringify(bridges.api.streams[6]?.toolResponses)).toContain('GEMINI_API_KEY=(not set)');
});

describe('a server that harms only itself', () => {
  test('one that never gets ready is ended after its deadline; the turn goes on and says so once', async () => {
    bridges.api.answerWith(() => say('without it'));
    const bridge = await bridges.start();
    const pidFile = path.join(bridge.folder, 'pids');
    const slow = { ...mcpFixture('hangs-at-start', pidFile), startTimeoutMs: 2000 };
    await bridge.request({ type: 'configure', mcpServers: { slow } });
    const id = bridge.message('hello');
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'without it' });
    expect(notices(bridge, id)).toEqual([
      'The MCP server slow is not available: It did not get ready within 2 s. The agent goes on without its tools.',
    ]);
    expect(stateOf(bridge, id, 'slow')).toMatchObject({ state: 'failed', stderr: 'still loading', tools: [] });
    for (const pid of startedPids(pidFile)) await waitUntilGone(pid);
    const next = bridge.message('again');
    await bridge.final(next);
    expect(notices(bridge, next)).toEqual([]);
  });

  test('those that cannot work are told with the reason', async () => {
    bridges.api.reply(say('fine'));
    const bridge = await bridges.start();
    const mcpServers = {
      ends: mcpFixture('exits-at-start'),
      nothing: { command: 'no-such-mcp-server' },
      unreachable: { url: 'http://127.0.0.1:9/mcp' },
    };
    await bridge.request({ type: 'configure', mcpServers });
    const id = bridge.message('hello');
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'fine' });
    expect(stateOf(bridge, id, 'ends')).toMatchObject({ state: 'failed', reason: 'It ended by itself with exit code 3.' });
    expect(stateOf(bridge, id, 'ends')?.stderr).toContain('cannot open the ticket database');
    expect(stateOf(bridge, id, 'nothing')?.reason).toContain('The program “no-such-mcp-server” was not found');
    expect(stateOf(bridge, id, 'unreachable')?.reason).toBe('It could not be reached at 127.0.0.1:9.');
    expect(notices(bridge, id)).toHaveLength(3);
  });

  test('a call that hangs, an answer too long, a flood, and a death each cost that call; a restart brings it back', async () => {
    const callOf = (name: string, server = 'tickets') => callTools({ name: `mcp_${server}_${name}`, args: {} });
    bridges.api.reply(callOf('hang', 'slow'), callOf('huge'), callOf('flood'), callOf('die'), say('so be it'), say('gone'), say('back'));
    const bridge = await bridges.start();
    // Only the call that hangs is to run out of time, however busy the machine is.
    const slow = { ...mcpFixture('echo'), callTimeoutMs: 500 };
    const tickets = mcpFixture('floods-at-start');
    await bridge.request({ type: 'configure', mcpServers: { slow, tickets }, approvalMode: 'yolo' });
    const id = bridge.message('go');
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'so be it' });
    const ended = bridge.events(id, 'tool_call').filter(({ call }) => call.durationMs !== undefined);
    expect(ended.map(({ call }) => `${call.title} ${call.state}`)).toEqual([
      'slow: hang failed',
      'tickets: huge failed',
      'tickets: flood succeeded',
      'tickets: die failed',
    ]);
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('timed out');
    expect(JSON.stringify(bridges.api.streams[2]?.toolResponses)).toContain('too long');
    expect(JSON.stringify(bridges.api.streams[3]?.toolResponses)).toContain('still here');
    expect(bridge.strayLines).toEqual([]);
    expect(stateOf(bridge, id, 'tickets')).toMatchObject({ state: 'failed', reason: 'It ended by itself with exit code 7.' });
    expect(stateOf(bridge, id, 'tickets')?.stderr).toContain('the database went away');
    expect(notices(bridge, id).join()).toContain('exit code 7');

    await bridge.ask('still there?');
    expect(bridges.api.streams[5]?.toolNames).not.toContain('mcp_tickets_echo');
    await bridge.request({ type: 'mcp_restart', server: 'tickets' });
    const back = bridge.message('and now?');
    await bridge.final(back);
    expect(bridges.api.streams[6]?.toolNames).toContain('mcp_tickets_echo');
    expect(stateOf(bridge, back, 'tickets')?.state).toBe('connected');
  });
});

describe('no process is left', () => {
  test.each(['end of stdin', 'SIGTERM'] as const)('of a server that ignores both, with a child, after %s', async (end) => {
    bridges.api.reply(say('hello'));
    const bridge = await bridges.start();
    const pidFile = path.join(bridge.folder, 'pids');
    await bridge.request({ type: 'configure', mcpServers: { stubborn: mcpFixture('stubborn', pidFile) } });
    await bridge.ask('hello');
    const pids = startedPids(pidFile);
    expect(pids).toHaveLength(2);
    if (end === 'end of stdin') bridge.child.stdin?.end();
    else bridge.child.kill('SIGTERM');
    await bridge.exited;
    for (const pid of pids) await waitUntilGone(pid);
  });

  test('when the servers change: the old ones end, the conversation goes on', async () => {
    bridges.api.reply(say('one'), say('two'));
    const bridge = await bridges.start();
    const pidFile = path.join(bridge.folder, 'pids');
    await bridge.request({ type: 'configure', mcpServers: { stubborn: mcpFixture('stubborn', pidFile) } });
    await bridge.ask('first');
    const pids = startedPids(pidFile);
    await bridge.request({ type: 'configure', mcpServers: {} });
    await bridge.ask('second');
    for (const pid of pids) await waitUntilGone(pid);
    expect(bridges.api.streams[1]?.toolNames.filter((name) => name.startsWith('mcp_'))).toEqual([]);
    expect(JSON.stringify(bridges.api.streams[1]?.contents)).toContain('first');
  });

  test('a person who stops waits for no server', async () => {
    const bridge = await bridges.start();
    await bridge.request({ type: 'configure', mcpServers: { slow: mcpFixture('hangs-at-start') } });
    const id = bridge.message('hello');
    await bridge.event(id, 'mcp_servers', ({ servers }) => servers[0]?.state === 'starting');
    await bridge.request({ type: 'cancel' });
    expect(await bridge.final(id)).toMatchObject({ status: 'error', code: 'cancelled' });
    expect(bridges.api.streams).toEqual([]);
  });
});
