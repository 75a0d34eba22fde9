import { expect, test } from 'vitest';
import { askWithinBudget } from '#platform/intermap-output-budget.ts';

const entries = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `module.function_${index}` }));

test('an answer that fits is left as it is', async () => {
  const result = { symbols: entries(3), truncated: false };
  expect(await askWithinBudget({ limit: 3 }, 10_000, async () => result)).toEqual({ result, note: null });
});

test('a page that is too long is asked for again, shorter, so that its cursor goes on from its end', async () => {
  const asked: unknown[] = [];
  const fitted = await askWithinBudget({ limit: 100, query: 'f' }, 1000, async (args) => {
    asked.push(args);
    const limit = args.limit as number;
    return { symbols: entries(limit), truncated: true, next_cursor: String(limit) };
  });
  expect(JSON.stringify(fitted.result).length).toBeLessThanOrEqual(1000);
  expect(asked[0]).toEqual({ limit: 100, query: 'f' });
  expect(fitted.result.next_cursor).toBe(String((fitted.result.symbols as unknown[]).length));
  expect(fitted.note).toContain('cursor');
});

test('what has no pages loses the end of its longest list, stays whole data, and says how much', async () => {
  const original = { file: 'a.py', symbols: entries(2), calls: entries(200), truncated: false };
  const { result, note } = await askWithinBudget({ file: 'a.py' }, 1000, async () => original);
  expect(JSON.stringify(result).length).toBeLessThanOrEqual(1000);
  expect(result).toMatchObject({ file: 'a.py', symbols: entries(2), truncated: true });
  expect(note).toContain(`${200 - (result.calls as unknown[]).length} of "calls"`);
  expect(original.calls).toHaveLength(200);
});
