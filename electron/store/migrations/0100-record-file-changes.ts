import type { Migration } from './migration.ts';

/**
 * What agents changed on disk. The contents are files of the app's data folder, named by their hash (electron/changes/content-store.ts);
 * here is what belongs to which turn. Everything goes with its conversation.
 */
export const recordFileChanges: Migration = {
  version: 100,
  name: 'record-file-changes',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE reverts (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
        created_at INTEGER NOT NULL,
        undone_at INTEGER
      ) STRICT;
      CREATE INDEX reverts_by_conversation ON reverts (conversation_key);

      CREATE TABLE file_changes (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
        message_key INTEGER NOT NULL REFERENCES messages (key) ON DELETE CASCADE,
        -- The real path of the project or of a folder the person added, and the path inside it.
        folder TEXT NOT NULL,
        path TEXT NOT NULL,
        -- A state of the file as JSON, see electron/changes/file-state.ts. "after" is null until the tool has ended.
        before TEXT NOT NULL,
        after TEXT,
        source TEXT NOT NULL,
        tool_title TEXT NOT NULL,
        -- The uppermost folder that had to be made for the file: it goes with it.
        created_folder TEXT,
        added INTEGER,
        removed INTEGER,
        is_cut_off INTEGER NOT NULL DEFAULT 0,
        accepted_at INTEGER,
        revert_key INTEGER REFERENCES reverts (key) ON DELETE SET NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX file_changes_by_conversation ON file_changes (conversation_key, key);
      CREATE INDEX file_changes_by_message ON file_changes (message_key, folder, path, key);
      CREATE INDEX file_changes_by_revert ON file_changes (revert_key) WHERE revert_key IS NOT NULL;
      CREATE INDEX file_changes_open ON file_changes (key) WHERE after IS NULL;

      -- What a revert replaced and what it left, for its undo.
      CREATE TABLE reverted_files (
        revert_key INTEGER NOT NULL REFERENCES reverts (key) ON DELETE CASCADE,
        folder TEXT NOT NULL,
        path TEXT NOT NULL,
        replaced TEXT NOT NULL,
        left_behind TEXT NOT NULL,
        PRIMARY KEY (revert_key, folder, path)
      ) STRICT;

      -- What could not be watched, in the words shown.
      CREATE TABLE change_notes (
        message_key INTEGER NOT NULL REFERENCES messages (key) ON DELETE CASCADE,
        note TEXT NOT NULL,
        PRIMARY KEY (message_key, note)
      ) STRICT;

      -- A command is running, and this file says how the project was before it: finished at the next start where the app ended first.
      CREATE TABLE open_watches (
        id TEXT PRIMARY KEY,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
        message_key INTEGER NOT NULL REFERENCES messages (key) ON DELETE CASCADE,
        tool_title TEXT NOT NULL
      ) STRICT;
      CREATE INDEX open_watches_by_conversation ON open_watches (conversation_key);
      CREATE INDEX open_watches_by_message ON open_watches (message_key);
    `);
  },
};
