import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileChange, RevertResult } from '#protocol/changes.ts';
import { type ChatRig, startChatRig } from '#tests/support/chat/chat-rig.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import { commitAll } from '#tests/support/projects/commit-all.ts';

const write = (file_path: string, content: string) => callTools({ name: 'write_file', args: { file_path, content } });
const edit = (file_path: string, old_string: string, new_string: string) =>
  callTools({ name: 'replace', args: { file_path, instruction: 'change it', old_string, new_string } });
const shell = (command: string) => callTools({ name: 'run_shell_command', args: { command } });

interface ProjectRig {
  rig: ChatRig;
  id: string;
  project: string;
  at(path: string): string;
  text(path: string): string;
  /** One turn in which the agent makes these calls, one after the other. */
  turn(...calls: ReturnType<typeof callTools>[]): Promise<void>;
  files(): Promise<FileChange[]>;
  revert(files: readonly FileChange[], onConflict?: 'ask' | 'keep' | 'merge' | 'overwrite'): Promise<RevertResult>;
}

async function startProject(prepare: (project: string) => void, options: { git?: boolean } = {}): Promise<ProjectRig> {
  const rig = await startChatRig();
  rig.settings({ defaultApprovalMode: 'yolo' });
  const project = join(rig.folder, 'project');
  mkdirSync(project);
  prepare(project);
  if (options.git) commitAll(project);
  return around(rig, rig.newConversation({ projectFolder: project }), project);
}

function around(rig: ChatRig, id: string, project: string): ProjectRig {
  const at = (path: string) => join(project, path);
  return {
    rig,
    id,
    project,
    at,
    text: (path) => readFileSync(at(path), 'utf8'),
    async turn(...calls) {
      rig.api.reply(...calls, say('done'));
      await rig.ask(id, 'go');
      await rig.changes.settled();
    },
    files: async () => (await rig.changes.list(id)).turns.flatMap((turn) => turn.files),
    revert: (files, onConflict = 'ask') =>
      rig.changes.revert(
        id,
        files.flatMap((file) => [file.id, ...(file.movedChangeId === undefined ? [] : [file.movedChangeId])]),
        onConflict,
      ),
  };
}

describe('edits', () => {
  test('of several turns are listed with their lines, and the last turn is taken back and put back', async () => {
    const { turn, files, revert, text, at, rig, id } = await startProject((project) => {
      writeFileSync(join(project, 'a.txt'), 'one\r\ntwo\r\n');
      chmodSync(join(project, 'a.txt'), 0o755);
    });
    await turn(write('new/deep/b.txt', 'B\n'));
    await turn(edit('a.txt', 'two', 'TWO'), edit('a.txt', 'one', 'ONE'), write('new/deep/b.txt', 'B\nBB\n'));
    const { turns } = await rig.changes.list(id);
    expect(turns.map(({ files: of }) => of.map(({ path, action, added, removed }) => [path, action, added, removed]))).toEqual([
      [
        ['a.txt', 'changed', 2, 2],
        ['new/deep/b.txt', 'changed', 1, 0],
      ],
      [['new/deep/b.txt', 'created', 1, 0]],
    ]);
    expect(turns[0]).toMatchObject({ prompt: 'go', notes: [] });
    const all = await files();
    expect(await rig.changes.diff(id, [all[0]?.id ?? ''])).toEqual({ kind: 'text', oldText: 'one\r\ntwo\r\n', newText: 'ONE\r\nTWO\r\n' });

    const reverted = await revert(turns[0]?.files ?? []);
    expect(reverted).toMatchObject({ status: 'done', files: 2, kept: [] });
    expect([text('a.txt'), text('new/deep/b.txt')]).toEqual(['one\r\ntwo\r\n', 'B\n']);
    expect(statSync(at('a.txt')).mode & 0o777).toBe(0o755);
    expect((await files()).map(({ review }) => review)).toEqual(['reverted', 'reverted', 'open']);

    const revertId = reverted.status === 'done' ? (reverted.revertId ?? '') : '';
    expect(await rig.changes.undoRevert(id, revertId, 'ask')).toMatchObject({ status: 'done', files: 2 });
    expect([text('a.txt'), text('new/deep/b.txt')]).toEqual(['ONE\r\nTWO\r\n', 'B\nBB\n']);
    expect((await files()).map(({ review }) => review)).toEqual(['open', 'open', 'open']);

    expect(await revert(await files())).toMatchObject({ status: 'done', files: 2 });
    expect(existsSync(at('new'))).toBe(false);
  });
});

