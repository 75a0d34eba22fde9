/**
 * What can be told about a database file without letting SQLite near it. Opening one may already write (recovering or removing a WAL), and
 * a file that is damaged or not ours must stay as it is: somebody may still get the words out of it.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { corruptDatabase } from './storage-errors.ts';

/** https://sqlite.org/fileformat.html#the_database_header */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

/** Throws `storage-corrupt` when the file can't be a whole database, and the file system's error when it can't be opened for writing. Takes the same short time whatever the file's size. */
export function checkDatabaseFile(file: string): void {
  const bytes = fileSize(file);
  const walBytes = fileSize(`${file}-wal`);
  if (bytes === 0) {
    // SQLite would delete a WAL beside an empty database, with all that is in it.
    if (walBytes > 0) throw corruptDatabase('The database is empty or missing, but its write-ahead log is not.');
    return;
  }
  const header = readHeader(file);
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, 16) !== MAGIC) {
    throw corruptDatabase('The file does not begin like an SQLite database.');
  }
  const storedPageSize = header.readUInt16BE(16);
  const pageSize = storedPageSize === 1 ? 65_536 : storedPageSize;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw corruptDatabase(`The header names an impossible page size: ${pageSize}.`);
  // The page count is valid only when it was written by the same change as the rest; with a WAL, the newest pages may be there.
  const pageCountIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  const expectedBytes = header.readUInt32BE(28) * pageSize;
  if (pageCountIsValid && walBytes === 0 && bytes < expectedBytes) {
    throw corruptDatabase(`The file is cut short: ${bytes} of ${expectedBytes} bytes.`);
  }
}

/** 0 also for a file that is not there. */
export function fileSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readHeader(file: string): Buffer {
  // For writing too: SQLite opens what it may not write without a word, and the person would be told only after typing something.
  const descriptor = openSync(file, 'r+');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}
