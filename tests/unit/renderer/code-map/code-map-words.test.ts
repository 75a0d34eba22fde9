import { describe, expect, test } from 'vitest';
import { codeReference, questionAbout } from '#renderer/features/code-map/code-reference.ts';
import { cutToWidth } from '#renderer/features/code-map/graph/labels.ts';
import { runInSlices } from '#renderer/features/code-map/model/in-slices.ts';
import { breadcrumbs } from '#renderer/features/code-map/place.ts';

describe('a reference to code', () => {
  test('is the path alone for a file, and path, line and name for a definition', () => {
    expect(codeReference({ path: 'src/a.ts', line: 1 })).toBe('`src/a.ts`');
    expect(codeReference({ path: 'src/a.ts', line: 7, name: 'save' })).toBe('`src/a.ts:7 save`');
    expect(questionAbout({ path: 'src/a.ts', line: 7, name: 'save' })).toBe('About `src/a.ts:7 save`: ');
  });

  test('stays inline code with a backtick in it', () => {
    expect(codeReference({ path: 'we`ird.ts', line: 1 })).toBe('`` we`ird.ts ``');
  });
});

test('the way back up names every folder above', () => {
  const crumbs = breadcrumbs({ type: 'calls', target: { name: 'm.Store.save', file: 'src/store/rows.ts', line: 3 } }, 'project');
  expect(crumbs.map(({ label }) => label)).toEqual(['project', 'src', 'store', 'rows.ts', 'save']);
  expect(crumbs[2]?.place).toEqual({ type: 'folder', folder: 'src/store', detail: 'modules' });
});

test('text is cut to the room it has, a path at its start', () => {
  expect(cutToWidth('short', 40, 100)).toBe('short');
  expect(cutToWidth('a-long-name.ts', 140, 80)).toBe('a-long-…');
  expect(cutToWidth('src/deep/folder', 150, 80, 'end')).toBe('…/folder');
});

test('work in slices ends with its result, or with the reason it was stopped', async () => {
  function* count(): Generator<void, number> {
    for (let step = 0; step < 5; step += 1) yield;
    return 5;
  }
  function* endless(): Generator<void, never> {
    for (;;) yield;
  }
  await expect(runInSlices(count())).resolves.toBe(5);
  const controller = new AbortController();
  const running = runInSlices(endless(), controller.signal);
  controller.abort(new Error('another picture'));
  await expect(running).rejects.toThrow('another picture');
});
