/** The write-ahead log: where everything is durable first, and from where it gets into the database's file. */
import { Sqlite } from './sqlite.ts';

/**
 * Pages after which the connection that writes does it by itself: 64 MB. A net for what `moveLogIntoFile` does long before, on another thread,
 * because it takes as long as twenty messages.
 */
export const MAX_LOG_PAGES = 16_000;

/** Moves what nobody reads from the log any more. Waits for nobody, and nobody for it. */
export function moveLogIntoFile(databaseFile: string): void {
  const sqlite = new Sqlite(databaseFile, { fileMustExist: true });
  try {
    // What the log holds must be on the disk in the file before the log is used anew.
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('mmap_size = 0');
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    sqlite.close();
  }
}
