import { describe, expect, it } from 'vitest';
import type { Part } from '#protocol/conversation.ts';
import { foldTurn, stepsLine } from '#renderer/features/thread/turn-folding.ts';
import { sceneTool } from '#tests/support/fake-preload/chat-scenes.ts';

const text = (value: string): Part => ({ type: 'text', text: value });
const thought: Part = { type: 'thought', text: 'Hm', subject: 'Thinking' };
const read = (path: string, durationMs = 100) =>
  sceneTool({ callId: path, title: `Read ${path}`, kind: 'read', paths: [path], durationMs });
const run = (id: string, durationMs = 4000) => sceneTool({ callId: id, title: 'Run', kind: 'execute', durationMs });
const shape = (parts: Part[], isFolded: boolean) =>
  foldTurn(parts, isFolded).map((segment) => (segment.type === 'steps' ? `steps(${segment.steps.length})` : segment.part.type));

describe('folding what an agent did', () => {
  it('shows every step for itself while the turn runs', () => {
    expect(shape([thought, read('a'), read('b'), text('Done')], false)).toEqual(['thought', 'tool-call', 'tool-call', 'text']);
  });

  it('folds steps between two pieces of text when the turn has ended', () => {
    expect(shape([text('First'), thought, read('a'), run('x'), text('Then'), read('b'), run('y')], true)).toEqual([
      'text',
      'steps(3)',
      'text',
      'steps(2)',
    ]);
  });

  it('leaves a single step and thoughts alone', () => {
    expect(shape([thought, text('Answer'), read('a'), text('End')], true)).toEqual(['thought', 'text', 'tool-call', 'text']);
  });

  it('leaves empty text between steps out', () => {
    expect(shape([read('a'), text('\n\n'), read('b')], true)).toEqual(['steps(2)']);
  });

  it('never folds notices and errors', () => {
    const notice: Part = { type: 'notice', notice: 'restored', text: 'Restored from history' };
    expect(shape([notice, read('a'), read('b')], true)).toEqual(['notice', 'steps(2)']);
  });

  it('keeps the position of each part, so that it stays the same while others come', () => {
    expect(foldTurn([text('a'), read('x'), run('y')], true).map((segment) => segment.index)).toEqual([0, 1]);
  });

  it.each<[string, Part[], string]>([
    [
      'counts by kind and adds the time',
      [read('a'), read('b'), read('c'), read('d'), run('x', 6000), run('y', 5600)],
      'Read 4 files, ran 2 commands · 12 s',
    ],
    ['counts a file read twice once', [read('a'), read('a')], 'Read 1 file · 200 ms'],
    ['says what failed', [run('x', 1000), { ...run('y', 1000), state: 'failed' }], 'Ran 2 commands, 1 failed · 2.0 s'],
    ['says what was denied', [read('a'), { ...run('y', 0), state: 'denied' }], 'Read 1 file, ran 1 command, 1 denied · 100 ms'],
    [
      'has words for every kind',
      [
        sceneTool({ callId: 's', title: 'S', kind: 'search', durationMs: 0 }),
        sceneTool({ callId: 'c', title: 'C', kind: 'code-map', durationMs: 0 }),
      ],
      'Searched once, asked the code map',
    ],
  ])('%s', (_name, parts, expected) => {
    expect(stepsLine(parts)).toBe(expected);
  });
});
