import type { Migration } from './migration.ts';

/** By itself FTS5 merges what it has gathered within some later write, which then takes twenty times as long: upkeep.ts does it between writes. */
export const mergeSearchIndexBetweenWrites: Migration = {
  version: 197,
  name: 'merge-search-index-between-writes',
  up(sqlite) {
    sqlite.exec(`
      INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);
      -- Pieces on one level at which a write merges them nevertheless: more than an import leaves between two rounds of upkeep.
      INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 64);
    `);
  },
};
