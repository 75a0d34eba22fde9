import { describe, expect, test } from 'vitest';
import { createWindowRuns } from '#electron/code-map/window-runs.ts';
import type { RunOptions } from '#platform/python-bridge.ts';

const PONG = { pong: true, version: '1', protocol: 1, python: '3.11.2', pid: 7, languages: ['python'] };

/** A code map that answers only when told to, or when its signal is aborted. */
function heldCodeMap() {
  const calls: { command: string; options: RunOptions; answer: (result?: Record<string, unknown>) => void }[] = [];
  const run = (_folder: string, command: string, _args: unknown, options: RunOptions = {}) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      calls.push({ command, options, answer: (result = PONG) => resolve(result) });
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  return { run, calls };
}

const request = (conversationId: string) => ({ conversationId, command: 'ping' as const, args: {} });

describe('what the window runs on the code map', () => {
  test('tells its progress with the conversation it is for', async () => {
    const codeMap = heldCodeMap();
    const told: unknown[] = [];
    const runs = createWindowRuns({ codeMap, sendProgress: (progress) => told.push(progress) });
    const running = runs.run('/project', request('one'));
    codeMap.calls[0]?.options.onProgress?.({ done: 3, total: 9, phase: 'index' });
    codeMap.calls[0]?.answer();
    await expect(running).resolves.toEqual(PONG);
    expect(told).toEqual([{ conversationId: 'one', done: 3, total: 9, phase: 'index' }]);
  });

  test('ends with "cancelled" for every run of the conversation, and for no other', async () => {
    const codeMap = heldCodeMap();
    const runs = createWindowRuns({ codeMap, sendProgress: () => {} });
    const mine = [runs.run('/project', request('one')), runs.run('/project', request('one'))].map((run) =>
      run.catch((error: { code: string }) => error.code),
    );
    const other = runs.run('/project', request('two'));
    runs.cancel('one');
    expect(await Promise.all(mine)).toEqual(['cancelled', 'cancelled']);
    codeMap.calls[2]?.answer();
    await expect(other).resolves.toEqual(PONG);
  });

  test('can be run again after it was cancelled', async () => {
    const codeMap = heldCodeMap();
    const runs = createWindowRuns({ codeMap, sendProgress: () => {} });
    const first = runs.run('/project', request('one'));
    runs.cancel('one');
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    const second = runs.run('/project', request('one'));
    expect(codeMap.calls[1]?.options.signal?.aborted).toBe(false);
    codeMap.calls[1]?.answer();
    await second;
  });

  test('is of its schema: what is not is refused before it reaches the window', async () => {
    const codeMap = heldCodeMap();
    const runs = createWindowRuns({ codeMap, sendProgress: () => {} });
    const running = runs.run('/project', request('one'));
    codeMap.calls[0]?.answer({ ...PONG, languages: 'python' });
    await expect(running).rejects.toThrow(/languages/);
  });
});
