/** Waiting with an AbortSignal whose reason is the error to tell: an `AppError` as it is, anything else as `cancelled`. */
import { AppError } from '#protocol/errors.ts';

/** Aborted as soon as either is. */
export function anySignal(first: AbortSignal, second: AbortSignal | undefined): AbortSignal {
  return second ? AbortSignal.any([first, second]) : first;
}

function abortError(signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason;
  return new AppError({ code: 'cancelled', message: 'The request was cancelled.' }, { cause: signal.reason });
}

/** Throws the signal's reason as the error to tell. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** Settles as the promise does, or as soon as the signal is aborted with its reason; the promise goes on unheard. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortError(signal));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
