/**
 * Gets out of a damaged database what can be read, row by row, into a new one. The damaged file is only copied; whether the new database
 * takes its place is for the person to decide. Reads everything: for a worker thread.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { syncFile } from '../backups/copy-database.ts';
import { createConnection } from '../connection.ts';
import { latestVersion, migrate, schemaVersion } from '../migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { isSqliteError, Sqlite, type SqliteDatabase } from '../sqlite.ts';
import { withStorageErrors } from '../storage-errors.ts';
import { silentLog } from '../store-log.ts';
import { type JobControl, throwIfCancelled } from '../transfer/job.ts';
import { carveRows } from './carve-rows.ts';
import { copyDamaged } from './damaged-copy.ts';
import { mendReferences } from './mend-references.ts';
import { quote, readableRows } from './read-rows.ts';
import { rebuildSearch } from './rebuild-search.ts';
import { salvagedTables, type Table } from './salvaged-tables.ts';

export interface SalvageResult {
  /** The new database, in the work folder. */
  file: string;
  conversations: number;
  messages: number;
  newestMessageMs: number | null;
  /** In plain words. */
  lost: string[];
  first: { title: string; messages: number }[];
}

/** Throws `storage-corrupt` when nothing at all can be read, storage errors, and `cancelled`. */
export function salvage({ databaseFile, workFolder }: { databaseFile: string; workFolder: string }, job: JobControl): SalvageResult {
  return withStorageErrors(() => {
    const copy = copyDamaged(databaseFile, workFolder);
    const file = join(workFolder, 'salvaged.db');
    const target = new Sqlite(file);
    try {
      // Nobody uses it before it is whole; a crash starts it anew.
      target.pragma('journal_mode = OFF');
      target.pragma('synchronous = OFF');
      target.pragma('trusted_schema = OFF');
      const damaged = fillFrom(copy, target, job);
      const lost = [...mendReferences(target), ...unknownLosses(damaged)];
      migrate(target, { migrations: allMigrations, backUp: () => {}, log: silentLog, nowMs: Date.now() });
      rebuildSearch(createConnection(target), job);
      const result = { file, ...summarize(target), lost };
      if (result.messages === 0 && result.conversations === 0) throw nothingReadable();
      return result;
    } finally {
      target.close();
      rmSync(copy, { force: true });
      for (const suffix of ['-wal', '-shm']) rmSync(copy + suffix, { force: true });
      syncFile(file);
    }
  });
}

/** Returns the tables of which not all could be read. */
function fillFrom(copy: string, target: SqliteDatabase, job: JobControl): Table[] {
  const source = new Sqlite(copy);
  try {
    source.pragma('cell_size_check = ON');
    source.pragma('trusted_schema = OFF');
    source.pragma('mmap_size = 0');
    migrate(target, { migrations: migrationsOf(source), backUp: () => {}, log: silentLog, nowMs: Date.now() });
    // Rows come in any order, and what they refer to may be lost: mended when all are there.
    target.pragma('foreign_keys = OFF');
    const damaged: Table[] = [];
    const tables = salvagedTables(target);
    for (const [index, table] of tables.entries()) {
      const isWhole = copyTable(source, target, table, job, (done) => job.onProgress({ done: index + done, total: tables.length }));
      if (!isWhole) damaged.push(table);
    }
    // What no tree of pages leads to any more may still stand in the file.
    if (damaged.length > 0) takeCarved(copy, source, target, damaged, job);
    return damaged;
  } finally {
    source.close();
  }
}

/** Messages after the last one of a conversation leave no gap that could be counted. */
function unknownLosses(damaged: readonly Table[]): string[] {
  const isDamaged = damaged.some(({ name }) => name === 'messages');
  return isDamaged ? ['Not every page could be read: the newest messages of some conversations may be missing.'] : [];
}

/** Up to the schema that the damaged database had, as far as it can be told. */
function migrationsOf(source: SqliteDatabase) {
  const version = attempt(() => schemaVersion(source)) ?? 0;
  const known = version > 0 ? version : guessVersion(source);
  return allMigrations.filter((migration) => migration.version <= known);
}

