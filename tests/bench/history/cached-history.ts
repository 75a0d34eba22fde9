/** The history of the bench, written once and kept in the cache folder; each run works on a copy. */
import { createHash } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '#electron/store/migrate.ts';
import { allMigrations } from '#electron/store/migrations/all-migrations.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { userCacheDir } from '#scripts/setup/paths.mjs';
import type { HistorySize } from './plan.ts';
import { writeHistory } from './write-history.ts';

export interface BuiltHistory {
  file: string;
  /** Null when it was there already. */
  buildMs: number | null;
}

/**
 * The cached database of this size in today's schema. Built in an earlier schema, which takes minutes, and from there migrated as a person's
 * would be, which takes seconds: so a new migration costs no new building.
 */
export function ensureHistory(size: HistorySize): BuiltHistory {
  const folder = join(userCacheDir(), 'bench');
  mkdirSync(folder, { recursive: true });
  const name = `history-${size.messages}-${digest(size, ...sources())}`;
  const built = join(folder, `${name}.db`);
  const file = join(folder, `${name}-${digest(allMigrations.map(({ version, name: step }) => [version, step]))}.db`);
  const startedAt = performance.now();
  const isBuilt = existsSync(built);
  if (!isBuilt) make(built, (unfinished) => writeHistory(unfinished, size));
  if (!existsSync(file)) make(file, (unfinished) => bringUpToDate(built, unfinished));
  // Those of other generators and schemas are of no use any more, and large.
  for (const other of readdirSync(folder).map((entry) => join(folder, entry))) {
    if (other.startsWith(join(folder, `history-${size.messages}-`)) && other !== built && other !== file) rmSync(other);
  }
  return { file, buildMs: isBuilt ? null : performance.now() - startedAt };
}

/** A file that was cut off while it was made must not be taken for a whole one. */
function make(file: string, write: (unfinished: string) => void): void {
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  write(unfinished);
  renameSync(unfinished, file);
}

/** Leaves a file without a write-ahead log, which can be copied by itself. */
function bringUpToDate(built: string, file: string): void {
  copyFileSync(built, file, constants.COPYFILE_FICLONE);
  const sqlite = new Sqlite(file);
  migrate(sqlite, { migrations: allMigrations, backUp: () => {}, log: silentLog, nowMs: 0 });
  sqlite.close();
}

/** A copy that may be written to, in a data folder as the app expects it. */
export function copyHistory(file: string, dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true });
  const copy = join(dataFolder, 'conversations.db');
  copyFileSync(file, copy, constants.COPYFILE_FICLONE);
  return copy;
}

function sources(): string[] {
  return ['random.ts', 'words.ts', 'plan.ts', 'write-history.ts'].map((source) => readFileSync(join(import.meta.dirname, source), 'utf8'));
}

function digest(...values: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
}