describe('a command', () => {
  test('that creates, changes, moves, deletes and makes files executable is seen and taken back', async () => {
    const binary = Buffer.from([0, 1, 2, 255]);
    const { turn, files, revert, text, at } = await startProject(
      (project) => {
        mkdirSync(join(project, 'sub'));
        writeFileSync(join(project, 'changed.txt'), 'one\n');
        writeFileSync(join(project, 'deleted.txt'), 'gone\n');
        writeFileSync(join(project, 'sub', 'moved.txt'), 'moved\n');
        writeFileSync(join(project, 'tool.sh'), '#!/bin/sh\n');
        writeFileSync(join(project, 'image.bin'), binary);
        writeFileSync(join(project, 'same.txt'), 'same\n');
        symlinkSync('changed.txt', join(project, 'link'));
      },
      { git: true },
    );
    await turn(
      shell(
        'echo two >> changed.txt; rm deleted.txt; mv sub/moved.txt sub/there.txt; chmod +x tool.sh; printf "\\000more" >> image.bin; ' +
          'touch same.txt; echo n > new.txt; ln -sf same.txt link',
      ),
    );
    const seen = await files();
    expect(seen.map(({ path, action, movedFrom, source }) => [path, action, movedFrom, source])).toEqual([
      ['changed.txt', 'changed', undefined, 'command'],
      ['deleted.txt', 'deleted', undefined, 'command'],
      ['image.bin', 'changed', undefined, 'command'],
      ['link', 'changed', undefined, 'command'],
      ['new.txt', 'created', undefined, 'command'],
      ['sub/there.txt', 'created', 'sub/moved.txt', 'command'],
      ['tool.sh', 'mode', undefined, 'command'],
    ]);
    expect(await revert(seen)).toMatchObject({ status: 'done', kept: [] });
    expect([text('changed.txt'), text('deleted.txt'), text('sub/moved.txt'), text('link')]).toEqual([
      'one\n',
      'gone\n',
      'moved\n',
      'one\n',
    ]);
    expect(readFileSync(at('image.bin'))).toEqual(binary);
    expect([existsSync(at('new.txt')), existsSync(at('sub/there.txt')), statSync(at('tool.sh')).mode & 0o111]).toEqual([false, false, 0]);
    expect(readdirSync(at('.')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('a turn that runs keeps its files to itself', async () => {
  const { turn, files, revert, rig, id } = await startProject((project) => writeFileSync(join(project, 'a.txt'), 'one\n'));
  await turn(edit('a.txt', 'one', 'two'));
  const changed = await files();
  rig.api.reply(shell('read line'), say('done'));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'wait' }] });
  await expect(revert(changed)).rejects.toMatchObject({ code: 'busy' });
  await rig.chat.stop(id);
  await rig.turnEnd(id, assistantMessageId);
});

test('a folder beside the project is used and recorded once it is added, and no longer once it is removed', async () => {
  const { turn, files, revert, rig, id } = await startProject(() => {});
  const notes = join(rig.folder, 'notes');
  mkdirSync(notes);
  const note = join(notes, 'note.md');
  await turn(write(note, 'refused\n'));
  expect(existsSync(note)).toBe(false);
  await expect(rig.conversations.update(id, { extraFolders: ['/'] })).rejects.toMatchObject({ code: 'invalid-request' });
  await rig.conversations.update(id, { extraFolders: [notes] });
  await turn(write(note, 'written\n'));
  expect(readFileSync(note, 'utf8')).toBe('written\n');
  expect((await files()).map(({ folder, path }) => [folder, path])).toEqual([[notes, 'note.md']]);
  await rig.conversations.update(id, { extraFolders: [] });
  await turn(write(note, 'refused\n'));
  expect(readFileSync(note, 'utf8')).toBe('written\n');
  // What was changed there can still be taken back.
  expect(await revert(await files())).toMatchObject({ status: 'done', files: 1 });
  expect(existsSync(note)).toBe(false);
});
