import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { after, answer, callTools, fail, gate, say } from '../../support/gemini-api-server/index.ts';
import { mcpFixture } from '../../support/mcp-fixture.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { setUpBridges } from './fixture.ts';
import { waitUntilGone } from './process-end.ts';

const bridges = setUpBridges();
const shell = (command: string) => callTools({ name: 'run_shell_command', args: { command } });

/** Two processes, one below the other, that ignore a polite request to end; their ids are written down. */
const STUBBORN = `trap '' TERM; (trap '' TERM; echo $BASHPID > grandchild.pid; exec sleep 600) & echo $BASHPID > child.pid; echo started; wait`;

async function expectStopped(bridge: BridgeProcess, id: string): Promise<void> {
  expect(await bridge.request({ type: 'cancel' })).toMatchObject({ status: 'success' });
  expect(await bridge.final(id)).toEqual({ id, status: 'error', code: 'cancelled', message: 'Stopped.' });
}

/** The next turn runs, and is sent the person's message of the one that was stopped. */
async function expectGoesOn(bridge: BridgeProcess, ...remembered: string[]): Promise<void> {
  bridges.api.reply(say('still here'));
  expect(await bridge.ask('go on')).toMatchObject({ status: 'success', data: 'still here' });
  const sent = JSON.stringify(bridges.api.streams.at(-1)?.contents);
  for (const text of remembered) expect(sent).toContain(text);
}

function pidIn(bridge: BridgeProcess, file: string): number {
  return Number(readFileSync(path.join(bridge.folder, file), 'utf8'));
}

async function startStubbornCommand(): Promise<{ bridge: BridgeProcess; id: string; pids: number[] }> {
  bridges.api.reply(shell(STUBBORN));
  const bridge = await bridges.start();
  await bridge.request({ type: 'configure', approvalMode: 'yolo' });
  const id = bridge.message('run it');
  await bridge.event(id, 'tool_output', (event) => event.text.includes('started'));
  while (!existsSync(path.join(bridge.folder, 'grandchild.pid'))) await delay(10);
  return { bridge, id, pids: [pidIn(bridge, 'child.pid'), pidIn(bridge, 'grandchild.pid')] };
}

describe('cancel ends the turn', () => {
  test('in the middle of an answer, and what was said is kept', async () => {
    const hold = gate();
    bridges.api.reply(answer(['The first half', hold, 'the second half']));
    const bridge = await bridges.start();
    const id = bridge.message('tell me');
    await bridge.event(id, 'text_delta');
    await hold.reached;
    await expectStopped(bridge, id);
    expect(bridge.history(id)).toEqual([
      { role: 'user', parts: [{ text: 'tell me' }] },
      { role: 'model', parts: [{ text: 'The first half' }] },
    ]);
    await bridges.api.streams[0]?.closed;
    await expectGoesOn(bridge, 'tell me', 'The first half');
    hold.open();
  });

  test('while the provider has not answered yet', async () => {
    const hold = gate();
    bridges.api.reply(after(hold, say('too late')));
    const bridge = await bridges.start();
    const id = bridge.message('hello?');
    await hold.reached;
    await expectStopped(bridge, id);
    await bridges.api.streams[0]?.closed;
    await expectGoesOn(bridge, 'hello?');
    hold.open();
  });

  test('while it waits to try again', async () => {
    bridges.api.reply(fail(503, 'overloaded'));
    const bridge = await bridges.start({ env: { AGENT_MANAGER_GEMINI_ATTEMPTS: '3' } });
    const id = bridge.message('hello?');
    const retry = await bridge.event(id, 'retry');
    expect(retry).toMatchObject({ attempt: 1, maxAttempts: 3 });
    expect(retry.message).toContain('503');
    await expectStopped(bridge, id);
    await expectGoesOn(bridge, 'hello?');
  });

  test('while an empty answer waits for its second try', async () => {
    bridges.api.reply(answer([]));
    const bridge = await bridges.start({ env: { AGENT_MANAGER_GEMINI_ATTEMPTS: '3' } });
    const id = bridge.message('hello?');
    await bridge.event(id, 'retry');
    await expectStopped(bridge, id);
    await expectGoesOn(bridge, 'hello?');
  });

  test('while an approval is open, which is closed', async () => {
    bridges.api.reply(shell('touch made'));
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('run it');
    const { approval } = await bridge.event(id, 'approval_request');
    await expectStopped(bridge, id);
    expect(bridge.events(id, 'approval_closed').map((event) => event.approvalId)).toEqual([approval.approvalId]);
    expect(bridge.events(id, 'tool_call').at(-1)?.call.state).toBe('cancelled');
    expect(existsSync(path.join(bridge.folder, 'made'))).toBe(false);
    expect(await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' })).toMatchObject({
      status: 'error',
      code: 'not-found',
    });
    await expectGoesOn(bridge, 'run it', 'touch made');
  });

  test('while a command runs, with its children', async () => {
    const { bridge, id, pids } = await startStubbornCommand();
    await expectStopped(bridge, id);
    for (const pid of pids) await waitUntilGone(pid);
    expect(bridge.events(id, 'tool_call').at(-1)?.call).toMatchObject({ state: 'cancelled' });
    await expectGoesOn(bridge, 'run it');
  });

  test('while the client is asked for a host tool', async () => {
    bridges.api.reply(callTools({ name: 'slow_tool', args: {} }));
    const bridge = await bridges.start();
    const tool = {
      name: 'slow_tool',
      title: 'Slow',
      description: 'Slow.',
      kind: 'other',
      parameters: { type: 'object', properties: {} },
      readOnly: true,
    } as const;
    await bridge.request({ type: 'configure', hostTools: [tool] });
    const id = bridge.message('use it');
    const { hostCallId } = await bridge.event(id, 'host_call');
    await expectStopped(bridge, id);
    expect(await bridge.request({ type: 'host_result', hostCallId, outcome: { status: 'success', output: 'late' } })).toMatchObject({
      status: 'error',
      code: 'not-found',
    });
    await expectGoesOn(bridge, 'use it');
  });

  test('while an MCP server does not answer its call, and the server serves the next turn', async () => {
    bridges.api.reply(callTools({ name: 'mcp_tickets_hang', args: {} }));
    const bridge = await bridges.start();
    await bridge.request({ type: 'configure', approvalMode: 'yolo', mcpServers: { tickets: mcpFixture('echo') } });
    const id = bridge.message('use it');
    await bridge.event(id, 'tool_call', ({ call }) => call.state === 'running');
    await expectStopped(bridge, id);
    expect(bridge.events(id, 'tool_call').at(-1)?.call.state).toBe('cancelled');
    bridges.api.reply(callTools({ name: 'mcp_tickets_echo', args: { text: 'alive' } }), say('It lives'));
    expect(await bridge.ask('go on')).toMatchObject({ status: 'success', data: 'It lives' });
    expect(JSON.stringify(bridges.api.streams.at(-1)?.contents)).toContain('echo: alive');
  });

  test('before it has begun', async () => {
    const bridge = await bridges.start();
    const id = bridge.message('hello');
    bridge.send({ type: 'cancel' });
    expect(await bridge.final(id)).toMatchObject({ status: 'error', code: 'cancelled' });
    await expectGoesOn(bridge);
  });
});

