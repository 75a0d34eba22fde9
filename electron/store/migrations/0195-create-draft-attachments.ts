import type { Migration } from './migration.ts';

/** What is attached to prompts being written. Apart from the words, which are saved as one types: an image of megabytes is not written again with each. */
export const createDraftAttachments: Migration = {
  version: 195,
  name: 'create-draft-attachments',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE draft_attachments (
        conversation_key INTEGER PRIMARY KEY REFERENCES conversations (key) ON DELETE CASCADE,
        -- A JSON array.
        parts TEXT NOT NULL
      ) STRICT;
    `);
  },
};
