import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callTools, say } from '../../support/gemini-api-server/index.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges({ isShared: true });

/** A folder beside the project that holds what the agent must not reach. */
function outsideFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bridge-outside-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'secret.txt'), 'the secret\n');
  return folder;
}

/** A project with every kind of way out to `outside`. */
function putWaysOut(project: string, outside: string): void {
  symlinkSync(outside, path.join(project, 'linked-folder'));
  symlinkSync(path.join(outside, 'secret.txt'), path.join(project, 'linked-file'));
  symlinkSync(path.join(outside, 'created.txt'), path.join(project, 'dangling-link'));
  // The SDK checks a path decoded, and some of its tools then open it as it is.
  symlinkSync(path.join(outside, 'secret.txt'), path.join(project, 'a%20b'));
  mkdirSync(path.join(project, 'sub'));
  symlinkSync('../linked-folder', path.join(project, 'sub', 'twice'));
}

type Call = { name: string; args: Record<string, unknown> };

/** Has the agent make the calls in yolo mode, one after the other, and returns what it was told. */
async function run(calls: (project: string, outside: string) => Call[], includeFolders?: (outside: string) => string[]) {
  const outside = outsideFolder();
  const bridge = await bridges.start();
  putWaysOut(bridge.folder, outside);
  await bridge.request({
    type: 'configure',
    approvalMode: 'yolo',
    folder: bridge.folder,
    ...(includeFolders && { includeFolders: includeFolders(outside) }),
  });
  const made = calls(bridge.folder, outside);
  bridges.api.reply(...made.map((call) => callTools(call)), say('done'));
  const id = bridge.message('go');
  await bridge.final(id);
  const ended = bridge.events(id, 'tool_call').filter(({ call }) => call.result !== undefined);
  const told = bridges.api.streams.slice(1).map((stream) => JSON.stringify(stream.toolResponses));
  return { outside, folder: bridge.folder, states: ended.map(({ call }) => call.state), told };
}

describe('a way out of the project', () => {
  test('is refused to every tool that reads', async () => {
    const { states, told } = await run((project, outside) => [
      { name: 'read_file', args: { file_path: `../${path.basename(outside)}/secret.txt` } },
      { name: 'read_file', args: { file_path: path.join(outside, 'secret.txt') } },
      { name: 'read_file', args: { file_path: 'linked-file' } },
      { name: 'read_file', args: { file_path: 'linked-folder/secret.txt' } },
      { name: 'read_file', args: { file_path: 'sub/twice/secret.txt' } },
      { name: 'read_file', args: { file_path: path.join(project, 'a%20b') } },
      { name: 'list_directory', args: { dir_path: 'linked-folder' } },
      { name: 'list_directory', args: { dir_path: '..' } },
      { name: 'glob', args: { pattern: '*', dir_path: outside } },
      { name: 'grep_search', args: { pattern: 'secret', dir_path: 'linked-folder' } },
      { name: 'read_many_files', args: { include: [path.join(outside, 'secret.txt'), 'linked-folder/**', 'a%20b'] } },
    ]);
    expect(states.slice(0, 10)).toEqual(Array(10).fill('failed'));
    expect(told.join('\n')).not.toContain('the secret');
    // The SDK reads the name decoded, and so finds nothing, instead of being refused.
    expect(told.slice(0, 10).filter((text) => !/not in workspace|File not found: .*a b/i.test(text))).toEqual([]);
  });

  test('is refused to every tool that writes, before anybody is asked', async () => {
    const { states, told, outside } = await run((project, outsideOf) => [
      { name: 'write_file', args: { file_path: `../${path.basename(outsideOf)}/created.txt`, content: 'x' } },
      { name: 'write_file', args: { file_path: path.join(outsideOf, 'created.txt'), content: 'x' } },
      { name: 'write_file', args: { file_path: 'dangling-link', content: 'x' } },
      { name: 'write_file', args: { file_path: 'linked-folder/created.txt', content: 'x' } },
      { name: 'write_file', args: { file_path: 'linked-file', content: 'x' } },
      { name: 'write_file', args: { file_path: path.join(project, 'a%20b'), content: 'x' } },
      { name: 'replace', args: { file_path: 'linked-file', instruction: 'change', old_string: 'the secret', new_string: 'x' } },
      { name: 'replace', args: { file_path: 'sub/twice/secret.txt', instruction: 'change', old_string: 'the secret', new_string: 'x' } },
      { name: 'run_shell_command', args: { command: 'touch created.txt', dir_path: 'linked-folder' } },
    ]);
    expect(states).toEqual(Array(9).fill('failed'));
    expect(told.filter((text) => !/not in workspace/i.test(text))).toEqual([]);
    expect(readFileSync(path.join(outside, 'secret.txt'), 'utf8')).toBe('the secret\n');
    expect(existsSync(path.join(outside, 'created.txt'))).toBe(false);
  });

  test('a search does not follow links out of the project', async () => {
    const { told } = await run(() => [
      { name: 'grep_search', args: { pattern: 'the secret' } },
      { name: 'glob', args: { pattern: '**/secret.txt' } },
    ]);
    expect(told.join('\n')).not.toContain(':the secret');
    expect(told[1]).not.toContain('bridge-outside-');
  });
});

test('a folder the person added can be read and written', async () => {
  const { states, outside } = await run(
    (_project, outsideOf) => [
      { name: 'read_file', args: { file_path: path.join(outsideOf, 'secret.txt') } },
      { name: 'write_file', args: { file_path: 'linked-folder/created.txt', content: 'x' } },
      { name: 'read_file', args: { file_path: path.join(path.dirname(outsideOf), 'elsewhere.txt') } },
    ],
    (outsideOf) => [outsideOf],
  );
  expect(states).toEqual(['succeeded', 'succeeded', 'failed']);
  expect(readFileSync(path.join(outside, 'created.txt'), 'utf8')).toBe('x');
});

test('a folder that is replaced by a link out of the project while the person decides is not written to', async () => {
  const outside = outsideFolder();
  const bridge = await bridges.start({ approvals: true });
  mkdirSync(path.join(bridge.folder, 'notes'));
  bridges.api.reply(callTools({ name: 'write_file', args: { file_path: 'notes/created.txt', content: 'x' } }), say('done'));
  const id = bridge.message('write');
  const { approval } = await bridge.event(id, 'approval_request');
  rmSync(path.join(bridge.folder, 'notes'), { recursive: true });
  symlinkSync(outside, path.join(bridge.folder, 'notes'));
  await bridge.request({ type: 'approve', approvalId: approval.approvalId, decision: 'allow-once' });
  await bridge.final(id);
  expect(bridge.events(id, 'tool_call').at(-1)?.call.state).toBe('failed');
  expect(existsSync(path.join(outside, 'created.txt'))).toBe(false);
});
