/** A point a scripted answer stops at until the test lets it go on: tests wait for signals, never for a time. */
export interface Gate {
  readonly type: 'gate';
  /** Fulfilled once the answer has come here. */
  readonly reached: Promise<void>;
  /** Lets the answer go on. May be called before it comes here. */
  open(): void;
  /** For the server: says that the answer is here and waits until it may go on. */
  pass(): Promise<void>;
}

export function gate(): Gate {
  const arrival = Promise.withResolvers<void>();
  const opening = Promise.withResolvers<void>();
  return {
    type: 'gate',
    reached: arrival.promise,
    open: () => opening.resolve(),
    async pass() {
      arrival.resolve();
      await opening.promise;
    },
  };
}
