/** Writes frames in order, one line each, and says when the client has taken them. */
import type { Writable } from 'node:stream';
import { encodeJsonLine } from '#platform/json-lines.ts';
import type { BridgeFrame } from '#protocol/bridge.ts';
import { toErrorInfo } from '#protocol/errors.ts';

/** A string longer than this is what makes a frame too long: bytes of a file, the output of a tool. */
const MAX_KEPT_CHARS = 64 * 1024;

export class FrameWriter {
  readonly #output: Writable;
  #last: Promise<void> = Promise.resolve();

  constructor(output: Writable) {
    this.#output = output;
  }

  /** Queues a frame. One above the line cap is sent with its long texts left out. */
  send(frame: BridgeFrame): void {
    const line = encode(frame);
    this.#last = new Promise((resolve) => {
      // An error means that the reader is gone; its end of stdin ends us.
      this.#output.write(line, () => resolve());
    });
  }

  /** Fulfilled when everything sent so far is with the operating system. */
  drained(): Promise<void> {
    return this.#last;
  }
}

function encode(frame: BridgeFrame): string {
  try {
    return encodeJsonLine(frame);
  } catch (error) {
    if (toErrorInfo(error).code !== 'too-large') throw error;
    return encodeJsonLine(shortened(frame));
  }
}

/** The same value with every long text replaced. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_KEPT_CHARS ? `[left out: ${value.length} characters]` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]));
}
