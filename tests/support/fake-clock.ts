/** A clock that a test moves by hand: nothing waits for real. */
import type { Clock } from '#platform/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time and runs, in order, every timer that falls due. */
  advance(ms: number): void;
  /** Time passes with no timer running, as while the computer sleeps; what fell due runs at the end, all at once. */
  sleep(ms: number): void;
  readonly timerCount: number;
}

export function createFakeClock(): FakeClock {
  let now = 0;
  let nextId = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();

  function nextDue(until: number): [number, { at: number; callback: () => void }] | undefined {
    return [...timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
  }

  return {
    now: () => now,
    setTimer(callback, delayMs) {
      const id = nextId++;
      timers.set(id, { at: now + delayMs, callback });
      return () => timers.delete(id);
    },
    advance(ms) {
      const until = now + ms;
      for (let due = nextDue(until); due; due = nextDue(until)) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].callback();
      }
      now = until;
    },
    sleep(ms) {
      now += ms;
      const due = [...timers].filter(([, timer]) => timer.at <= now).sort(([, a], [, b]) => a.at - b.at);
      for (const [id] of due) timers.delete(id);
      for (const [, timer] of due) timer.callback();
    },
    get timerCount() {
      return timers.size;
    },
  };
}
