import type { Migration } from './migration.ts';

/** Folders that an agent may use beside its project, and git worktrees of conversations. */
export const addExtraFoldersAndWorktrees: Migration = {
  version: 101,
  name: 'add-extra-folders-and-worktrees',
  up(sqlite) {
    sqlite.exec(`
      -- A JSON array of absolute paths.
      ALTER TABLE conversations ADD COLUMN extra_folders TEXT NOT NULL DEFAULT '[]';

      CREATE TABLE worktrees (
        key INTEGER PRIMARY KEY,
        -- No foreign key: a worktree with work in it outlives its conversation, until the person lets it go.
        conversation_id TEXT NOT NULL UNIQUE,
        -- The repository it belongs to, and the project folder that the conversation had before.
        repository TEXT NOT NULL,
        project_folder TEXT NOT NULL,
        folder TEXT NOT NULL,
        branch TEXT NOT NULL,
        base_commit TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        -- What the person saw when they agreed that it goes with its conversation: it goes only while it is still that.
        agreed_loss TEXT
      ) STRICT;
    `);
  },
};
