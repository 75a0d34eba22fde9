/** A connection that can only read, for worker threads: it never waits for the writer, and the writer never for it (WAL). */
import { type Connection, createConnection } from './connection.ts';
import { createMessageSearch, type MessageSearch } from './search.ts';
import { Sqlite } from './sqlite.ts';
import { withStorageErrors } from './storage-errors.ts';

export interface StoreReader {
  readonly connection: Connection;
  readonly search: MessageSearch;
  close(): void;
}

/** For a database that `openDatabase` has opened and migrated. Throws storage errors. */
export function openReader(file: string): StoreReader {
  return withStorageErrors(() => {
    const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true });
    sqlite.pragma('mmap_size = 0');
    sqlite.pragma('trusted_schema = OFF');
    const connection = createConnection(sqlite);
    return { connection, search: createMessageSearch(connection), close: () => void sqlite.close() };
  });
}
