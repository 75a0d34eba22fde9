import type { Migration } from './migration.ts';

/** Messages that an import added to a conversation that was here before, so that they can be taken back without it. */
export const recordAddedMessages: Migration = {
  version: 196,
  name: 'record-added-messages',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE added_messages (
        message_key INTEGER PRIMARY KEY REFERENCES messages (key) ON DELETE CASCADE,
        import_key INTEGER NOT NULL REFERENCES imports (key)
      ) STRICT;

      CREATE INDEX added_messages_by_import ON added_messages (import_key);
    `);
  },
};
