/** Waiting that can be stopped. */
import { AppError } from '#protocol/errors.ts';

/** What a turn ends with when somebody asked for it to stop. */
export function cancelledError(): AppError {
  return new AppError({ code: 'cancelled', message: 'Stopped.' });
}

/**
 * The promise's value, or the signal's reason as soon as it aborts. What is asked does not stop at once everywhere (a retry of
 * an SDK waits to its end), so nothing of it is awaited without this.
 */
export async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // Once nobody waits for it any more, its failure is no news.
  promise.catch(() => {});
  if (signal.aborted) throw signal.reason;
  let onAbort = () => {};
  try {
    return await Promise.race([
      promise,
      new Promise<never>((_resolve, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    ]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
