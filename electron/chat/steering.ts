/** Words for a running turn: they wait until its prompt is sent, so that they never come before it. */
import { randomUUID } from 'node:crypto';
import type { BridgeRequestOf } from '#protocol/bridge.ts';
import type { UserPart } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { askBridge, type BridgeProcess } from './bridge-process.ts';
import type { SteerRequest } from './session.ts';

export interface Steering {
  turnBegins(): void;
  /** The prompt of the turn was sent to this process. */
  prompted(process: BridgeProcess): void;
  turnEnds(): void;
  /** Rejects with `not-found` when no turn takes it. */
  steer(steer: SteerRequest): Promise<void>;
}

export function createSteering(): Steering {
  let prompted: PromiseWithResolvers<BridgeProcess> | null = null;
  return {
    turnBegins() {
      prompted = Promise.withResolvers();
      // Nobody may be waiting for it.
      prompted.promise.catch(() => undefined);
    },
    prompted: (process) => prompted?.resolve(process),
    turnEnds() {
      prompted?.reject(noTurnToSteer());
      prompted = null;
    },
    async steer({ id, parts }) {
      if (prompted === null) throw noTurnToSteer();
      await askBridge(await prompted.promise, { type: 'steer', id, ...toMessageContent(parts) });
    },
  };
}

/** The request that a prompt becomes. */
export function messageRequest(prompt: UserPart[], model: string | null) {
  return { type: 'message' as const, id: randomUUID(), stream: true, ...toMessageContent(prompt), ...(model !== null && { model }) };
}

/** The prompt's texts as the frame's content, everything else as attachments. */
function toMessageContent(prompt: UserPart[]): Pick<BridgeRequestOf<'message'>, 'content' | 'attachments'> {
  const content = prompt.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  const attachments = prompt.filter((part) => part.type !== 'text');
  return { content, ...(attachments.length > 0 && { attachments }) };
}

function noTurnToSteer(): AppError {
  return new AppError({ code: 'not-found', message: 'No turn runs that could take this in.' });
}
