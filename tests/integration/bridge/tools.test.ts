import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ToolCallPart } from '#protocol/conversation.ts';
import { callTools, gate, say } from '../../support/gemini-api-server/index.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges({ isShared: true });

/** The states a call went through. */
function states(bridge: BridgeProcess, id: string): ToolCallPart['state'][] {
  return bridge.events(id, 'tool_call').map((event) => event.call.state);
}

/** The call as it ended. */
function ended(bridge: BridgeProcess, id: string): ToolCallPart | undefined {
  return bridge.events(id, 'tool_call').at(-1)?.call;
}

describe('a call that only reads', () => {
  test('runs without asking and its result goes back to the model', async () => {
    bridges.api.reply(callTools({ name: 'read_file', args: { file_path: 'notes.txt' } }), say('They say: buy milk'));
    const bridge = await bridges.start({ approvals: true });
    writeFileSync(path.join(bridge.folder, 'notes.txt'), 'buy milk\n');
    const id = bridge.message('What do my notes say?');
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'They say: buy milk' });
    expect(states(bridge, id)).toEqual(['pending', 'running', 'succeeded']);
    expect(ended(bridge, id)).toMatchObject({
      name: 'read_file',
      title: 'Read notes.txt',
      kind: 'read',
      args: { file_path: 'notes.txt' },
      paths: [path.join(bridge.folder, 'notes.txt')],
    });
    expect(bridges.api.streams[1]?.toolResponses).toMatchObject([{ name: 'read_file', response: { output: 'buy milk\n' } }]);
    expect(bridge.events(id, 'approval_request')).toEqual([]);
  });

  test('grep works without a download', async () => {
    bridges.api.reply(callTools({ name: 'grep_search', args: { pattern: 'needle' } }), say('found'));
    const bridge = await bridges.start();
    writeFileSync(path.join(bridge.folder, 'hay.txt'), 'straw\nneedle\n');
    const id = bridge.message('search');
    await bridge.final(id);
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('hay.txt');
    expect(ended(bridge, id)).toMatchObject({ state: 'succeeded', title: 'Search for `needle`', kind: 'search' });
  });

  test('several at once are told one by one', async () => {
    bridges.api.reply(
      callTools({ name: 'read_file', args: { file_path: 'a.txt' } }, { name: 'list_directory', args: { dir_path: '.' } }),
      say('done'),
    );
    const bridge = await bridges.start();
    writeFileSync(path.join(bridge.folder, 'a.txt'), 'A');
    const id = bridge.message('look');
    await bridge.final(id);
    const finals = bridge.events(id, 'tool_call').filter((event) => event.call.state === 'succeeded');
    expect(finals.map((event) => event.call.title).sort()).toEqual(['List .', 'Read a.txt']);
    expect(bridges.api.streams[1]?.toolResponses.map((response) => response.name).sort()).toEqual(['list_directory', 'read_file']);
  });

  test('a tool that does not exist fails, and the model is told', async () => {
    bridges.api.reply(callTools({ name: 'no_such_tool', args: {} }), say('sorry'));
    const bridge = await bridges.start();
    const id = bridge.message('try');
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'sorry' });
    expect(ended(bridge, id)).toMatchObject({ state: 'failed', name: 'no_such_tool' });
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('not found');
  });
});

