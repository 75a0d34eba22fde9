/** A conversation's history as `restore` frames, each below the line cap. */
import { MAX_LINE_BYTES, type RestoredMessage } from '#protocol/bridge.ts';

/** Room for the frame around the messages. */
const MAX_FRAME_BYTES = MAX_LINE_BYTES - 64 * 1024;

export interface RestoreFrame {
  messages: RestoredMessage[];
  /** False only for the first frame: it replaces what the agent knew. */
  append: boolean;
}

/** At least one frame, also for an empty history: that one makes the agent forget. A message above the cap by itself is left out. */
export function toRestoreFrames(messages: RestoredMessage[], maxFrameBytes: number = MAX_FRAME_BYTES): RestoreFrame[] {
  const batches: RestoredMessage[][] = [[]];
  let batchBytes = 0;
  for (const message of messages) {
    const bytes = Buffer.byteLength(JSON.stringify(message)) + 1;
    if (bytes > maxFrameBytes) continue;
    if (batchBytes + bytes > maxFrameBytes) {
      batches.push([]);
      batchBytes = 0;
    }
    batches.at(-1)?.push(message);
    batchBytes += bytes;
  }
  return batches.map((batch, index) => ({ messages: batch, append: index > 0 }));
}
