/** One thing after the other for each conversation: what a tool left is seen before the next one changes it. */
export interface WorkQueue {
  run<Result>(conversationId: string, work: () => Promise<Result>): Promise<Result>;
  /** Fulfilled when nothing waits any more. */
  settled(): Promise<void>;
}

export function createWorkQueue(): WorkQueue {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(conversationId, work) {
      const result = (last.get(conversationId) ?? Promise.resolve()).then(work);
      const ended = result
        .catch(() => {
          // Told to whoever asked for it; the next one is not concerned.
        })
        .then(() => {
          if (last.get(conversationId) === ended) last.delete(conversationId);
        });
      last.set(conversationId, ended);
      return result;
    },
    async settled() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
