import { describe, expect, it } from 'vitest';
import { approvalKeyAction } from '#renderer/features/approvals/approval-keys.ts';
import { type DiffLine, diffLines } from '#renderer/features/approvals/diff-lines.ts';

const press = (key: string, change: Partial<Parameters<typeof approvalKeyAction>[0]> = {}, can = { canAllowAlways: true, canEdit: true }) =>
  approvalKeyAction(
    { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, repeat: false, ...change },
    can,
  );

describe('keys of an approval', () => {
  it('are A, Shift+A, E and D', () => {
    expect([press('a'), press('A', { shiftKey: true }), press('e'), press('d')]).toEqual(['allow-once', 'allow-session', 'edit', 'deny']);
  });

  it.each(['Enter', ' ', 'y', 'Escape', 'Tab'])('%j answers nothing', (key) => {
    expect(press(key)).toBeNull();
  });

  it('answer nothing with a modifier, while composing, or when held down', () => {
    for (const change of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }, { repeat: true }])
      expect(press('a', change)).toBeNull();
  });

  it('allow nothing for always, and change nothing, where that is not offered', () => {
    const cannot = { canAllowAlways: false, canEdit: false };
    expect([press('A', { shiftKey: true }, cannot), press('e', {}, cannot)]).toEqual([null, null]);
  });
});

const show = (lines: readonly DiffLine[]) =>
  lines.map((line) => {
    switch (line.type) {
      case 'added':
        return `+${line.newNumber} ${line.text}`;
      case 'removed':
        return `-${line.oldNumber} ${line.text}`;
      case 'context':
        return ` ${line.oldNumber}:${line.newNumber} ${line.text}`;
      case 'gap':
        return `… ${line.lines}`;
      default:
        return '\\';
    }
  });
const numbered = (count: number, change: Record<number, string> = {}) =>
  Array.from({ length: count }, (_, index) => change[index + 1] ?? `l${index + 1}`)
    .join('\n')
    .concat('\n');

describe('the lines of a diff', () => {
  it('are the changed ones with three around them, numbered on both sides', () => {
    const { lines, added, removed } = diffLines({ path: 'a', oldText: numbered(20), newText: numbered(20, { 10: 'ten' }) });
    expect(show(lines)).toEqual([
      '… 6',
      ' 7:7 l7',
      ' 8:8 l8',
      ' 9:9 l9',
      '-10 l10',
      '+10 ten',
      ' 11:11 l11',
      ' 12:12 l12',
      ' 13:13 l13',
      '… 7',
    ]);
    expect([added, removed]).toEqual([1, 1]);
  });

  it('are all added for a new file, and all removed for an emptied one', () => {
    expect(show(diffLines({ path: 'a', oldText: null, newText: 'x\ny\n' }).lines)).toEqual(['+1 x', '+2 y']);
    expect(show(diffLines({ path: 'a', oldText: 'x\ny\n', newText: '' }).lines)).toEqual(['-1 x', '-2 y']);
  });

  it('are none when nothing changes', () => {
    expect(diffLines({ path: 'a', oldText: 'x\n', newText: 'x\n' }).lines).toEqual([]);
  });

  it('say where the line end at the end is missing', () => {
    expect(show(diffLines({ path: 'a', oldText: 'x\n', newText: 'x' }).lines)).toEqual(['-1 x', '+1 x', '\\']);
  });

  it('keep what looks like a mark of the format', () => {
    expect(show(diffLines({ path: 'a', oldText: null, newText: '--- a\n+++ b\n@@ 1\n' }).lines)).toEqual([
      '+1 --- a',
      '+2 +++ b',
      '+3 @@ 1',
    ]);
  });

  it('are the whole file before and after where comparing would take too long', () => {
    const result = diffLines({ path: 'a', oldText: numbered(100_000), newText: numbered(100_000, { 5: 'x' }) });
    expect(result).toMatchObject({ isTooLarge: true, added: 100_000, removed: 100_000 });
  });
});
