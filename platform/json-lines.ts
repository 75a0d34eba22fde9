/**
 * JSON lines over a byte stream: one JSON value per line, UTF-8, `\n` or `\r\n` at the end, no line above a cap.
 *
 * The reader works on bytes, because a chunk may end inside a UTF-8 sequence, and never holds more than one line below the
 * cap, so that whatever is at the other end can neither fill our memory nor keep our thread busy.
 */
import { isUtf8 } from 'node:buffer';
import type { Writable } from 'node:stream';
import { MAX_LINE_BYTES } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';

/**
 * Why a line gave no value.
 * `too-large`: above the cap; told as soon as that is known, and the rest of the line is dropped unseen.
 * `not-json`: most often something a library printed. `not-utf8`: broken bytes, e.g. two writers on one pipe.
 * `cut-off`: the stream ended in the middle of a line.
 */
export type LineProblemKind = 'too-large' | 'not-json' | 'not-utf8' | 'cut-off';

/** A line that could not be read. */
export interface LineProblem {
  readonly kind: LineProblemKind;
  /** The line's first bytes as text, broken bytes replaced: for the log, and for `findRequestId`. */
  readonly start: string;
  /** Bytes of the line; for `too-large` those seen so far. */
  readonly byteLength: number;
  readonly cause?: unknown;
}

export interface JsonLinesReaderOptions {
  /** A longer line (without its end) is a problem and not a value. Default: `MAX_LINE_BYTES`, 8 MiB. */
  readonly maxLineBytes?: number;
  /** Any JSON value, not only an object: whoever listens parses it with a schema. */
  onLine(value: unknown): void;
  onProblem(problem: LineProblem): void;
}

/** Turns chunks of bytes into values. Callbacks run inside `push` and `end`. */
export interface JsonLinesReader {
  push(chunk: Uint8Array): void;
  /** The stream ended: a last line without a newline is a value if it is whole, else `cut-off`. */
  end(): void;
  /** Bytes held of a line that is not finished yet; never above the cap. */
  readonly pendingBytes: number;
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Enough to hold the id of a frame that has it near its start. */
const START_BYTES = 512;

/** A buffer grown beyond this by one long line is given back when that line is done. */
const KEPT_CAPACITY_BYTES = 256 * 1024;

export function createJsonLinesReader(options: JsonLinesReaderOptions): JsonLinesReader {
  const maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
  const pending = createLineBuffer();
  let isSkipping = false;
  let isFirstLine = true;

  function push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    while (from < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, from);
      const to = newline === -1 ? bytes.length : newline;
      take(bytes, from, to, newline !== -1);
      from = to + 1;
    }
  }

  function take(bytes: Buffer, from: number, to: number, isWhole: boolean): void {
    if (isSkipping) {
      isSkipping = !isWhole;
      return;
    }
    const byteLength = pending.length + (to - from);
    if (byteLength > maxLineBytes) {
      pending.append(bytes, from, Math.min(to, from + START_BYTES));
      options.onProblem({ kind: 'too-large', start: startOf(pending.bytes()), byteLength });
      pending.clear();
      isSkipping = !isWhole;
    } else if (!isWhole) {
      pending.append(bytes, from, to);
    } else if (pending.length === 0) {
      // The common case, a line inside one chunk, is read in place.
      readLine(bytes.subarray(from, to), 'not-json');
    } else {
      pending.append(bytes, from, to);
      readLine(pending.bytes(), 'not-json');
      pending.clear();
    }
  }

  function readLine(line: Buffer, ifNotJson: 'not-json' | 'cut-off'): void {
    const bytes = withoutMarks(line, isFirstLine);
    isFirstLine = false;
    if (isBlank(bytes)) return;
    if (!isUtf8(bytes)) {
      options.onProblem({ kind: ifNotJson === 'cut-off' ? 'cut-off' : 'not-utf8', start: startOf(bytes), byteLength: bytes.length });
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch (cause) {
      options.onProblem({ kind: ifNotJson, start: startOf(bytes), byteLength: bytes.length, cause });
      return;
    }
    // Outside the try: an error thrown by the listener is not a bad line.
    options.onLine(value);
  }

  function end(): void {
    if (pending.length > 0) readLine(pending.bytes(), 'cut-off');
    pending.clear();
    isSkipping = false;
  }

  return {
    push,
    end,
    get pendingBytes() {
      return pending.length;
    },
  };
}

