/** Lines on their way into a child's stdin: in order, bounded, and taken back while they still wait. */
import type { Writable } from 'node:stream';
import { AppError } from '#protocol/errors.ts';

export interface QueuedLine {
  /** Fulfilled when the pipe has taken the line; rejects with `AppError` `closed`. */
  readonly written: Promise<void>;
  /** Takes the line back if it has not gone out yet; `written` then never settles. */
  withdraw(): void;
}

export interface FrameQueue {
  /** Throws `AppError` `busy` when too much waits already. */
  push(line: string): QueuedLine;
  /** Nothing goes out any more: rejects what waits with this error, and everything that is pushed later. */
  close(error: AppError): void;
  /** Characters waiting here and in the pipe's own buffer. */
  readonly queuedLength: number;
}

interface WaitingLine {
  readonly line: string;
  resolve(): void;
  reject(error: AppError): void;
}

/**
 * `stream.write` would keep everything it is given. So a line is handed over only while the pipe takes it, and the rest waits here, where
 * a cancelled request's line can still be withdrawn.
 */
export function createFrameQueue(stream: Writable, maxQueuedLength: number): FrameQueue {
  let waiting: WaitingLine[] = [];
  let waitingLength = 0;
  let closedBy: AppError | undefined;

  function flush(): void {
    while (waiting.length > 0 && !stream.writableNeedDrain && closedBy === undefined) {
      const next = waiting.shift() as WaitingLine;
      waitingLength -= next.line.length;
      stream.write(next.line, (cause) => {
        if (cause) next.reject(new AppError({ code: 'closed', message: 'The process no longer takes messages.' }, { cause }));
        else next.resolve();
      });
    }
  }
  stream.on('drain', flush);

  return {
    push(line) {
      if (closedBy) throw closedBy;
      if (waitingLength + stream.writableLength > maxQueuedLength) {
        throw new AppError({ code: 'busy', message: 'The process is not taking messages at the moment.', action: 'retry' });
      }
      const { promise: written, resolve, reject } = Promise.withResolvers<void>();
      const entry: WaitingLine = { line, resolve, reject };
      waiting.push(entry);
      waitingLength += line.length;
      flush();
      return {
        written,
        withdraw() {
          const index = waiting.indexOf(entry);
          if (index === -1) return;
          waiting.splice(index, 1);
          waitingLength -= line.length;
        },
      };
    },
    close(error) {
      closedBy ??= error;
      const rejected = waiting;
      waiting = [];
      waitingLength = 0;
      for (const entry of rejected) entry.reject(error);
    },
    get queuedLength() {
      return waitingLength + stream.writableLength;
    },
  };
}
