/** better-sqlite3 with the types this folder needs: the package ships none. Nothing else imports it. */
// @ts-expect-error The package has no type declarations; those used here are written below.
import BetterSqlite from 'better-sqlite3';

export type SqliteValue = string | number | bigint | Uint8Array | null;
export type SqliteParameters = SqliteValue[] | [Record<string, SqliteValue>];

export interface Statement<Row = unknown> {
  run(...parameters: SqliteParameters): { changes: number; lastInsertRowid: number | bigint };
  get(...parameters: SqliteParameters): Row | undefined;
  all(...parameters: SqliteParameters): Row[];
  /** Integers come as bigint from now on: for values that a double can't hold. */
  safeIntegers(): this;
  iterate(...parameters: SqliteParameters): IterableIterator<Row>;
}

export interface BackupProgress {
  totalPages: number;
  remainingPages: number;
}

/** One open database handle. Every call is synchronous but `backup`, which copies a few pages at a time. */
export interface SqliteDatabase {
  readonly name: string;
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare<Row = unknown>(sql: string): Statement<Row>;
  exec(sql: string): this;
  pragma(sql: string, options?: { simple?: boolean }): unknown;
  transaction<Arguments extends unknown[], Result>(
    work: (...args: Arguments) => Result,
  ): { immediate: (...args: Arguments) => Result; deferred: (...args: Arguments) => Result };
  /** `progress` returns how many pages to copy in the next step. */
  backup(file: string, options?: { progress?: (progress: BackupProgress) => number }): Promise<BackupProgress>;
  close(): this;
}

export interface SqliteOptions {
  readonly?: boolean;
  fileMustExist?: boolean;
  /** How long a statement waits for another connection's lock. */
  timeout?: number;
}

export const Sqlite = BetterSqlite as new (file: string, options?: SqliteOptions) => SqliteDatabase;

/** What better-sqlite3 throws when SQLite itself refuses; `code` is the extended result code, e.g. `SQLITE_BUSY_SNAPSHOT`. */
export interface SqliteError extends Error {
  code: string;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && error.name === 'SqliteError' && 'code' in error && typeof error.code === 'string';
}
