/** The last thing asked of a window before it goes: to save what is being written. A draft waits a moment in the page before it is sent. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WindowEvents } from '../ipc/window-events.ts';

/** A page that hangs or has crashed must not hold up the quit; one that lives answers in a few milliseconds. */
const ANSWER_DEADLINE_MS = 500;

export interface LastSave {
  /** Fulfilled when the windows have saved, or after half a second. */
  request(): Promise<void>;
  /** A window has saved. Its requests come in order, so what it sent before is stored by now. */
  acknowledge(): void;
}

export function createLastSave(windowEvents: WindowEvents, hasWindow: () => boolean, deadlineMs: number = ANSWER_DEADLINE_MS): LastSave {
  let saved = Promise.withResolvers<void>();
  return {
    async request() {
      if (!hasWindow()) return;
      saved = Promise.withResolvers();
      windowEvents.send('app.closing', {});
      await Promise.race([saved.promise, delay(deadlineMs, undefined, { ref: false })]);
    },
    acknowledge: () => saved.resolve(),
  };
}
