/** Log lines into a file that is rotated by size. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogLevel } from './log.ts';

export interface LogFile {
  write(line: string, level: LogLevel): void;
  /** Writes what is held back. */
  flush(): void;
  /** Flushes and closes; later lines are dropped. */
  close(): void;
  readonly path: string;
}

export interface LogFileOptions {
  readonly path: string;
  /** A file this large is put aside and a new one begun. Default 5 MiB. */
  readonly maxBytes?: number;
  /** Files in all, the current one included: `app.log`, `app.log.1`, … Default 5. */
  readonly maxFiles?: number;
}

/** Lines held back at most; a crash of ours could lose them, so warnings and errors are written at once. */
const MAX_HELD_CHARACTERS = 64 * 1024;

/**
 * Opens the file when the first line comes. Nothing here ever throws: a full disk or a folder that is gone must not take the app down with its
 * log. Lines that could not be written are counted, and the count is logged when writing works again.
 */
export function createLogFile(options: LogFileOptions): LogFile {
  const { path, maxBytes = 5 * 1024 * 1024, maxFiles = 5 } = options;
  let held: string[] = [];
  let heldLength = 0;
  let isFlushPlanned = false;
  let descriptor: number | undefined;
  let size = 0;
  let lostLines = 0;
  let isClosed = false;

  function write(line: string, level: LogLevel): void {
    if (isClosed) return;
    held.push(line);
    heldLength += line.length;
    if (level === 'warn' || level === 'error' || heldLength > MAX_HELD_CHARACTERS) flush();
    else if (!isFlushPlanned) {
      isFlushPlanned = true;
      // One write for all lines of a turn of the event loop; it does not keep a finished program alive.
      setImmediate(flush).unref();
    }
  }

  function flush(): void {
    isFlushPlanned = false;
    if (held.length === 0) return;
    const lines = held;
    held = [];
    heldLength = 0;
    try {
      if (lostLines > 0)
        lines.unshift(`${JSON.stringify({ time: new Date().toISOString(), level: 'warn', message: 'log lines were lost', lostLines })}\n`);
      const bytes = Buffer.from(lines.join(''));
      open();
      if (size > 0 && size + bytes.length > maxBytes) rotate();
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor as number, bytes, written);
      size += bytes.length;
      lostLines = 0;
    } catch {
      // The log itself cannot be told; see the count above.
      lostLines += lines.length;
      shut();
    }
  }

  function open(): void {
    if (descriptor !== undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    // For the person only: a log holds paths and words of conversations.
    descriptor = openSync(path, 'a', 0o600);
    size = fstatSync(descriptor).size;
  }

  function rotate(): void {
    shut();
    rmSync(`${path}.${maxFiles - 1}`, { force: true });
    for (let number = maxFiles - 2; number >= 1; number -= 1) renameIfThere(`${path}.${number}`, `${path}.${number + 1}`);
    if (maxFiles > 1) renameIfThere(path, `${path}.1`);
    else rmSync(path, { force: true });
    open();
  }

  function shut(): void {
    if (descriptor === undefined) return;
    const closing = descriptor;
    descriptor = undefined;
    try {
      closeSync(closing);
    } catch {
      // It was lost already, with its disk.
    }
  }

  return {
    write,
    flush,
    close() {
      flush();
      isClosed = true;
      shut();
    },
    path,
  };
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
