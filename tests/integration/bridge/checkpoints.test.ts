import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { callTools, say } from '../../support/gemini-api-server/index.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges({ isShared: true });

async function startWithCheckpoints(approvalMode: 'yolo' | 'default' = 'yolo'): Promise<BridgeProcess> {
  const bridge = await bridges.start();
  await bridge.request({
    type: 'hello',
    protocolVersion: 1,
    client: { name: 'tests', version: '1' },
    capabilities: { approvals: true, checkpoints: true },
  });
  await bridge.request({ type: 'configure', approvalMode, folder: bridge.folder });
  return bridge;
}

const write = callTools({ name: 'write_file', args: { file_path: 'new.txt', content: 'hello\n' } });

test('an edit waits until the client has saved the file, and its end is told', async () => {
  bridges.api.reply(write, say('written'));
  const bridge = await startWithCheckpoints();
  const file = path.join(bridge.folder, 'new.txt');
  const id = bridge.message('write it');
  const before = await bridge.event(id, 'before_tool');
  expect(before).toMatchObject({ kind: 'edit', title: 'Write new.txt', scope: 'paths', paths: [file] });
  expect(existsSync(file)).toBe(false);
  expect(await bridge.request({ type: 'proceed', checkpointId: before.checkpointId, outcome: { status: 'ready' } })).toMatchObject({
    status: 'success',
  });
  const after = await bridge.event(id, 'after_tool');
  expect(after.checkpointId).toBe(before.checkpointId);
  expect(readFileSync(file, 'utf8')).toBe('hello\n');
  await bridge.final(id);
  expect(await bridge.request({ type: 'proceed', checkpointId: before.checkpointId, outcome: { status: 'ready' } })).toMatchObject({
    code: 'not-found',
  });
});

test('it is announced after the person allowed it, not before, and never when denied', async () => {
  bridges.api.reply(write, write, say('done'));
  const bridge = await startWithCheckpoints('default');
  const id = bridge.message('write it');
  const { approval } = await bridge.event(id, 'approval_request');
  expect(bridge.events(id, 'before_tool')).toEqual([]);
  await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'deny' });
  const second = await bridge.event(id, 'approval_request', (event) => event.approval.approvalId !== approval.approvalId);
  expect(bridge.events(id, 'before_tool')).toEqual([]);
  await bridge.request({ type: 'approve', approvalId: second.approval.approvalId, decision: 'allow-once' });
  const { checkpointId } = await bridge.event(id, 'before_tool');
  await bridge.request({ type: 'proceed', checkpointId, outcome: { status: 'ready' } });
  await bridge.final(id);
  expect(bridge.events(id, 'before_tool')).toHaveLength(1);
});

test('a tool that is refused does not run, and the model is told why', async () => {
  bridges.api.reply(write, say('a pity'));
  const bridge = await startWithCheckpoints();
  const id = bridge.message('write it');
  const { checkpointId } = await bridge.event(id, 'before_tool');
  await bridge.request({ type: 'proceed', checkpointId, outcome: { status: 'refused', message: 'The disk is full.' } });
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'a pity' });
  expect(existsSync(path.join(bridge.folder, 'new.txt'))).toBe(false);
  expect(bridge.events(id, 'tool_call').at(-1)?.call).toMatchObject({ state: 'failed', result: { error: 'The disk is full.' } });
  expect(JSON.stringify(bridges.api.streams[1]?.toolResponses)).toContain('The disk is full.');
  expect(bridge.events(id, 'after_tool')).toEqual([]);
});

test('a stop ends the waiting, and the file is not written', async () => {
  bridges.api.reply(write, say('never'));
  const bridge = await startWithCheckpoints();
  const id = bridge.message('write it');
  await bridge.event(id, 'before_tool');
  await bridge.request({ type: 'cancel' });
  expect(await bridge.final(id)).toMatchObject({ code: 'cancelled' });
  expect(existsSync(path.join(bridge.folder, 'new.txt'))).toBe(false);
});

test('a command may change any file; what only reads is not announced', async () => {
  bridges.api.reply(
    callTools({ name: 'read_file', args: { file_path: 'a.txt' } }),
    callTools({ name: 'run_shell_command', args: { command: 'echo more >> a.txt' } }),
    say('done'),
  );
  const bridge = await startWithCheckpoints();
  writeFileSync(path.join(bridge.folder, 'a.txt'), 'A\n');
  const id = bridge.message('go');
  const before = await bridge.event(id, 'before_tool');
  expect(before).toMatchObject({ kind: 'execute', scope: 'project', paths: [] });
  expect(readFileSync(path.join(bridge.folder, 'a.txt'), 'utf8')).toBe('A\n');
  await bridge.request({ type: 'proceed', checkpointId: before.checkpointId, outcome: { status: 'ready' } });
  await bridge.final(id);
  expect(readFileSync(path.join(bridge.folder, 'a.txt'), 'utf8')).toBe('A\nmore\n');
  expect(bridge.events(id, 'before_tool')).toHaveLength(1);
});

test('a client that takes no checkpoints is not waited for', async () => {
  bridges.api.reply(write, say('written'));
  const bridge = await bridges.start({ approvals: true });
  await bridge.request({ type: 'configure', approvalMode: 'yolo' });
  const id = bridge.message('write it');
  await bridge.final(id);
  expect(bridge.events(id, 'before_tool')).toEqual([]);
  expect(readFileSync(path.join(bridge.folder, 'new.txt'), 'utf8')).toBe('hello\n');
});
