/** Stops a tool before it changes files until the client has saved how they are: announced by `before_tool`, answered by `proceed`. */
import { randomUUID } from 'node:crypto';
import type { BridgeEvent, BridgeRequestOf } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import { unlessAborted } from './cancellation.ts';
import type { EmitTurnEvent } from './turn-events.ts';

type Outcome = BridgeRequestOf<'proceed'>['outcome'];

/** What is about to run. */
export type GuardedTool = Omit<Extract<BridgeEvent, { event: 'before_tool' }>, 'id' | 'event' | 'checkpointId'>;

/** The tools that wait for the client. One per bridge; which turn may speak to the client is set turn by turn. */
export class Checkpoints {
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  #emit: EmitTurnEvent | undefined;

  /** Undefined: no client takes checkpoints, so nothing waits. */
  setChannel(emit: EmitTurnEvent | undefined): void {
    this.#emit = emit;
  }

  /**
   * Runs `work` once the client is ready, and tells it of the end. Rejects without having run it when the client refuses, with the client's
   * words, and with the signal's reason when it aborts first.
   */
  async around<Result>(tool: GuardedTool, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const emit = this.#emit;
    if (emit === undefined) return work();
    const checkpointId = randomUUID();
    await this.#permission(checkpointId, signal, () => emit({ event: 'before_tool', checkpointId, ...tool }));
    try {
      return await work();
    } finally {
      emit({ event: 'after_tool', checkpointId });
    }
  }

  /** Throws `not-found` for a tool that does not wait (any more). */
  settle(checkpointId: string, outcome: Outcome): void {
    const resolve = this.#waiting.get(checkpointId);
    if (resolve === undefined) throw new AppError({ code: 'not-found', message: 'No tool with this id waits.' });
    resolve(outcome);
  }

  async #permission(checkpointId: string, signal: AbortSignal, announce: () => void): Promise<void> {
    signal.throwIfAborted();
    try {
      const answered = new Promise<Outcome>((resolve) => {
        this.#waiting.set(checkpointId, resolve);
      });
      announce();
      const outcome = await unlessAborted(answered, signal);
      if (outcome.status === 'refused') throw new Error(outcome.message);
    } finally {
      this.#waiting.delete(checkpointId);
    }
  }
}
