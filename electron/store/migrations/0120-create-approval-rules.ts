import type { Migration } from './migration.ts';

/** What people allowed once and for all, so that it can be listed and taken back. */
export const createApprovalRules: Migration = {
  version: 120,
  name: 'create-approval-rules',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE approval_rules (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        -- Real path: another way to the same folder is the same project, and a link that is bent to another folder is not.
        project_folder TEXT NOT NULL,
        -- Null: holds in every conversation of the project.
        conversation_key INTEGER REFERENCES conversations (key) ON DELETE CASCADE,
        -- JSON, see ruleScopeSchema.
        scope TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        uses INTEGER NOT NULL DEFAULT 0,
        last_used_at INTEGER,
        -- Set when it was taken back; kept so that this can be undone.
        revoked_at INTEGER
      ) STRICT;

      CREATE INDEX approval_rules_in_force ON approval_rules (project_folder) WHERE revoked_at IS NULL;
      CREATE INDEX approval_rules_by_conversation ON approval_rules (conversation_key) WHERE conversation_key IS NOT NULL;
    `);
  },
};