describe('a change to a file', () => {
  const write = callTools({ name: 'write_file', args: { file_path: 'new.txt', content: 'hello\n' } });

  test('asks with the whole change and is made when allowed', async () => {
    bridges.api.reply(write, say('written'));
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('write it');
    const { approval } = await bridge.event(id, 'approval_request');
    const file = path.join(bridge.folder, 'new.txt');
    expect(approval).toMatchObject({
      toolName: 'write_file',
      kind: 'edit',
      title: 'Write new.txt',
      canAllowAlways: true,
    });
    expect(approval.detail).toMatchObject({ type: 'edit', diff: { path: file, newText: 'hello\n' } });
    expect(existsSync(file)).toBe(false);
    expect(await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' })).toMatchObject({
      status: 'success',
    });
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'written' });
    expect(readFileSync(file, 'utf8')).toBe('hello\n');
    expect(states(bridge, id)).toEqual(['pending', 'awaiting-approval', 'pending', 'running', 'succeeded']);
    expect(ended(bridge, id)?.result?.diff).toEqual({ path: file, oldText: null, newText: 'hello\n' });
    expect(bridge.events(id, 'approval_closed')).toEqual([{ id, event: 'approval_closed', approvalId: approval.approvalId }]);
  });

  test('is made as the person changed it', async () => {
    bridges.api.reply(write, say('written'));
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('write it');
    const { approval } = await bridge.event(id, 'approval_request');
    await bridge.request({
      type: 'approve',
      approvalId: approval.approvalId,
      decision: 'allow-once',
      newContent: 'better\n',
    });
    await bridge.final(id);
    expect(readFileSync(path.join(bridge.folder, 'new.txt'), 'utf8')).toBe('better\n');
  });

  test('is not made when denied; the model gets the reason and goes on', async () => {
    bridges.api.reply(write, say('I leave it then'));
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('write it');
    const { approval } = await bridge.event(id, 'approval_request');
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'deny', reason: 'wrong file' });
    expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'I leave it then' });
    expect(existsSync(path.join(bridge.folder, 'new.txt'))).toBe(false);
    expect(ended(bridge, id)).toMatchObject({ state: 'denied', result: { error: 'Denied: wrong file' } });
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('The user says: wrong file');
  });

  test('of an existing file shows before and after', async () => {
    bridges.api.reply(
      callTools({
        name: 'replace',
        args: { file_path: 'a.txt', instruction: 'rename', old_string: 'cat', new_string: 'dog' },
      }),
      say('edited'),
    );
    const bridge = await bridges.start({ approvals: true });
    const file = path.join(bridge.folder, 'a.txt');
    writeFileSync(file, 'a cat\n');
    const id = bridge.message('edit');
    const { approval } = await bridge.event(id, 'approval_request');
    expect(approval.detail).toEqual({ type: 'edit', diff: { path: file, oldText: 'a cat\n', newText: 'a dog\n' } });
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' });
    await bridge.final(id);
    expect(readFileSync(file, 'utf8')).toBe('a dog\n');
    expect(ended(bridge, id)).toMatchObject({
      title: 'Edit a.txt',
      state: 'succeeded',
      result: { diff: { oldText: 'a cat\n', newText: 'a dog\n' } },
    });
  });

  test('allowed for the session is not asked for again, and the new mode is told', async () => {
    bridges.api.reply(write, callTools({ name: 'write_file', args: { file_path: 'second.txt', content: '2' } }), say('both'));
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('write both');
    const { approval } = await bridge.event(id, 'approval_request');
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-session' });
    await bridge.final(id);
    expect(bridge.events(id, 'approval_request')).toHaveLength(1);
    expect(readFileSync(path.join(bridge.folder, 'second.txt'), 'utf8')).toBe('2');
    expect(bridge.events(id, 'approval_mode')).toEqual([{ id, event: 'approval_mode', approvalMode: 'auto-edit' }]);
  });

  test('is made without asking in the auto-edit mode, set while the turn runs', async () => {
    const hold = gate();
    bridges.api.reply({ steps: [hold, ...('steps' in write ? write.steps : [])] }, say('written'));
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('write it');
    await hold.reached;
    await bridge.request({ type: 'configure', approvalMode: 'auto-edit' });
    hold.open();
    await bridge.final(id);
    expect(bridge.events(id, 'approval_request')).toEqual([]);
    expect(existsSync(path.join(bridge.folder, 'new.txt'))).toBe(true);
  });

  test('is refused in the plan mode', async () => {
    bridges.api.reply(callTools({ name: 'write_file', args: { file_path: 'nope.ts', content: 'x' } }), say('only a plan'));
    const bridge = await bridges.start({ approvals: true });
    await bridge.request({ type: 'configure', approvalMode: 'plan' });
    const id = bridge.message('write it');
    await bridge.final(id);
    expect(ended(bridge, id)?.state).toBe('denied');
  });
});

