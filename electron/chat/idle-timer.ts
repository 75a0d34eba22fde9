/** Ends what nobody has used for a while. */
export interface IdleTimer {
  /** Starts the wait anew. */
  arm(): void;
  clear(): void;
  /** Epoch time at which it fires; null while it does not run. */
  readonly firesAt: number | null;
}

export function createIdleTimer(delayMs: () => number, onIdle: () => void): IdleTimer {
  let timer: NodeJS.Timeout | undefined;
  let firesAt: number | null = null;
  const clear = () => {
    clearTimeout(timer);
    firesAt = null;
  };
  return {
    clear,
    get firesAt() {
      return firesAt;
    },
    arm() {
      clear();
      const ms = delayMs();
      firesAt = Date.now() + ms;
      timer = setTimeout(() => {
        firesAt = null;
        onIdle();
      }, ms);
      // An idle agent must not keep the app from quitting.
      timer.unref();
    },
  };
}
