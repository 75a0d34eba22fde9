/** Pushes events to every open window. What the payload must be is checked by the compiler, against the contract. */
import type { WebContents } from 'electron';
import type { EventChannel, EventPayload } from '#protocol/ipc.ts';

/** Tells the windows what happened. */
export interface WindowEvents {
  send<Channel extends EventChannel>(channel: Channel, payload: EventPayload<Channel>): void;
}

export function createWindowEvents(openWebContents: () => WebContents[]): WindowEvents {
  return {
    send(channel, payload) {
      for (const contents of openWebContents()) {
        // A window that is closing, or whose renderer crashed, takes the whole state anew when it loads again.
        if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(channel, payload);
      }
    },
  };
}
