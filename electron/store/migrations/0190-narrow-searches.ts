import type { Migration } from './migration.ts';

/** Messages are dated in blocks of this many row numbers, as a power of two. Fixed: the rows and the trigger are made with it. */
export const PERIOD_BITS = 12;

/**
 * What lets a search with filters look only where something can be found. Row numbers ascend with time but for what is imported, so a
 * block of them covers a short period: of a million messages 245 rows say where those of a year are.
 */
export const narrowSearches: Migration = {
  version: 190,
  name: 'narrow-searches',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE message_periods (
        block INTEGER PRIMARY KEY,
        -- May be wider than the messages still there.
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL
      ) STRICT;

      INSERT INTO message_periods (block, first_ms, last_ms)
      SELECT key >> ${PERIOD_BITS}, min(created_at), max(created_at) FROM messages GROUP BY 1;

      CREATE TRIGGER messages_dated AFTER INSERT ON messages BEGIN
        INSERT INTO message_periods (block, first_ms, last_ms)
        VALUES (new.key >> ${PERIOD_BITS}, new.created_at, new.created_at)
        ON CONFLICT (block) DO UPDATE SET first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms)
        WHERE excluded.first_ms < first_ms OR excluded.last_ms > last_ms;
      END;

      -- Which conversations a filter leaves, without reading their rows.
      CREATE INDEX conversations_by_project ON conversations (project_folder, agent_id, archived, deleted_at);
    `);
  },
};
