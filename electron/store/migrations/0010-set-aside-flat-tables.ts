import type { SqliteDatabase } from '../sqlite.ts';
import type { Migration } from './migration.ts';

/**
 * An earlier app kept `conversations` and a flat `messages(conversation id, role, content, created_at)`. They get out of the way of
 * the tables of the same name here and are brought in once those exist (0040). In a new database there is nothing to do.
 */
export const setAsideFlatTables: Migration = {
  version: 10,
  name: 'set-aside-flat-tables',
  up(sqlite) {
    for (const table of ['conversations', 'messages']) {
      if (!tableExists(sqlite, table)) continue;
      // Their indexes and triggers would keep names that are needed, and have no further use.
      const attached = sqlite
        .prepare<{ type: string; name: string }>(
          "SELECT type, name FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL",
        )
        .all(table);
      for (const { type, name } of attached) sqlite.exec(`DROP ${type} "${name.replaceAll('"', '""')}"`);
      sqlite.exec(`ALTER TABLE ${table} RENAME TO earlier_${table}`);
    }
  },
};

function tableExists(sqlite: SqliteDatabase, table: string): boolean {
  return sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
}
