/** Calls of the client's tools: announced by `host_call`, answered by `host_result`. */
import { randomUUID } from 'node:crypto';
import type { BridgeRequestOf } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';

type Args = Record<string, unknown>;
type Outcome = BridgeRequestOf<'host_result'>['outcome'];

/** Told to the client: a host tool was called. */
export interface HostCall {
  hostCallId: string;
  name: string;
  args: Args;
}

/** The calls that wait for their result. One per bridge; which turn may speak to the client is set turn by turn. */
export class HostCalls {
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  #announce: ((call: HostCall) => void) | undefined;

  /** `announce` undefined: no turn runs that could tell the client. */
  setChannel(announce: ((call: HostCall) => void) | undefined): void {
    this.#announce = announce;
  }

  /** Fulfilled with what the client answers. Rejects with the client's error, or when `signal` aborts. */
  async call(name: string, args: Args, signal: AbortSignal): Promise<string> {
    const announce = this.#announce;
    if (announce === undefined) throw new Error('This tool needs a client that takes events.');
    const hostCallId = randomUUID();
    let onAbort = () => {};
    try {
      const outcome = await new Promise<Outcome>((resolve, reject) => {
        onAbort = () => reject(new Error('The call was stopped.'));
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        this.#waiting.set(hostCallId, resolve);
        announce({ hostCallId, name, args });
      });
      if (outcome.status === 'error') throw new Error(outcome.message);
      return outcome.output;
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting.delete(hostCallId);
    }
  }

  /** Throws `not-found` for a call that does not wait (any more). */
  settle(hostCallId: string, outcome: Outcome): void {
    const resolve = this.#waiting.get(hostCallId);
    if (resolve === undefined) throw new AppError({ code: 'not-found', message: 'No call with this id waits for a result.' });
    resolve(outcome);
  }
}
