/** The snapshots of running commands: in memory while the app runs, and on the disk for the next run of the app. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentStore } from '../content-store.ts';
import { type ProjectSnapshot, projectSnapshotSchema } from '../project-watch.ts';

export interface Snapshots {
  keep(contents: ContentStore, watchId: string, snapshot: ProjectSnapshot): Promise<void>;
  /** Null when the app ended before it was written, which is before the command ran. */
  get(contents: ContentStore, watchId: string): Promise<ProjectSnapshot | null>;
  drop(contents: ContentStore, watchId: string): Promise<void>;
}

export function createSnapshots(): Snapshots {
  const open = new Map<string, ProjectSnapshot>();
  return {
    async keep(contents, watchId, snapshot) {
      await contents.prepare();
      await writeFile(fileOf(contents, watchId), JSON.stringify(snapshot), { mode: 0o600 });
      open.set(watchId, snapshot);
    },
    async get(contents, watchId) {
      return open.get(watchId) ?? (await read(fileOf(contents, watchId)));
    },
    async drop(contents, watchId) {
      open.delete(watchId);
      await rm(fileOf(contents, watchId), { force: true });
    },
  };
}

function fileOf(contents: ContentStore, watchId: string): string {
  return join(contents.folder, `before-${watchId}.json`);
}

async function read(file: string): Promise<ProjectSnapshot | null> {
  try {
    return projectSnapshotSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Written whole or not at all but for a power cut; without it nothing can be said about the command.
    return null;
  }
}
