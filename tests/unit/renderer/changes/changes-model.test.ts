import { expect, test } from 'vitest';
import type { FileChange } from '#protocol/changes.ts';
import { changeIdsOf, filesOfAll, filesOfTurn, revertableFiles, totalsOf } from '#renderer/features/changes/changes-model.ts';

function change(id: string, path: string, more: Partial<FileChange> = {}): FileChange {
  return {
    id,
    messageId: 'm',
    folder: '/shop',
    path,
    action: 'changed',
    source: 'edit',
    toolTitle: 'Edit',
    added: 2,
    removed: 1,
    review: 'open',
    revertId: null,
    isCutOff: false,
    canRevert: true,
    changedAt: 1,
    ...more,
  };
}

const turn = (messageId: string, files: FileChange[]) => ({ messageId, prompt: '', startedAt: 0, files, notes: [] });

test('all changes of a file are one line, oldest first, without what was taken back', () => {
  const files = filesOfAll({
    turns: [
      turn('two', [change('3', 'b.ts', { action: 'deleted' }), change('4', 'a.ts'), change('5', 'c.ts', { review: 'reverted' })]),
      turn('one', [change('1', 'b.ts', { action: 'created' }), change('2', 'a.ts')]),
    ],
  });
  expect(files.map(({ path, changes, action }) => [path, changes.map(({ id }) => id), action])).toEqual([
    ['a.ts', ['2', '4'], 'changed'],
    ['b.ts', ['1', '3'], 'deleted'],
  ]);
  expect(totalsOf(files)).toEqual({ files: 2, added: 8, removed: 4 });
});

test('lines that can’t be counted make no wrong sum, and a move is taken back whole', () => {
  const files = filesOfTurn(
    turn('one', [
      change('1', 'logo.png', { added: null, removed: null }),
      change('2', 'new.ts', { movedFrom: 'old.ts', movedChangeId: 'gone' }),
      change('3', 'big.bin', { canRevert: false }),
      change('4', 'done.ts', { review: 'reverted' }),
    ]),
  );
  expect(files[0]?.added).toBeNull();
  expect(totalsOf(files)).toEqual({ files: 3, added: 4, removed: 2 });
  expect(changeIdsOf(revertableFiles(files))).toEqual(['1', '2', 'gone']);
});
