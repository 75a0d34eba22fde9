/** Contents of files as agents found and left them, named by their hash: one folder per conversation, which goes with it. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from './file-state.ts';

/** What one conversation may keep. A year of edits of source files stays far below; a build that writes large files again and again does not. */
export const MAX_STORE_BYTES = 512 * 1024 * 1024;

export interface ContentStore {
  readonly folder: string;
  /** Makes the folder. */
  prepare(): Promise<void>;
  /** False when there is no room: the caller says so to the person. Throws what the file system throws, e.g. on a full disk. */
  put(hash: string, content: Uint8Array, isDurable: boolean): Promise<boolean>;
  /** Null when it is not there any more or not what it was. */
  get(hash: string): Promise<Buffer | null>;
}

export function createContentStore(folder: string, maxBytes = MAX_STORE_BYTES): ContentStore {
  let usedBytes: Promise<number> | undefined;
  const known = new Set<string>();
  // Two letters apart: a hundred thousand files in one folder are slow to list for every backup program.
  const fileOf = (hash: string) => join(folder, hash.slice(0, 2), hash);

  return {
    folder,

    async prepare() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    },

    async put(hash, content, isDurable) {
      if (known.has(hash)) return true;
      const file = fileOf(hash);
      if (await exists(file)) {
        known.add(hash);
        return true;
      }
      usedBytes ??= folderBytes(folder);
      const used = await usedBytes;
      if (used + content.byteLength > maxBytes) return false;
      usedBytes = Promise.resolve(used + content.byteLength);
      await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
      const unfinished = `${file}.${randomUUID()}.tmp`;
      try {
        const handle = await open(unfinished, 'wx', 0o600);
        try {
          await handle.writeFile(content);
          if (isDurable) await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      known.add(hash);
      return true;
    },

    async get(hash) {
      try {
        const content = await readFile(fileOf(hash));
        // A power cut may have left it empty; half a file must never be written over a whole one.
        return hashOf(content) === hash ? content : null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then((stats) => (stats.isFile() ? stats.size : 0))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