/**
 * Bytes of an unfinished line in one buffer that doubles. A list of chunks would do for an honest peer, but one that writes
 * byte by byte would cost a hundred bytes of bookkeeping for each.
 */
function createLineBuffer() {
  let buffer = Buffer.alloc(0);
  let length = 0;
  return {
    get length() {
      return length;
    },
    bytes: () => buffer.subarray(0, length),
    append(source: Buffer, from: number, to: number): void {
      const needed = length + (to - from);
      if (needed > buffer.length) {
        const grown = Buffer.allocUnsafe(Math.max(needed, buffer.length * 2, 4096));
        buffer.copy(grown, 0, 0, length);
        buffer = grown;
      }
      source.copy(buffer, length, from, to);
      length = needed;
    },
    clear(): void {
      length = 0;
      if (buffer.length > KEPT_CAPACITY_BYTES) buffer = Buffer.alloc(0);
    },
  };
}

/** The line without a `\r` at its end and, at the start of the stream, without the mark some Windows programs write. */
function withoutMarks(line: Buffer, isFirstLine: boolean): Buffer {
  const to = line.at(-1) === CARRIAGE_RETURN ? line.length - 1 : line.length;
  const from = isFirstLine && line.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  return line.subarray(from, to);
}

function isBlank(line: Buffer): boolean {
  for (const byte of line) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== CARRIAGE_RETURN) return false;
  }
  return true;
}

function startOf(line: Buffer): string {
  return line.subarray(0, START_BYTES).toString('utf8');
}

/**
 * The id of a frame whose line could not be read, found cheaply in its first bytes; undefined where there is none. A guess:
 * trust it only if a request with this very id is open.
 */
export function findRequestId(lineStart: string): string | number | undefined {
  const match = /"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)/.exec(lineStart);
  if (match?.[1] === undefined) return undefined;
  try {
    return JSON.parse(match[1]) as string | number;
  } catch {
    // A bad escape inside the id: then there is no id to find.
    return undefined;
  }
}

/** A value as one line with its `\n`. Throws `AppError` `too-large` above the cap and `invalid-request` for what JSON cannot hold. */
export function encodeJsonLine(value: unknown, maxLineBytes: number = MAX_LINE_BYTES): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new AppError({ code: 'invalid-request', message: 'This message cannot be written as JSON.' }, { cause });
  }
  if (text === undefined) throw new AppError({ code: 'invalid-request', message: 'This message cannot be written as JSON.' });
  // A UTF-16 unit is at most 3 bytes of UTF-8, so most lines need no exact count.
  if (text.length * 3 > maxLineBytes && Buffer.byteLength(text) > maxLineBytes) {
    const details = `${Buffer.byteLength(text)} bytes, at most ${maxLineBytes} are possible`;
    throw new AppError({ code: 'too-large', message: 'This message is too large to be sent.', details });
  }
  return `${text}\n`;
}

/**
 * Writes a value as one line; fulfilled when the operating system has taken it, so whoever awaits each write can never fill the
 * memory of its own process. Rejects with `AppError`: `too-large` (nothing was written), `closed` (the reader is gone).
 */
export async function writeJsonLine(stream: Writable, value: unknown, maxLineBytes: number = MAX_LINE_BYTES): Promise<void> {
  const line = encodeJsonLine(value, maxLineBytes);
  await new Promise<void>((resolve, reject) => {
    stream.write(line, (cause) => {
      if (cause) reject(new AppError({ code: 'closed', message: 'The other end of the pipe is closed.' }, { cause }));
      else resolve();
    });
  });
}
