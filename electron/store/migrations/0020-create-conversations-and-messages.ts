import type { Migration } from './migration.ts';

/**
 * The tables of DESIGN.md, "Data". Two kinds of identity: `id` is what the rest of the app uses; `key` is the row number, which keeps
 * indexes small and makes walking up the tree one look-up per message. Times are milliseconds since the epoch and never decide an order.
 */
export const createConversationsAndMessages: Migration = {
  version: 20,
  name: 'create-conversations-and-messages',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE conversations (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_is_manual INTEGER NOT NULL DEFAULT 0,
        -- The title as the search compares it: see search-text.ts.
        title_search TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        model TEXT,
        approval_mode TEXT NOT NULL,
        project_folder TEXT,
        pinned INTEGER NOT NULL DEFAULT 0,
        archived INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        preview TEXT NOT NULL DEFAULT '',
        -- The end of the path shown. No foreign key: messages point here, and a cycle could not be deleted.
        leaf_key INTEGER,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        -- Set while a deletion can still be undone.
        deleted_at INTEGER
      ) STRICT;

      CREATE INDEX conversations_listed ON conversations (archived, pinned DESC, updated_at DESC, key DESC) WHERE deleted_at IS NULL;
      CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;

      -- Apart from the conversation, so that saving a draft as it is typed rewrites nothing else.
      CREATE TABLE drafts (
        conversation_key INTEGER PRIMARY KEY REFERENCES conversations (key) ON DELETE CASCADE,
        text TEXT NOT NULL
      ) STRICT;

      CREATE TABLE messages (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
        -- No cascade: one of 100,000 levels is beyond SQLite's limit. The newest messages are deleted first.
        parent_key INTEGER REFERENCES messages (key),
        -- The child that the path shown took last, so that coming back to a branch shows what was shown there.
        chosen_child_key INTEGER,
        seq INTEGER NOT NULL,
        depth INTEGER NOT NULL,
        role TEXT NOT NULL,
        status TEXT NOT NULL,
        model TEXT,
        usage TEXT,
        created_at INTEGER NOT NULL,
        finished_at INTEGER,
        UNIQUE (conversation_key, seq)
      ) STRICT;

      CREATE INDEX messages_by_parent ON messages (parent_key, conversation_key, role, seq);
      CREATE INDEX messages_streaming ON messages (key) WHERE status = 'streaming';

      CREATE TABLE message_parts (
        key INTEGER PRIMARY KEY,
        message_key INTEGER NOT NULL REFERENCES messages (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        type TEXT NOT NULL,
        -- Of text and thought parts.
        text TEXT,
        -- All the rest of the part as JSON, but for its long strings.
        payload TEXT,
        UNIQUE (message_key, position)
      ) STRICT;

      -- Long strings of a payload (a tool's output, a diff, an image), so that rows that are listed stay short.
      CREATE TABLE long_values (
        part_key INTEGER NOT NULL REFERENCES message_parts (key) ON DELETE CASCADE,
        -- Where in the payload: a JSON array of keys.
        path TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (part_key, path)
      ) STRICT;

      -- The provider's own form of what a turn added to the history: given back word for word after a restart.
      CREATE TABLE provider_history (
        key INTEGER PRIMARY KEY,
        message_key INTEGER NOT NULL REFERENCES messages (key) ON DELETE CASCADE,
        agent_id TEXT NOT NULL,
        contents TEXT NOT NULL
      ) STRICT;

      CREATE INDEX provider_history_by_message ON provider_history (message_key);

      -- What agents asked, kept so that a question that was open when the app ended can be told as interrupted.
      CREATE TABLE approvals (
        key INTEGER PRIMARY KEY,
        conversation_key INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
        message_key INTEGER NOT NULL REFERENCES messages (key) ON DELETE CASCADE,
        approval_id TEXT NOT NULL,
        request TEXT NOT NULL,
        outcome TEXT,
        created_at INTEGER NOT NULL,
        closed_at INTEGER
      ) STRICT;

      CREATE INDEX approvals_by_conversation ON approvals (conversation_key, approval_id);
      CREATE INDEX approvals_by_message ON approvals (message_key);
      CREATE INDEX approvals_open ON approvals (key) WHERE closed_at IS NULL;
    `);
  },
};