/** By what tables have, where the header lost its number: the latest schema whose every table and column is there. */
function guessVersion(source: SqliteDatabase): number {
  const has = (table: string, column: string) =>
    (attempt(() => source.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column)) ?? undefined) !== undefined;
  for (const { version } of [...allMigrations].reverse()) {
    const model = new Sqlite(':memory:');
    try {
      migrate(model, {
        migrations: allMigrations.filter((migration) => migration.version <= version),
        backUp: () => {},
        log: silentLog,
        nowMs: 0,
      });
      if (salvagedTables(model).every(({ name, columns }) => columns.every((column) => has(name, column.name)))) return version;
    } finally {
      model.close();
    }
  }
  return latestVersion(allMigrations);
}

const ROWS_PER_TRANSACTION = 1000;

/** Returns false when something of it could not be read. */
function copyTable(
  source: SqliteDatabase,
  target: SqliteDatabase,
  table: Table,
  job: JobControl,
  onShare: (done: number) => void,
): boolean {
  const there = attempt(() => source.prepare<{ name: string }>('SELECT name FROM pragma_table_info(?)').all(table.name)) ?? [];
  const columns = table.columns.map(({ name }) => name).filter((name) => there.some((column) => column.name === name));
  if (columns.length === 0) return false;
  let isWhole = true;
  const insert = createInsert(target, table, columns);
  const newest =
    attempt(() => source.prepare<{ last: number | null }>(`SELECT max(rowid) AS last FROM ${quote(table.name)}`).get()?.last) ?? null;
  let rows = 0;
  target.exec('BEGIN');
  for (const row of readableRows(source, table.name, columns, () => {
    isWhole = false;
  })) {
    throwIfCancelled(job);
    if (!insert(row.rowNumber, row.values)) isWhole = false;
    rows += 1;
    if (rows % ROWS_PER_TRANSACTION !== 0) continue;
    target.exec('COMMIT; BEGIN');
    if (newest !== null && newest > 0) onShare(Math.min(1, Number(row.rowNumber) / newest));
  }
  target.exec('COMMIT');
  onShare(1);
  return isWhole;
}

/** False for a row whose values can't belong to the table: a damaged page that looks like a whole one. */
function createInsert(target: SqliteDatabase, table: Table, columns: readonly string[]) {
  const names = table.rowNumberColumn === null ? ['rowid', ...columns] : columns;
  const statement = target.prepare(
    `INSERT OR IGNORE INTO ${quote(table.name)} (${names.map(quote).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  return (rowNumber: bigint, values: Parameters<typeof statement.run>[number][]): boolean => {
    try {
      statement.run(...((table.rowNumberColumn === null ? [rowNumber, ...values] : values) as Parameters<typeof statement.run>));
      return true;
    } catch (error) {
      if (isSqliteError(error) && error.code.startsWith('SQLITE_CONSTRAINT')) return false;
      throw error;
    }
  };
}

function takeCarved(copy: string, source: SqliteDatabase, target: SqliteDatabase, damaged: Table[], job: JobControl): void {
  // What the log holds must be in the file, where pages are looked for.
  attempt(() => source.pragma('wal_checkpoint(TRUNCATE)'));
  const inserts = new Map(
    damaged.map((table) => [
      table.name,
      createInsert(
        target,
        table,
        table.columns.map(({ name }) => name),
      ),
    ]),
  );
  target.exec('BEGIN');
  for (const { table, rowNumber, values } of carveRows(copy, salvagedTables(target), job)) {
    inserts.get(table.name)?.(rowNumber, values);
  }
  target.exec('COMMIT');
}

function summarize(target: SqliteDatabase): Pick<SalvageResult, 'conversations' | 'messages' | 'newestMessageMs' | 'first'> {
  const first = target
    .prepare<{ title: string; messages: number }>(
      `SELECT c.title, (SELECT count(*) FROM messages m WHERE m.conversation_key = c.key) AS messages
       FROM conversations c WHERE c.deleted_at IS NULL ORDER BY c.updated_at DESC LIMIT 100`,
    )
    .all();
  const count = (sql: string) => target.prepare<{ value: number | null }>(sql).get()?.value ?? null;
  return {
    first,
    conversations: count('SELECT count(*) AS value FROM conversations WHERE deleted_at IS NULL') ?? 0,
    messages: count('SELECT count(*) AS value FROM messages') ?? 0,
    newestMessageMs: count('SELECT max(created_at) AS value FROM messages'),
  };
}

function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (isSqliteError(error)) return null;
    throw error;
  }
}

function nothingReadable(): AppError {
  return new AppError({
    code: 'storage-corrupt',
    message: 'Nothing of this database can be read. Restore a backup, or begin anew: the damaged file is kept.',
  });
}
