/**
 * The database of all conversations: opens it safely, and offers its stores. Main is the only writer; nothing here needs Electron, so
 * that a worker thread can open its own connection to read, export or check.
 */
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { type ApprovalRuleStore, createApprovalRuleStore } from './approval-rules.ts';
import { type ApprovalStore, createApprovalStore } from './approvals.ts';
import { migrationBackupName } from './backups/backup-names.ts';
import { copyDatabase, copyDatabaseSync } from './backups/copy-database.ts';
import { finishRestore } from './backups/restore-backup.ts';
import { type Connection, createConnection } from './connection.ts';
import { type ConversationStore, createConversationStore } from './conversations.ts';
import { checkDatabaseFile } from './database-file.ts';
import { createDraftAttachmentStore, type DraftAttachmentStore } from './draft-attachments.ts';
import { createFileChangeStore, type FileChangeStore } from './file-changes.ts';
import { createMessageStore, type MessageStore } from './messages.ts';
import { assertNotTooNew, migrate, schemaVersion } from './migrate.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { columnNames, flatColumnsOf, hasRowNumbers } from './migrations/flat-tables.ts';
import { createProviderHistory, type ProviderHistory } from './provider-history.ts';
import { createQueuedMessageStore, type QueuedMessageStore } from './queued-messages.ts';
import { createMessageSearch, type MessageSearch } from './search.ts';
import { Sqlite, type SqliteDatabase } from './sqlite.ts';
import { withStorageErrors } from './storage-errors.ts';
import type { StoreLog } from './store-log.ts';
import { createImporter, type Importer } from './transfer/importer.ts';
import { createUsageStore, type UsageStore } from './usage.ts';
import { createWorktreeStore, type WorktreeStore } from './worktrees.ts';
import { MAX_LOG_PAGES } from './write-ahead-log.ts';

export interface OpenDatabaseOptions {
  /** Created when it isn't there. Its folder must exist. */
  file: string;
  appVersion: string;
  /** Where a copy goes before any migration. */
  backupFolder: string;
  log: StoreLog;
  /** Milliseconds since the epoch; only for tests. */
  now?: () => number;
}

export interface Database {
  readonly file: string;
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly draftAttachments: DraftAttachmentStore;
  readonly queue: QueuedMessageStore;
  readonly history: ProviderHistory;
  readonly search: MessageSearch;
  readonly usage: UsageStore;
  readonly approvals: ApprovalStore;
  readonly approvalRules: ApprovalRuleStore;
  readonly fileChanges: FileChangeStore;
  readonly worktrees: WorktreeStore;
  /** Call `abortUnfinished` at the start. */
  readonly imports: Importer;
  /** Everything `work` stores is committed together, durably, or not at all. Throws storage errors and what `work` throws. */
  transaction<Result>(work: () => Result): Result;
  /** Moves what the write-ahead log holds into the file. Not needed for durability. */
  checkpoint(): void;
  /** Copies the database to `file` while it is in use, a few pages at a time; `file` appears only when it is whole. */
  backup(file: string): Promise<void>;
  /** Idempotent. */
  close(): void;
  readonly connection: Connection;
}

/** A foreign writer (a sync or backup program) may hold the lock for a moment; more than this would freeze the window. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * Opens the database, migrated to the newest schema. Throws an `AppError`: `storage-corrupt` and `storage-too-new` with the file
 * untouched, `storage-read-only`, `storage-full`, `storage-busy`, `storage-unavailable`. What it checks takes the same time
 * whatever the database's size; see integrity.ts for the thorough check. Once per process: looking at the file as a file drops the
 * locks that other connections of this process hold on it (https://sqlite.org/howtocorrupt.html, 2.2). A worker opens a reader instead.
 */
export function openDatabase(options: OpenDatabaseOptions): Database {
  return withStorageErrors(() => {
    if (!existsSync(dirname(options.file))) {
      throw new AppError({
        code: 'storage-unavailable',
        message: 'The folder of your conversations is not there.',
        details: dirname(options.file),
      });
    }
    finishRestore(options.file);
    checkDatabaseFile(options.file);
    inspect(options.file);
    // Only its owner may read what was said; SQLite gives its log the same permissions.
    closeSync(openSync(options.file, 'a', 0o600));
    const sqlite = new Sqlite(options.file, { timeout: BUSY_TIMEOUT_MS });
    try {
      return prepare(sqlite, options);
    } catch (error) {
      sqlite.close();
      throw error;
    }
  });
}

/** Looks before any handle that may write: closing one would already move its WAL into a file that is not to be touched. */
function inspect(file: string): void {
  if (!existsSync(file)) return;
  const sqlite = new Sqlite(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    assertNotTooNew(sqlite, allMigrations);
    assertOurs(sqlite);
  } finally {
    sqlite.close();
  }
}

/** Reads the whole schema, which fails on a damaged one, and knows this app's tables or those of an earlier one. */
function assertOurs(sqlite: SqliteDatabase): void {
  const tables = sqlite.prepare<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length === 0 || schemaVersion(sqlite) > 0) return;
  const flat = flatColumnsOf(columnNames(sqlite, 'messages'), hasRowNumbers(sqlite, 'messages'));
  if (flat !== null) return;
  throw new AppError({
    code: 'storage-unavailable',
    message: 'The file where conversations belong holds another program’s database. Nothing was changed in it.',
  });
}

function prepare(sqlite: SqliteDatabase, { file, appVersion, backupFolder, log, now = Date.now }: OpenDatabaseOptions): Database {
  configure(sqlite, log);
  migrate(sqlite, {
    migrations: allMigrations,
    log,
    nowMs: now(),
    backUp: (fromVersion) => copyDatabaseSync(sqlite, join(backupFolder, migrationBackupName(fromVersion, appVersion, now()))),
  });
  const connection = createConnection(sqlite);
  return {
    file,
    connection,
    conversations: createConversationStore(connection, now),
    messages: createMessageStore(connection, log, now),
    draftAttachments: createDraftAttachmentStore(connection, log),
    queue: createQueuedMessageStore(connection, log, now),
    history: createProviderHistory(connection, log),
    search: createMessageSearch(connection),
    usage: createUsageStore(connection),
    approvals: createApprovalStore(connection, log, now),
    approvalRules: createApprovalRuleStore(connection, log, now),
    fileChanges: createFileChangeStore(connection, now),
    worktrees: createWorktreeStore(connection, now),
    imports: createImporter(connection, log, now),
    transaction: (work) => connection.write(work),
    checkpoint: () => void withStorageErrors(() => sqlite.pragma('wal_checkpoint(TRUNCATE)')),
    backup: (target) => copyDatabase(sqlite, target),
    close: () => void sqlite.close(),
  };
}

/** For every connection that writes. */
function configure(sqlite: SqliteDatabase, log: StoreLog): void {
  const journalMode = sqlite.pragma('journal_mode = WAL', { simple: true });
  // A network file system has no shared memory; the rollback journal is as safe, only slower.
  if (journalMode !== 'wal') log.warn('The database is not in WAL mode', { journalMode });
  // Committed means on the disk: the person's words survive a power cut. better-sqlite3 is built to relax this in WAL mode.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // No memory map: a file cut short or a disk pulled out would be a fatal signal instead of an error.
  sqlite.pragma('mmap_size = 0');
  // A page with impossible cells is reported when it is read, not after its damage has spread.
  sqlite.pragma('cell_size_check = ON');
  // Functions named by a schema that somebody tampered with don't run.
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma(`wal_autocheckpoint = ${MAX_LOG_PAGES}`);
  // The WAL of one large import doesn't keep its size for ever.
  sqlite.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
}
