import type { SqliteDatabase } from '../sqlite.ts';
import type { StoreLog } from '../store-log.ts';

/** One step of the schema. Once released a step never changes: databases in the field have already taken it. */
export interface Migration {
  /** The `user_version` after it; greater than that of the step before. Numbered by tens, so that branches don't collide. */
  version: number;
  /** The file's name without its number. */
  name: string;
  /** Runs inside a transaction of its own, with foreign keys checked at its end. */
  up(sqlite: SqliteDatabase, context: MigrationContext): void;
}

export interface MigrationContext {
  log: StoreLog;
  /** Milliseconds since the epoch. */
  nowMs: number;
}
