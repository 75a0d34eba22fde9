/** Folders that a person gives an agent beside the project. */
import { statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { AppError } from '#protocol/errors.ts';

/** Throws for what is no folder, and for one that would give away the whole computer. Those added before may be gone: they stay listed. */
export function assertUsableFolders(folders: readonly string[], before: readonly string[]): void {
  for (const folder of folders) {
    if (before.includes(folder)) continue;
    if (!isAbsolute(folder) || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new AppError({ code: 'not-found', message: 'This folder is not there.', details: folder });
    }
    if (dirname(folder) === folder) {
      throw new AppError({ code: 'invalid-request', message: 'The whole disk can’t be added. Choose a folder on it.', details: folder });
    }
  }
}
