import type { Migration } from './migration.ts';

/** Messages that wait to be sent. On disk from the moment they are written: a queue must survive quitting and a crash. */
export const createQueuedMessages: Migration = {
  version: 160,
  name: 'create-queued-messages',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE queued_messages (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
        -- From 0, without gaps; renumbered when one comes, goes or moves.
        position INTEGER NOT NULL,
        -- A JSON array.
        parts TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;

      CREATE INDEX queued_messages_by_conversation ON queued_messages (conversation_key, position);
    `);
  },
};
