/** A copy of a damaged database that SQLite will open: salvage works on it alone, so that the damaged file stays as it is. */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { APPLICATION_ID } from '../migrate.ts';

/** https://sqlite.org/fileformat.html#the_database_header */
const HEADER_BYTES = 100;
/** Every database of this app has pages of this size: it is SQLite's default, and nothing changes it. */
const PAGE_BYTES = 4096;

/** Returns the copy's file. */
export function copyDamaged(databaseFile: string, workFolder: string): string {
  rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(workFolder, { recursive: true, mode: 0o700 });
  const copy = join(workFolder, 'damaged.db');
  for (const suffix of ['', '-wal']) {
    if (existsSync(databaseFile + suffix)) copyFileSync(databaseFile + suffix, copy + suffix, constants.COPYFILE_FICLONE);
  }
  // A log whose database is gone holds whole pages: beside a file of empty pages SQLite puts them back where they belong.
  if (!existsSync(copy)) closeSync(openSync(copy, 'w'));
  mendHeader(copy);
  return copy;
}

/** Writes what SQLite needs to know of the file where its own account of it can't be true. */
function mendHeader(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    const bytes = fstatSync(descriptor).size;
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
    const wholePages = Math.ceil(bytes / PAGE_BYTES);
    if (!isPlausible(header)) {
      writeSync(descriptor, freshHeader(wholePages), 0, HEADER_BYTES, 0);
    } else if (header.readUInt32BE(28) * PAGE_BYTES > bytes) {
      // Cut short: pages that are gone read as damaged, and not as the end of the file.
      truncateSync(file, header.readUInt32BE(28) * PAGE_BYTES);
    }
    if (bytes % PAGE_BYTES !== 0) truncateSync(file, Math.max(wholePages, header.readUInt32BE(28)) * PAGE_BYTES);
  } finally {
    closeSync(descriptor);
  }
}

function isPlausible(header: Buffer): boolean {
  return (
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    header.readUInt16BE(16) === PAGE_BYTES &&
    header[18] !== undefined &&
    header[18] <= 2 &&
    header[19] !== undefined &&
    header[19] <= 2 &&
    header.readUInt32BE(56) === 1 &&
    header.readUInt32BE(28) < 2 ** 31
  );
}

function freshHeader(pages: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('SQLite format 3\0', 'latin1');
  header.writeUInt16BE(PAGE_BYTES, 16);
  // Write and read version: 2 is WAL mode, in which this app keeps its database.
  header.set([2, 2, 0, 64, 32, 32], 18);
  header.writeUInt32BE(1, 24);
  header.writeUInt32BE(pages, 28);
  // Schema format 4 and UTF-8.
  header.writeUInt32BE(4, 44);
  header.writeUInt32BE(1, 56);
  header.writeUInt32BE(APPLICATION_ID, 68);
  header.writeUInt32BE(1, 92);
  return header;
}
