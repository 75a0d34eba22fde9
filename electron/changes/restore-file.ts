/** Makes a file what it was: whole or not at all, and never outside of its folder. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, rm, rmdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isInside, realTarget } from '#platform/confined-path.ts';
import { AppError } from '#protocol/errors.ts';
import type { ContentStore } from './content-store.ts';
import { type FileState, statsOf } from './file-state.ts';
import type { PlacedFile } from './folder-of-path.ts';

const NEW_FILE_MODE = 0o644;
const EXECUTABLE_BITS = 0o111;

/** `emptiedFolder`: the uppermost folder that was made for the file; those on the way to it go when they are left empty. Throws `AppError` and what the file system throws. */
export async function restoreFile(
  place: PlacedFile,
  state: FileState,
  contents: ContentStore,
  emptiedFolder: string | null,
): Promise<void> {
  const file = join(place.folder, place.path);
  // A folder may have been replaced by a link since.
  if (!isInside(place.folder, realTarget(dirname(file)))) {
    throw new AppError({ code: 'conflict', message: 'Its folder now leads out of the project.' });
  }
  const stats = await statsOf(file);
  if (stats?.isDirectory()) throw new AppError({ code: 'conflict', message: 'A folder is in its place.' });
  switch (state.kind) {
    case 'absent':
      if (stats !== null) await unlink(file);
      if (emptiedFolder !== null) await removeEmptyFolders(place, emptiedFolder);
      return;
    case 'link':
      return replace(file, (unfinished) => symlink(state.target, unfinished));
    case 'file': {
      const content = await contents.get(state.hash);
      if (content === null) throw new AppError({ code: 'not-found', message: 'Its content from before is not there any more.' });
      const mode = stats?.isFile() ? Number(stats.mode) & 0o777 : NEW_FILE_MODE;
      return replace(file, async (unfinished) => {
        await writeFile(unfinished, content, { flag: 'wx' });
        await chmod(unfinished, state.isExecutable ? mode | EXECUTABLE_BITS : mode & ~EXECUTABLE_BITS);
      });
    }
    case 'other':
    case 'unknown':
      throw new AppError({ code: 'conflict', message: 'Its content from before was not kept.' });
  }
}

/** Readers see the file before or the file after, also when the app ends in between. */
async function replace(file: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = join(dirname(file), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    await write(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function removeEmptyFolders({ folder, path }: PlacedFile, uppermost: string): Promise<void> {
  for (
    let inside = dirname(path);
    inside !== '.' && (inside === uppermost || inside.startsWith(`${uppermost}/`));
    inside = dirname(inside)
  ) {
    try {
      await rmdir(join(folder, inside));
    } catch {
      // Something else is in it, so it stays.
      return;
    }
  }
}
