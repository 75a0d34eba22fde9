/** Brings a database to the newest schema: one transaction per step, a backup before the first. */

import { AppError } from '#protocol/errors.ts';
import type { Migration } from './migrations/migration.ts';
import type { SqliteDatabase } from './sqlite.ts';
import type { StoreLog } from './store-log.ts';

/** Marks a file as this app's ("AgMg"), so that a version number in somebody else's database is not taken for ours. */
export const APPLICATION_ID = 0x41674d67;

export interface MigrateOptions {
  migrations: readonly Migration[];
  /** Called before the first step on a database that holds anything; must return only when the copy is safe. */
  backUp: (fromVersion: number) => void;
  log: StoreLog;
  nowMs: number;
}

/** The version of the schema; 0 for an empty database and for one that an earlier app wrote. */
export function schemaVersion(sqlite: SqliteDatabase): number {
  const isOurs = sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID;
  return isOurs ? (sqlite.pragma('user_version', { simple: true }) as number) : 0;
}

/** Throws `storage-too-new` for a database of a newer app: older code would not know what to keep. */
export function assertNotTooNew(sqlite: SqliteDatabase, migrations: readonly Migration[]): void {
  const version = schemaVersion(sqlite);
  if (version <= latestVersion(migrations)) return;
  throw new AppError({
    code: 'storage-too-new',
    message: 'Your conversations were saved by a newer version of Agent Manager. Install that version or a later one to open them.',
    details: `schema ${version}, known up to ${latestVersion(migrations)}`,
  });
}

/** Returns the version it started from. A step that fails leaves the database as the step before left it. */
export function migrate(sqlite: SqliteDatabase, { migrations, backUp, log, nowMs }: MigrateOptions): number {
  assertIncreasing(migrations);
  const fromVersion = schemaVersion(sqlite);
  const pending = migrations.filter(({ version }) => version > fromVersion);
  if (pending.length === 0) return fromVersion;
  if (holdsAnything(sqlite)) backUp(fromVersion);
  for (const migration of pending) {
    const run = sqlite.transaction(() => {
      // Two instances may have started at once; the second finds the work done once it gets the lock.
      if (schemaVersion(sqlite) >= migration.version) return;
      migration.up(sqlite, { log, nowMs });
      sqlite.pragma(`application_id = ${APPLICATION_ID}`);
      sqlite.pragma(`user_version = ${migration.version}`);
    });
    run.immediate();
    log.info('Migrated the database', { version: migration.version, name: migration.name });
  }
  return fromVersion;
}

export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function holdsAnything(sqlite: SqliteDatabase): boolean {
  return sqlite.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}

function assertIncreasing(migrations: readonly Migration[]): void {
  migrations.forEach(({ version, name }, index) => {
    const before = migrations[index - 1]?.version ?? 0;
    if (version <= before) throw new Error(`Migration ${version} (${name}) does not come after ${before}`);
  });
}
