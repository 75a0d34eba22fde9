import type { Migration } from './migration.ts';

/**
 * The id that an imported conversation has in its file. It gets another one here when its own is taken or no plain name; without this,
 * importing the same file again would then bring it in a second time.
 */
export const rememberImportedIds: Migration = {
  version: 180,
  name: 'remember-imported-ids',
  up(sqlite) {
    sqlite.exec(`
      ALTER TABLE conversations ADD COLUMN imported_id TEXT;
      CREATE INDEX conversations_by_imported_id ON conversations (imported_id) WHERE imported_id IS NOT NULL;
    `);
  },
};
