/** A deadline without progress: not "how long may it take" but "how long may nothing happen". */
import type { Clock } from './clock.ts';

export interface Deadline {
  /** There was progress: the whole time is granted again. Cheap enough for every event of a stream. */
  restart(): void;
  /** Stands still until the result is called; several holds may overlap, and the last one to go restarts the deadline. */
  hold(): () => void;
  /** Never expires any more. */
  clear(): void;
}

/**
 * The time is counted in steps of at most this length, and each step counts only when its timer fired about on time. After the computer
 * slept or the thread was blocked every timer is overdue at once, before any byte that arrived meanwhile was read: such a step is
 * counted anew, so waking up fires no deadline. The price: a deadline expires up to a step late, never early.
 */
const STEP_MS = 1000;

/** A timer later than this was not merely delayed by other work: the computer slept or the thread was blocked. */
const OVERDUE_MS = 2000;

export function createDeadline(options: { ms: number; clock: Clock; onExpire: () => void }): Deadline {
  const { ms, clock, onExpire } = options;
  let remainingMs = ms;
  let wasRestarted = false;
  let holds = 0;
  let isOver = false;
  let cancelTimer: (() => void) | undefined;

  function arm(): void {
    const stepMs = Math.min(remainingMs, STEP_MS);
    const armedAt = clock.now();
    wasRestarted = false;
    cancelTimer = clock.setTimer(() => {
      const wasOverdue = clock.now() - armedAt > stepMs + OVERDUE_MS;
      if (wasRestarted) remainingMs = ms;
      else if (!wasOverdue) remainingMs -= stepMs;
      if (remainingMs > 0) {
        arm();
        return;
      }
      clear();
      onExpire();
    }, stepMs);
  }

  function disarm(): void {
    cancelTimer?.();
    cancelTimer = undefined;
  }

  function clear(): void {
    isOver = true;
    disarm();
  }

  arm();
  return {
    restart() {
      // Only noted: a timer per event of a fast stream would cost more than the event.
      wasRestarted = true;
    },
    hold() {
      holds += 1;
      disarm();
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holds -= 1;
        if (holds > 0 || isOver) return;
        remainingMs = ms;
        arm();
      };
    },
    clear,
  };
}