test('cancel with nothing to stop is answered, too', async () => {
  const bridge = await bridges.start();
  expect(await bridge.request({ type: 'cancel' })).toMatchObject({ status: 'success' });
});

describe('the end of stdin ends the process', () => {
  test('at once, in the middle of a turn, with every process it started', async () => {
    const { bridge, pids } = await startStubbornCommand();
    bridge.child.stdin?.end();
    expect(await bridge.exited).toBe(0);
    for (const pid of pids) await waitUntilGone(pid);
  });

  test('while the provider keeps it waiting', async () => {
    const hold = gate();
    bridges.api.reply(after(hold, say('too late')));
    const bridge = await bridges.start();
    bridge.message('hello?');
    await hold.reached;
    bridge.child.stdin?.end();
    expect(await bridge.exited).toBe(0);
    hold.open();
  });

  test('before anything was asked', async () => {
    const bridge = await bridges.start();
    bridge.child.stdin?.end();
    expect(await bridge.exited).toBe(0);
    expect(bridge.frames).toEqual([]);
  });

  test('together with a command that put itself in a session of its own', async () => {
    execFileSync('which', ['setsid']);
    bridges.api.reply(shell("setsid sh -c 'echo $$ > far.pid; echo started; exec sleep 600'"));
    const bridge = await bridges.start();
    await bridge.request({ type: 'configure', approvalMode: 'yolo' });
    const id = bridge.message('run it');
    await bridge.event(id, 'tool_output', (event) => event.text.includes('started'));
    const pid = pidIn(bridge, 'far.pid');
    bridge.child.stdin?.end();
    await bridge.exited;
    await waitUntilGone(pid);
  });
});

test('shutdown is answered, ends the running turn, and the process ends with code 0', async () => {
  const hold = gate();
  bridges.api.reply(after(hold, say('too late')));
  const bridge = await bridges.start();
  const id = bridge.message('hello?');
  await hold.reached;
  expect(await bridge.request({ type: 'shutdown' })).toMatchObject({ status: 'success' });
  expect(await bridge.final(id)).toMatchObject({ status: 'error', code: 'cancelled' });
  expect(await bridge.exited).toBe(0);
  hold.open();
});
