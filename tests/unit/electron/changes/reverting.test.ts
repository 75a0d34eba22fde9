import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileChange } from '#protocol/changes.ts';
import { createChangesRig } from './changes-rig.ts';

const LINES = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');

test('lines of a person beside those of the agent stay when the agent’s are taken out', async () => {
  const rig = createChangesRig({ 'a.txt': LINES, 'b.txt': 'b\n' });
  await rig.edit('a.txt', LINES.replace('line 3\n', 'line three\n'));
  await rig.edit('b.txt', 'B\n');
  writeFileSync(rig.at('a.txt'), rig.text('a.txt').replace('line 15', 'my line'));
  expect(await rig.revert(await rig.files())).toMatchObject({
    status: 'conflicts',
    conflicts: [{ path: 'a.txt', reason: 'edited', canMerge: true }],
    cleanFiles: 1,
  });
  expect(rig.text('b.txt')).toBe('B\n');
  expect(await rig.revert(await rig.files(), 'merge')).toMatchObject({ status: 'done', files: 2, kept: [] });
  expect(rig.text('a.txt')).toBe(LINES.replace('line 15', 'my line'));
});

test('lines of a person in the same place are kept, or taken back with the file and put back again', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  await rig.edit('a.txt', 'two\n');
  writeFileSync(rig.at('a.txt'), 'two and mine\n');
  expect(await rig.revert(await rig.files())).toMatchObject({ conflicts: [{ canMerge: false }] });
  expect(await rig.revert(await rig.files(), 'keep')).toMatchObject({ files: 0, revertId: null, kept: [{ path: 'a.txt' }] });
  expect(await rig.revert(await rig.files(), 'merge')).toMatchObject({ files: 0, kept: [{ path: 'a.txt' }] });
  expect(rig.text('a.txt')).toBe('two and mine\n');

  const done = await rig.revert(await rig.files(), 'overwrite');
  expect(rig.text('a.txt')).toBe('one\n');
  const revertId = (done.status === 'done' && done.revertId) || '';
  await rig.changes.undoRevert(rig.conversationId, revertId, 'ask');
  expect(rig.text('a.txt')).toBe('two and mine\n');
  await expect(rig.changes.undoRevert(rig.conversationId, revertId, 'ask')).rejects.toMatchObject({ code: 'not-found' });
});

test('what was written after a revert is not lost by putting back', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
  await rig.edit('a.txt', 'two\n');
  await rig.edit('b.txt', 'B\n');
  const done = await rig.revert(await rig.files());
  const revertId = (done.status === 'done' && done.revertId) || '';
  writeFileSync(rig.at('a.txt'), 'mine\n');
  expect(await rig.changes.undoRevert(rig.conversationId, revertId, 'ask')).toMatchObject({
    status: 'conflicts',
    conflicts: [{ path: 'a.txt' }],
    cleanFiles: 1,
  });
  expect(await rig.changes.undoRevert(rig.conversationId, revertId, 'keep')).toMatchObject({ files: 1, kept: [{ path: 'a.txt' }] });
  expect([rig.text('a.txt'), rig.text('b.txt')]).toEqual(['mine\n', 'B\n']);
});

test('what a person writes within a turn splits the change, so that neither hides the other', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  await rig.edit('a.txt', 'two\n');
  writeFileSync(rig.at('a.txt'), 'two\nmine\n');
  await rig.edit('a.txt', 'three\nmine\n');
  expect(await rig.files()).toHaveLength(2);
  expect(await rig.revert(await rig.files())).toMatchObject({ status: 'conflicts', conflicts: [{ path: 'a.txt', reason: 'edited' }] });
  expect(rig.text('a.txt')).toBe('three\nmine\n');
});

test('an earlier turn says that a later one built on it', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  await rig.edit('a.txt', 'two\n');
  rig.beginTurn();
  await rig.edit('a.txt', 'three\n');
  const [, earlier] = await rig.files();
  expect(await rig.revert([earlier as FileChange])).toMatchObject({ conflicts: [{ reason: 'later-turn' }] });
  expect(await rig.revert(await rig.files())).toMatchObject({ status: 'done', files: 1 });
  expect(rig.text('a.txt')).toBe('one\n');
});

test('an edit that comes to nothing is no change; folders made for a file go with it, unless something else is in them', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  await rig.edit('a.txt', 'two\n');
  await rig.edit('a.txt', 'one\n');
  expect(await rig.files()).toEqual([]);
  await rig.edit('new/deep/b.txt', 'b\n');
  await rig.edit('other/c.txt', 'c\n');
  writeFileSync(rig.at('other/mine.txt'), 'mine\n');
  await rig.revert(await rig.files());
  expect(readdirSync(rig.project).sort()).toEqual(['a.txt', 'other']);
  expect(readdirSync(rig.at('other'))).toEqual(['mine.txt']);
});

test('a revert never leads out of the project through a link put in its way', async () => {
  const rig = createChangesRig({ 'sub/a.txt': 'one\n' });
  await rig.edit('sub/a.txt', 'two\n');
  const outside = join(rig.kept, '..', 'outside');
  renameSync(rig.at('sub'), outside);
  symlinkSync(outside, rig.at('sub'));
  expect(await rig.revert(await rig.files())).toMatchObject({ files: 0, kept: [{ reason: 'Its folder now leads out of the project.' }] });
  expect(readFileSync(join(outside, 'a.txt'), 'utf8')).toBe('two\n');
});

test('a folder in the place of the file, a project that is gone, and contents that are gone leave everything as it is', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
  await rig.edit('a.txt', 'two\n');
  const [change] = await rig.files();
  renameSync(rig.at('a.txt'), rig.at('a-moved.txt'));
  mkdirSync(rig.at('a.txt'));
  expect(await rig.revert([change as FileChange], 'overwrite')).toMatchObject({ files: 0, kept: [{ path: 'a.txt' }] });
  renameSync(rig.project, `${rig.project}-moved`);
  expect(await rig.revert([change as FileChange], 'overwrite')).toMatchObject({
    files: 0,
    kept: [{ reason: 'Its project folder is not there any more.' }],
  });
  expect((await rig.files()).map(({ review }) => review)).toEqual(['open']);
  expect(existsSync(rig.project)).toBe(false);
});

test('accepted changes are marked until the file changes again', async () => {
  const rig = createChangesRig({ 'a.txt': 'one\n' });
  await rig.edit('a.txt', 'two\n');
  const ids = (await rig.files()).map(({ id }) => id);
  rig.changes.accept(rig.conversationId, ids, true);
  expect((await rig.files()).map(({ review }) => review)).toEqual(['accepted']);
  await rig.edit('a.txt', 'three\n');
  expect((await rig.files()).map(({ review }) => review)).toEqual(['open']);
});
