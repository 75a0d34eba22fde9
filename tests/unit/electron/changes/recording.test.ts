import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_KEPT_FILE_BYTES } from '#electron/changes/file-state.ts';
import { createChangesRig } from './changes-rig.ts';

const BINARY = Buffer.from([0, 1, 2, 255]);

describe.each([{ git: true }, { git: false }])('a command, git: $git', ({ git }) => {
  test('that creates, changes, moves, deletes and makes files executable is seen and taken back', async () => {
    const rig = createChangesRig(
      {
        'changed.txt': 'one\r\n',
        'deleted.txt': 'gone\n',
        'sub/moved.txt': 'moved\n',
        'tool.sh': '#!/bin/sh\n',
        'image.bin': BINARY,
        'same.txt': 'same\n',
        link: 'a link soon\n',
      },
      { git },
    );
    await rig.command(() => {
      writeFileSync(rig.at('changed.txt'), 'two\r\n');
      rmSync(rig.at('deleted.txt'));
      renameSync(rig.at('sub/moved.txt'), rig.at('sub/there.txt'));
      chmodSync(rig.at('tool.sh'), 0o755);
      writeFileSync(rig.at('image.bin'), Buffer.concat([BINARY, BINARY]));
      writeFileSync(rig.at('same.txt'), 'same\n');
      writeFileSync(rig.at('new.txt'), 'new\n');
      rmSync(rig.at('link'));
      symlinkSync('same.txt', rig.at('link'));
    });
    const files = await rig.files();
    expect(files.map(({ path, action, movedFrom, added }) => [path, action, movedFrom, added])).toEqual([
      ['changed.txt', 'changed', undefined, 1],
      ['deleted.txt', 'deleted', undefined, 0],
      ['image.bin', 'changed', undefined, null],
      ['link', 'changed', undefined, null],
      ['new.txt', 'created', undefined, 1],
      ['sub/there.txt', 'created', 'sub/moved.txt', 0],
      ['tool.sh', 'mode', undefined, 0],
    ]);
    expect(await rig.changes.diff(rig.conversationId, [files[2]?.id ?? ''])).toEqual({ kind: 'binary', oldBytes: 4, newBytes: 8 });
    expect(await rig.revert(files)).toMatchObject({ status: 'done', kept: [] });
    expect(['changed.txt', 'deleted.txt', 'sub/moved.txt', 'link'].map(rig.text)).toEqual([
      'one\r\n',
      'gone\n',
      'moved\n',
      'a link soon\n',
    ]);
    expect(readFileSync(rig.at('image.bin'))).toEqual(BINARY);
    expect([existsSync(rig.at('new.txt')), existsSync(rig.at('sub/there.txt')), statSync(rig.at('tool.sh')).mode & 0o111]).toEqual([
      false,
      false,
      0,
    ]);
    expect(readdirSync(rig.project).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('is seen with what was there before it, not only with what git knows', async () => {
    const rig = createChangesRig({ 'a.txt': 'committed\n' }, { git });
    writeFileSync(rig.at('a.txt'), 'mine, not committed\n');
    writeFileSync(rig.at('mine.txt'), 'untracked\n');
    await rig.command(() => {
      writeFileSync(rig.at('a.txt'), 'theirs\n');
      rmSync(rig.at('mine.txt'));
    });
    await rig.revert(await rig.files());
    expect([rig.text('a.txt'), rig.text('mine.txt')]).toEqual(['mine, not committed\n', 'untracked\n']);
  });
});

test('files that git ignores are not watched, and one that it stops ignoring is not taken for new', async () => {
  const rig = createChangesRig({ '.gitignore': 'secret.env\ncache/\n', 'secret.env': 'KEY=1\n', 'cache/x': 'x\n' }, { git: true });
  await rig.command(() => {
    writeFileSync(rig.at('.gitignore'), 'cache/\n');
    writeFileSync(rig.at('cache/x'), 'other\n');
  });
  expect((await rig.files()).map(({ path }) => path)).toEqual(['.gitignore']);
});

test('files of a submodule are seen and taken back', async () => {
  const library = createChangesRig({ 'lib.txt': 'library\n' }, { git: true });
  const rig = createChangesRig({ 'a.txt': 'a\n' }, { git: true });
  execFileSync('git', ['-C', rig.project, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library.project, 'library']);
  await rig.command(() => writeFileSync(rig.at('library/lib.txt'), 'changed\n'));
  expect((await rig.files()).map(({ path }) => path)).toEqual(['library/lib.txt']);
  await rig.revert(await rig.files());
  expect(rig.text('library/lib.txt')).toBe('library\n');
});

test('a command that commits, or removes the repository, is still seen', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n', 'b.txt': 'b\n' }, { git: true });
  await rig.command(() => {
    writeFileSync(rig.at('a.txt'), 'two\n');
    execFileSync('git', ['-C', rig.project, '-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '-a', '-m', 'two']);
  });
  await rig.revert(await rig.files());
  expect(rig.text('a.txt')).toBe('one\n');
  rig.beginTurn();
  await rig.command(() => {
    writeFileSync(rig.at('b.txt'), 'B\n');
    rmSync(rig.at('.git'), { recursive: true });
  });
  const [gone] = (await rig.changes.list(rig.conversationId)).turns;
  expect(gone?.files.map(({ path, canRevert }) => [path, canRevert])).toEqual([['b.txt', false]]);
  expect(gone?.notes.join()).toContain('not copied');
});

test('a large file is seen, and said not to be taken back', async () => {
  const rig = createChangesRig({ 'large.bin': '' });
  // Without its content on the disk: it takes no time to make.
  truncateSync(rig.at('large.bin'), MAX_KEPT_FILE_BYTES + 1);
  await rig.begin('large', ['large.bin']);
  truncateSync(rig.at('large.bin'), MAX_KEPT_FILE_BYTES + 2);
  await rig.changes.after(rig.conversationId, 'large');
  const files = await rig.files();
  expect(files.map(({ canRevert }) => canRevert)).toEqual([false]);
  expect(await rig.changes.diff(rig.conversationId, [files[0]?.id ?? ''])).toMatchObject({ kind: 'not-kept' });
  expect(await rig.revert(files)).toMatchObject({ files: 0, kept: [{ reason: 'Its content from before was not kept.' }] });
});

test('an edit that can’t be saved is refused, and the file stays', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  // A file where the store's folder belongs: nothing can be written there, as on a full disk.
  writeFileSync(rig.kept, '');
  expect(await rig.begin('x', ['a.txt'])).toMatchObject({ status: 'refused', message: expect.stringContaining('could not be saved') });
  expect(await rig.begin('y', [])).toMatchObject({ status: 'ready' });
});

test('a turn that is stopped while files are saved leaves nothing open that would take in what comes later', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  const saving = rig.begin('overtaken', ['a.txt']);
  await rig.changes.turnEnded(rig.conversationId);
  await saving;
  writeFileSync(rig.at('a.txt'), 'mine\n');
  rig.beginTurn();
  await rig.changes.turnEnded(rig.conversationId);
  expect(await rig.files()).toEqual([]);
});

test('what the app was killed in the middle of is finished at the next start, and reverting it asks', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n', 'b.txt': 'b\n' }, { git: true });
  expect(await rig.begin('edit', ['a.txt'])).toEqual({ status: 'ready' });
  expect(await rig.begin('never-ran', ['b.txt'])).toEqual({ status: 'ready' });
  expect(await rig.begin('command', [])).toEqual({ status: 'ready' });
  writeFileSync(rig.at('a.txt'), 'two\n');
  writeFileSync(rig.at('c.txt'), 'c\n');
  rig.restart();
  expect((await rig.files()).map(({ path, isCutOff, action }) => [path, isCutOff, action])).toEqual([
    ['a.txt', true, 'changed'],
    ['c.txt', true, 'created'],
  ]);
  expect(await rig.revert(await rig.files())).toMatchObject({ conflicts: [{ reason: 'cut-off' }, { reason: 'cut-off' }] });
  await rig.revert(await rig.files(), 'overwrite');
  expect([rig.text('a.txt'), existsSync(rig.at('c.txt'))]).toEqual(['one\n', false]);
  expect(readdirSync(join(rig.kept, rig.conversationId)).filter((name) => name.startsWith('before-'))).toEqual([]);
});

test('what is kept goes with the conversation, once its deletion can’t be undone', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  await rig.edit('a.txt', 'two\n');
  rig.database.conversations.softDelete(rig.conversationId);
  await rig.changes.sweep();
  expect(readdirSync(rig.kept)).toEqual([rig.conversationId]);
  rig.database.conversations.purgeDeleted(Date.now() + 1000);
  await rig.changes.sweep();
  expect(readdirSync(rig.kept)).toEqual([]);
});
