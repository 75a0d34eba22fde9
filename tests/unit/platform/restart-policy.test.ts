import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRestartPolicy, decideRestart, isCrash, RESTART_POLICY_NUMBERS as numbers } from '#platform/restart-policy.ts';
import type { ExitFacts } from '#platform/sidecar-process.ts';
import { createFakeClock } from '#tests/support/fake-clock.ts';

const at = (...times: number[]) => times.map((atMs) => ({ atMs, jitter: 0 }));
const minute = 60_000;

describe('the decision', () => {
  test.each([
    ['no crash: at once', [], 0, { mode: 'persistent', delayMs: 0 }],
    ['one crash: after the first backoff', [1000], 1000, { mode: 'persistent', delayMs: 100 }],
    ['part of the backoff has passed', [1000], 1060, { mode: 'persistent', delayMs: 40 }],
    ['all of it has passed', [1000], 5000, { mode: 'persistent', delayMs: 0 }],
    ['a second crash doubles it', [0, 8000], 8000, { mode: 'persistent', delayMs: 200 }],
    ['a series of crashes, never three in ten seconds', [0, 8000, 16_000, 24_000, 32_000], 32_000, { mode: 'persistent', delayMs: 1600 }],
    ['a long series reaches the top', Array.from({ length: 12 }, (_, n) => n * 8000), 88_000, { mode: 'persistent', delayMs: 5000 }],
    ['a calm minute starts the backoff anew', [0, 8000, 8000 + minute + 1], 8000 + minute + 1, { mode: 'persistent', delayMs: 100 }],
    ['three within ten seconds: one process per call', [0, 5000, 10_000], 10_000, { mode: 'one-shot', coolDownMs: minute }],
    ['three in a little more than ten seconds: not yet', [0, 5000, 10_001], 10_001, { mode: 'persistent', delayMs: 400 }],
    ['still cooling down', [0, 1, 2], 30_002, { mode: 'one-shot', coolDownMs: 30_000 }],
    [
      'crashes of one-shot processes do not make it longer',
      [0, 1, 2, 20_000, 40_000],
      40_000,
      { mode: 'one-shot', coolDownMs: minute - 39_998 },
    ],
    ['cooled down: a probe', [0, 1, 2], minute + 2, { mode: 'probe', delayMs: 0 }],
    ['a probe that crashes: cool down twice as long', [0, 1, 2, minute + 500], minute + 500, { mode: 'one-shot', coolDownMs: 2 * minute }],
    ['a probe that lasted: back to normal', [0, 1, 2], 2 * minute + 2, { mode: 'persistent', delayMs: 0 }],
    [
      'a second fallback after a calm time: cool down as long as the first time',
      [0, 1, 2, 5 * minute, 5 * minute + 1, 5 * minute + 2],
      5 * minute + 2,
      { mode: 'one-shot', coolDownMs: minute },
    ],
    ['a crash long after: nothing is held against it', [0, 1, 2, 10 * minute], 10 * minute, { mode: 'persistent', delayMs: 100 }],
  ] as const)('%s', (_name, crashes, nowMs, expected) => {
    expect(decideRestart(at(...crashes), nowMs)).toEqual(expected);
  });

  test('the cool-down has a longest length', () => {
    const crashes = [0, 1, 2];
    let now = 2;
    for (let probes = 0; probes < 8; probes += 1) {
      const decision = decideRestart(at(...crashes), now);
      now += decision.mode === 'one-shot' ? decision.coolDownMs : 0;
      expect(decideRestart(at(...crashes), now).mode).toBe('probe');
      crashes.push(now);
    }
    expect(decideRestart(at(...crashes), now)).toEqual({ mode: 'one-shot', coolDownMs: numbers.maxCoolDownMs });
  });
});

const crashTimes = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 100_000 }), jitter: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 40 })
  .map((gaps) => {
    let atMs = 0;
    return gaps.map(({ gap, jitter }) => {
      atMs += gap;
      return { atMs, jitter };
    });
  });

describe('for any crashes', () => {
  test('a delay is never negative, never above five seconds, and waiting it out is enough', () => {
    fc.assert(
      fc.property(crashTimes, fc.nat(200_000), (crashes, later) => {
        const now = (crashes.at(-1)?.atMs ?? 0) + later;
        const decision = decideRestart(crashes, now);
        if (decision.mode === 'one-shot') {
          expect(decision.coolDownMs).toBeGreaterThan(0);
          expect(decideRestart(crashes, now + decision.coolDownMs).mode).toBe('probe');
        } else {
          expect(decision.delayMs).toBeGreaterThanOrEqual(0);
          expect(decision.delayMs).toBeLessThanOrEqual(numbers.maxBackoffMs);
          if (decision.mode === 'persistent') expect(decideRestart(crashes, now + decision.delayMs)).toMatchObject({ delayMs: 0 });
        }
      }),
    );
  });

  test('right after a crash there is always a wait: no restart loop can run hot', () => {
    fc.assert(
      fc.property(crashTimes, (crashes) => {
        const last = crashes.at(-1);
        if (!last) return;
        const decision = decideRestart(crashes, last.atMs);
        if (decision.mode === 'persistent') expect(decision.delayMs).toBeGreaterThanOrEqual(numbers.firstBackoffMs);
        else expect(decision.mode).toBe('one-shot');
      }),
    );
  });

  test('three within ten seconds never leave the persistent path open', () => {
    fc.assert(
      fc.property(crashTimes, fc.tuple(fc.nat(4000), fc.nat(4000)), (earlier, [second, third]) => {
        const first = (earlier.at(-1)?.atMs ?? 0) + 1;
        const times = [first, first + second, first + second + third].map((atMs) => ({ atMs, jitter: 0.5 }));
        expect(decideRestart([...earlier, ...times], first + second + third).mode).toBe('one-shot');
      }),
    );
  });
});

test('jitter takes away up to half of the backoff and never goes below the first', () => {
  const delay = (jitter: number) => decideRestart([...at(0, 8000, 16_000), { atMs: 24_000, jitter }], 24_000);
  expect(delay(0)).toEqual({ mode: 'persistent', delayMs: 800 });
  expect(delay(1)).toEqual({ mode: 'persistent', delayMs: 400 });
  expect(decideRestart([{ atMs: 0, jitter: 1 }], 0)).toEqual({ mode: 'persistent', delayMs: 100 });
});

test('the wall clock plays no part: only the given clock does', () => {
  const clock = createFakeClock();
  const policy = createRestartPolicy({ clock, random: () => 0 });
  policy.recordCrash();
  policy.recordCrash();
  expect(policy.recordCrash()).toEqual({ mode: 'one-shot', coolDownMs: minute });
  clock.advance(minute);
  expect(policy.decide()).toEqual({ mode: 'probe', delayMs: 0 });
});

test('only an end that nobody asked for and a hang are crashes', () => {
  const exit: ExitFacts = { code: 0, signal: null, asked: true, forced: false, timedOut: false, stderrTail: '', uptimeMs: 1 };
  expect(isCrash(exit)).toBe(false);
  expect(isCrash({ ...exit, forced: true, signal: 'SIGKILL' })).toBe(false);
  expect(isCrash({ ...exit, timedOut: true })).toBe(true);
  expect(isCrash({ ...exit, asked: false })).toBe(true);
});
