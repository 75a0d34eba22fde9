import type { Migration } from './migration.ts';

/**
 * What an answer gained since its part's row was written, in pieces, until it ends. Writing a growing text whole six times a second costs the
 * square of its length: an answer of a megabyte would put gigabytes on the disk.
 */
export const appendGrowingTexts: Migration = {
  version: 191,
  name: 'append-growing-texts',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE growing_texts (
        part_key INTEGER NOT NULL REFERENCES message_parts (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (part_key, position)
      ) STRICT;
    `);
  },
};
