/** How much each backup holds. Opens every one of them: for a worker thread. */
import { latestVersion, schemaVersion } from '../migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { columnNames } from '../migrations/flat-tables.ts';
import { Sqlite, type SqliteDatabase } from '../sqlite.ts';
import { type Backup, listBackups } from './backup-folder.ts';

export interface DescribedBackup extends Backup {
  /** Null when it can't be read. */
  contents: { conversations: number; messages: number; canRestore: boolean } | null;
}

/** Newest first; the same name in two folders comes once. A folder that can't be read is left out. */
export function describeBackups(folders: readonly string[]): DescribedBackup[] {
  const byName = new Map<string, Backup>();
  for (const folder of folders) {
    for (const backup of tryList(folder)) if (!byName.has(backup.name)) byName.set(backup.name, backup);
  }
  return [...byName.values()]
    .sort((a, b) => b.takenAtMs - a.takenAtMs)
    .map((backup) => ({ ...backup, contents: tryDescribe(backup.file) }));
}

/** Conversations that are not deleted, and their messages; rows, in a database of an earlier app. */
export function countAll(sqlite: SqliteDatabase): { conversations: number; messages: number } {
  const count = (sql: string) => sqlite.prepare<{ rows: number }>(sql).get()?.rows ?? 0;
  if (schemaVersion(sqlite) === 0) {
    const conversations = columnNames(sqlite, 'conversations').length === 0 ? 0 : count('SELECT count(*) AS rows FROM conversations');
    return { conversations, messages: count('SELECT count(*) AS rows FROM messages') };
  }
  const conversations = count('SELECT count(*) AS rows FROM conversations WHERE deleted_at IS NULL');
  const hidden = count(
    'SELECT count(*) AS rows FROM conversations c JOIN messages m ON m.conversation_key = c.key WHERE c.deleted_at IS NOT NULL',
  );
  return { conversations, messages: count('SELECT count(*) AS rows FROM messages') - hidden };
}

function tryList(folder: string): Backup[] {
  try {
    return listBackups(folder);
  } catch {
    // A disk that is not there now; the list says so by itself.
    return [];
  }
}

function tryDescribe(file: string): DescribedBackup['contents'] {
  try {
    const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      return { ...countAll(sqlite), canRestore: schemaVersion(sqlite) <= latestVersion(allMigrations) };
    } finally {
      sqlite.close();
    }
  } catch {
    // Damaged, or a damaged database that was moved aside: shown as such.
    return null;
  }
}
