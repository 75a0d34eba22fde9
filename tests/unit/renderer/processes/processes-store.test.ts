import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HISTORY_LENGTH, useProcesses, VIEW_INTERVAL_MS, watchProcesses } from '#renderer/features/processes/processes-store.ts';
import { createFakePreload, type FakePreload } from '#tests/support/fake-preload/fake-preload.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

let fake: FakePreload;
let page: EventTarget & { visibilityState: string };
let ends: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  fake = createFakePreload(usualState());
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('window', { agentManager: fake.api });
  vi.stubGlobal('document', page);
  useProcesses.setState({ processes: null, history: [], error: null });
  ends = [];
});

afterEach(async () => {
  for (const end of ends) end();
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const watch = (intervalMs: number) => {
  const end = watchProcesses(intervalMs);
  ends.push(end);
  return end;
};
const looks = () => fake.calls.filter(({ channel }) => channel === 'processes.list').length;
const passMs = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('it looks at once, then as often as the most curious wants', async () => {
  watch(10_000);
  await passMs(0);
  expect(looks()).toBe(1);
  const closeView = watch(VIEW_INTERVAL_MS);
  await passMs(3 * VIEW_INTERVAL_MS);
  expect(looks()).toBe(5);
  closeView();
  await passMs(9_000);
  expect(looks()).toBe(6);
});

test('nobody is asked while nobody looks or the window is hidden, and it goes on when it is shown', async () => {
  const end = watch(VIEW_INTERVAL_MS);
  await passMs(0);
  page.visibilityState = 'hidden';
  await passMs(10 * VIEW_INTERVAL_MS);
  expect(looks()).toBe(1);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  await passMs(0);
  expect(looks()).toBe(2);
  end();
  await passMs(10 * VIEW_INTERVAL_MS);
  expect(looks()).toBe(2);
});

test('the history holds a minute of the open view, and begins anew with the next', async () => {
  const end = watch(VIEW_INTERVAL_MS);
  await passMs((HISTORY_LENGTH + 5) * VIEW_INTERVAL_MS);
  expect(useProcesses.getState().history).toHaveLength(HISTORY_LENGTH);
  end();
  expect(useProcesses.getState().history).toEqual([]);
});

test('a look that fails says why and is tried again', async () => {
  fake.failNext('processes.list', { code: 'internal', message: 'No list.' });
  watch(VIEW_INTERVAL_MS);
  await passMs(0);
  expect(useProcesses.getState().error?.message).toBe('No list.');
  await passMs(VIEW_INTERVAL_MS);
  expect(useProcesses.getState()).toMatchObject({ error: null, processes: [] });
});
