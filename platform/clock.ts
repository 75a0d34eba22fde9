/** Time as this app measures it: never the wall clock, which a person, a time server or a daylight change may set. */

/** A source of time and timers, given to everything that waits, so that tests move time themselves. */
export interface Clock {
  /** Milliseconds since some fixed moment; only differences mean something. Never goes back. */
  now(): number;
  /** Calls once after `delayMs`; the result takes the call back. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The real one. Its timers keep the process alive: one of them may stand between a child and its SIGKILL. */
export const monotonicClock: Clock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Fulfilled with true when `promise` settles within `ms`, with false when it has not; the promise itself goes on. Never rejects. */
export async function settlesWithin(promise: Promise<unknown>, ms: number, clock: Clock = monotonicClock): Promise<boolean> {
  let cancelTimer = () => {};
  const timeout = new Promise<false>((resolve) => {
    cancelTimer = clock.setTimer(() => resolve(false), ms);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, timeout]);
  } finally {
    cancelTimer();
  }
}