describe('a command', () => {
  const shell = (command: string) => callTools({ name: 'run_shell_command', args: { command } });

  test('asks with the command itself, runs, and shows its output while it runs', async () => {
    bridges.api.reply(shell('echo one; read line < go; echo two'), say('ran'));
    const bridge = await bridges.start({ approvals: true });
    const { execFileSync } = await import('node:child_process');
    execFileSync('mkfifo', [path.join(bridge.folder, 'go')]);
    const id = bridge.message('run it');
    const { approval } = await bridge.event(id, 'approval_request');
    expect(approval.detail).toEqual({
      type: 'command',
      command: 'echo one; read line < go; echo two',
      folder: bridge.folder,
    });
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' });
    const output = await bridge.event(id, 'tool_output');
    expect(output.text).toBe('one\n');
    writeFileSync(path.join(bridge.folder, 'go'), 'x\n');
    await bridge.final(id);
    expect(ended(bridge, id)).toMatchObject({
      kind: 'execute',
      title: 'Run `echo one; read line < go; echo two`',
      state: 'succeeded',
      result: { output: 'one\ntwo' },
    });
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('one\\ntwo');
  });

  test('that fails is a failed call with its exit code', async () => {
    bridges.api.reply(shell('echo oops >&2; exit 3'), say('it failed'));
    const bridge = await bridges.start();
    await bridge.request({ type: 'configure', approvalMode: 'yolo' });
    const id = bridge.message('run it');
    await bridge.final(id);
    expect(ended(bridge, id)).toMatchObject({ state: 'failed', result: { output: 'oops', exitCode: 3 } });
  });

  test('is asked for on its own when there are several, and one denial stops only that one', async () => {
    bridges.api.reply(
      callTools(
        { name: 'run_shell_command', args: { command: 'touch first' } },
        { name: 'run_shell_command', args: { command: 'touch second' } },
      ),
      say('one of two'),
    );
    const bridge = await bridges.start({ approvals: true });
    const id = bridge.message('run both');
    for (const [command, decision] of [
      ['touch first', 'deny'],
      ['touch second', 'allow-once'],
    ] as const) {
      const { approval } = await bridge.event(id, 'approval_request', ({ approval: { detail } }) => {
        return detail.type === 'command' && detail.command === command;
      });
      await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision });
    }
    expect(await bridge.final(id)).toMatchObject({ data: 'one of two' });
    expect(existsSync(path.join(bridge.folder, 'first'))).toBe(false);
    expect(existsSync(path.join(bridge.folder, 'second'))).toBe(true);
    expect(bridges.api.streams[1]?.toolResponses).toHaveLength(2);
  });

  test('inherits neither the key nor what only concerns the bridge', async () => {
    bridges.api.reply(shell('env | grep -c "test-key\\|ELECTRON_RUN_AS_NODE\\|GEMINI_CLI_HOME\\|AGENT_MANAGER_STATE" || true'), say('ok'));
    const bridge = await bridges.start();
    await bridge.request({ type: 'configure', approvalMode: 'yolo' });
    const id = bridge.message('run it');
    await bridge.final(id);
    expect(ended(bridge, id)?.result?.output).toBe('0');
  });

  test('is denied when the client cannot be asked, and the model is told why', async () => {
    bridges.api.reply(shell('touch made'), say('I could not'));
    const bridge = await bridges.start();
    bridge.write('{"type":"message","content":"run it"}\n');
    expect(await bridge.final(undefined)).toEqual({ status: 'success', data: 'I could not' });
    expect(existsSync(path.join(bridge.folder, 'made'))).toBe(false);
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('cannot ask for it');
  });

  test('always allowed is remembered for this project, in the app’s own folder, and not for another', async () => {
    const bridge = await bridges.start({ approvals: true });
    bridges.api.reply(shell('mkdir -p made'), say('ran'));
    const id = bridge.message('run it');
    const { approval } = await bridge.event(id, 'approval_request');
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-always' });
    await bridge.final(id);

    const other = path.join(bridge.folder, 'other-project');
    mkdirSync(other);
    const again = await bridges.start({
      approvals: true,
      folder: bridge.folder,
      env: { AGENT_MANAGER_STATE_DIR: bridge.stateFolder },
    });
    bridges.api.reply(shell('mkdir -p made'), say('ran'), shell('mkdir -p made'), say('ran'));
    const second = again.message('run it');
    await again.final(second);
    expect(ended(again, second)?.state).toBe('succeeded');
    expect(again.events(second, 'approval_request')).toEqual([]);

    await again.request({ type: 'configure', folder: other });
    const third = again.message('run it');
    const asked = await again.event(third, 'approval_request');
    await again.request({ type: 'approve', approvalId: asked.approval.approvalId, decision: 'deny' });
    await again.final(third);
    expect(ended(again, third)?.state).toBe('denied');
  });
});

