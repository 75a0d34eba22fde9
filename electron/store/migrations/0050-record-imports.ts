import type { Migration } from './migration.ts';

/**
 * What was brought in together, so that it can be taken back together. The conversations of an import that is still under way are kept
 * out of sight like deleted ones; those of one that a crash cut off are purged like deleted ones.
 */
export const recordImports: Migration = {
  version: 50,
  name: 'record-imports',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE imports (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        -- The name of the file it came from, without its folder.
        source TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        undone_at INTEGER
      ) STRICT;

      ALTER TABLE conversations ADD COLUMN import_key INTEGER REFERENCES imports (key);
      -- How many messages it came with: with more, it was continued here.
      ALTER TABLE conversations ADD COLUMN imported_messages INTEGER;
      CREATE INDEX conversations_by_import ON conversations (import_key) WHERE import_key IS NOT NULL;
    `);
  },
};
