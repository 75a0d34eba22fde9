/** A file written piece by piece that appears under its name only when it is whole. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../backups/copy-database.ts';
import { withStorageErrors } from '../storage-errors.ts';

/** One system call per this many characters, not one per line. */
const BUFFERED_CHARS = 256 * 1024;

/** Runs `produce` with a function that appends text. When it throws, nothing is left and what stood under the name stays. Throws storage errors. */
export function writeOutputFile<Result>(file: string, produce: (append: (text: string) => void) => Result): Result {
  return withStorageErrors(() => {
    const unfinished = `${file}.unfinished`;
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      let buffered = '';
      const flush = () => {
        const bytes = Buffer.from(buffered);
        for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
        buffered = '';
      };
      const result = produce((text) => {
        buffered += text;
        if (buffered.length >= BUFFERED_CHARS) flush();
      });
      flush();
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(unfinished, file);
      syncFolder(dirname(file));
      return result;
    } catch (error) {
      closeQuietly(descriptor);
      rmSync(unfinished, { force: true });
      throw error;
    }
  });
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It was closed before the rename failed; the error that matters is on its way.
  }
}