describe('a host tool', () => {
  const tool = {
    name: 'code_map',
    title: 'Look at the code map',
    description: 'Finds definitions.',
    kind: 'code-map',
    parameters: { type: 'object', properties: { symbol: { type: 'string' } }, required: ['symbol'] },
    readOnly: true,
  } as const;

  test('is offered to the model, called through the client, and answered by it', async () => {
    bridges.api.reply(callTools({ name: 'code_map', args: { symbol: 'main' } }), say('main is in a.ts'));
    const bridge = await bridges.start({ approvals: true });
    await bridge.request({ type: 'configure', hostTools: [tool] });
    const id = bridge.message('where is main?');
    const hostCall = await bridge.event(id, 'host_call');
    expect(hostCall).toMatchObject({ name: 'code_map', args: { symbol: 'main' } });
    await bridge.request({
      type: 'host_result',
      hostCallId: hostCall.hostCallId,
      outcome: { status: 'success', output: 'a.ts:1' },
    });
    expect(await bridge.final(id)).toMatchObject({ data: 'main is in a.ts' });
    expect(bridges.api.streams[0]?.toolNames).toContain('code_map');
    expect(bridges.api.streams[1]?.toolResponses).toMatchObject([{ name: 'code_map', response: { output: 'a.ts:1' } }]);
    expect(ended(bridge, id)).toMatchObject({
      title: 'Look at the code map',
      kind: 'code-map',
      state: 'succeeded',
      result: { output: 'a.ts:1' },
    });
    expect(bridge.events(id, 'approval_request')).toEqual([]);
  });

  test('that fails tells the model so', async () => {
    bridges.api.reply(callTools({ name: 'code_map', args: { symbol: 'main' } }), say('no map'));
    const bridge = await bridges.start({ approvals: true });
    await bridge.request({ type: 'configure', hostTools: [tool] });
    const id = bridge.message('where is main?');
    const hostCall = await bridge.event(id, 'host_call');
    await bridge.request({
      type: 'host_result',
      hostCallId: hostCall.hostCallId,
      outcome: { status: 'error', message: 'still indexing' },
    });
    await bridge.final(id);
    expect(ended(bridge, id)).toMatchObject({ state: 'failed', result: { error: 'still indexing' } });
    expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('still indexing');
  });

  test('with side effects asks first', async () => {
    bridges.api.reply(callTools({ name: 'rename_symbol', args: { symbol: 'main' } }), say('fine'));
    const bridge = await bridges.start({ approvals: true });
    await bridge.request({
      type: 'configure',
      hostTools: [{ ...tool, name: 'rename_symbol', title: 'Rename', readOnly: false }],
    });
    const id = bridge.message('rename main');
    const { approval } = await bridge.event(id, 'approval_request');
    expect(approval.detail).toEqual({
      type: 'mcp',
      server: 'Agent Manager',
      tool: 'rename_symbol',
      args: { symbol: 'main' },
    });
    await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'deny' });
    await bridge.final(id);
    expect(bridge.events(id, 'host_call')).toEqual([]);
  });

  test('is gone when it is no longer configured', async () => {
    bridges.api.answerWith(() => say('ok'));
    const bridge = await bridges.start({ approvals: true });
    await bridge.request({ type: 'configure', hostTools: [tool] });
    await bridge.ask('one');
    await bridge.request({ type: 'configure', hostTools: [] });
    await bridge.ask('two');
    expect(bridges.api.streams.map((request) => request.toolNames.includes('code_map'))).toEqual([true, false]);
  });

  test('cannot take the name of a tool the agent has', async () => {
    const bridge = await bridges.start();
    expect(await bridge.request({ type: 'configure', hostTools: [{ ...tool, name: 'read_file' }] })).toMatchObject({
      status: 'error',
      code: 'invalid-request',
    });
  });
});

test('neither stdout nor the person’s home is written to', async () => {
  bridges.api.reply(callTools({ name: 'run_shell_command', args: { command: 'true' } }), say('ok'));
  const bridge = await bridges.start();
  await bridge.request({ type: 'configure', approvalMode: 'yolo' });
  await bridge.ask('run');
  expect(bridge.strayLines).toEqual([]);
  expect(existsSync(path.join(process.env.HOME ?? '', '.gemini'))).toBe(false);
});
