/** Small files that are replaced as a whole. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './backups/copy-database.ts';

/** A crash or a full disk leaves the file before or the file after, never a half. */
export function writeFileAtomically(file: string, content: string): void {
  const unfinished = `${file}.unfinished`;
  try {
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
    syncFolder(dirname(file));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
