/**
 * Finds rows in the bytes of a database file, wherever a page of a table stands, whether or not anything leads to it any more
 * (https://sqlite.org/fileformat.html#b_tree_pages). Which table a row belongs to is told by the shape of its values.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SqliteValue } from '../sqlite.ts';
import { type JobControl, throwIfCancelled } from '../transfer/job.ts';
import type { Column, Table } from './salvaged-tables.ts';

const PAGE_BYTES = 4096;
const TABLE_LEAF = 0x0d;
const HEADER_BYTES = 100;

export interface CarvedRow {
  table: Table;
  rowNumber: bigint;
  /** One for each column of the table. */
  values: SqliteValue[];
}

/** Rows of pages that SQLite has given up are left out: they were deleted. */
export function* carveRows(file: string, tables: readonly Table[], job: JobControl): Generator<CarvedRow> {
  const descriptor = openSync(file, 'r');
  try {
    const pages = createPages(descriptor);
    const free = freePages(pages);
    for (let number = 1; number <= pages.count; number += 1) {
      throwIfCancelled(job);
      if (free.has(number)) continue;
      for (const cell of readLeaf(pages, number)) {
        const matching = tables.flatMap((table) => {
          const values = asRowOf(table, cell.rowNumber, cell.values);
          return values === null ? [] : [{ table, rowNumber: cell.rowNumber, values }];
        });
        // Two tables it could belong to: putting it into the wrong one would be worse than losing it.
        const [row, ...others] = matching;
        if (row !== undefined && others.length === 0) yield row;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

interface Pages {
  readonly count: number;
  /** Null beyond the file. */
  read(number: number): Buffer | null;
}

function createPages(descriptor: number): Pages {
  const count = Math.floor(fstatSync(descriptor).size / PAGE_BYTES);
  return {
    count,
    read(number) {
      if (number < 1 || number > count) return null;
      const page = Buffer.alloc(PAGE_BYTES);
      readSync(descriptor, page, 0, PAGE_BYTES, (number - 1) * PAGE_BYTES);
      return page;
    },
  };
}

function freePages(pages: Pages): Set<number> {
  const free = new Set<number>();
  let trunk = pages.read(1)?.readUInt32BE(32) ?? 0;
  while (trunk !== 0 && !free.has(trunk)) {
    const page = pages.read(trunk);
    if (page === null) break;
    free.add(trunk);
    const leaves = Math.min(page.readUInt32BE(4), PAGE_BYTES / 4 - 2);
    for (let index = 0; index < leaves; index += 1) free.add(page.readUInt32BE(8 + 4 * index));
    trunk = page.readUInt32BE(0);
  }
  return free;
}

function* readLeaf(pages: Pages, number: number): Generator<{ rowNumber: bigint; values: SqliteValue[] }> {
  const page = pages.read(number);
  const start = number === 1 ? HEADER_BYTES : 0;
  if (page === null || page[start] !== TABLE_LEAF) return;
  const cells = page.readUInt16BE(start + 3);
  if (start + 8 + 2 * cells > PAGE_BYTES) return;
  for (let index = 0; index < cells; index += 1) {
    const cell = tryRead(() => readCell(pages, page, page.readUInt16BE(start + 8 + 2 * index)));
    if (cell !== null) yield cell;
  }
}

function readCell(pages: Pages, page: Buffer, offset: number): { rowNumber: bigint; values: SqliteValue[] } | null {
  const [size, afterSize] = readVarint(page, offset);
  const [rowNumber, start] = readVarint(page, afterSize);
  const payload = readPayload(pages, page, start, Number(size));
  return payload === null ? null : { rowNumber: BigInt.asIntN(64, rowNumber), values: readRecord(payload) };
}

/** A long row goes on in a chain of pages of its own. */
function readPayload(pages: Pages, page: Buffer, start: number, size: number): Buffer | null {
  // No row of this app comes near it; a damaged size must not ask for all memory.
  if (size > 1024 * 1024 * 1024) return null;
  const most = PAGE_BYTES - 35;
  if (size <= most) return start + size <= PAGE_BYTES ? page.subarray(start, start + size) : null;
  const least = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
  const fitting = least + ((size - least) % (PAGE_BYTES - 4));
  const local = fitting <= most ? fitting : least;
  if (start + local + 4 > PAGE_BYTES || size > pages.count * PAGE_BYTES) return null;
  const pieces = [page.subarray(start, start + local)];
  let missing = size - local;
  let next = page.readUInt32BE(start + local);
  while (missing > 0) {
    const overflow = pages.read(next);
    if (overflow === null) return null;
    const bytes = Math.min(missing, PAGE_BYTES - 4);
    pieces.push(overflow.subarray(4, 4 + bytes));
    missing -= bytes;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(pieces);
}

function readRecord(payload: Buffer): SqliteValue[] {
  const [headerSize, afterSize] = readVarint(payload, 0);
  const values: SqliteValue[] = [];
  let position = afterSize;
  let body = Number(headerSize);
  while (position < Number(headerSize)) {
    const [type, next] = readVarint(payload, position);
    position = next;
    const [value, bytes] = readValue(payload, body, Number(type));
    values.push(value);
    body += bytes;
  }
  if (body > payload.length) throw new RangeError('A record is longer than its row');
  return values;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readValue(payload: Buffer, offset: number, type: number): [SqliteValue, number] {
  if (type === 0) return [null, 0];
  if (type <= 6) {
    const bytes = INTEGER_BYTES[type] ?? 0;
    if (bytes === 8) return [payload.readBigInt64BE(offset), 8];
    return [BigInt(payload.readIntBE(offset, bytes)), bytes];
  }
  if (type === 7) return [payload.readDoubleBE(offset), 8];
  if (type === 8 || type === 9) return [BigInt(type - 8), 0];
  if (type < 12) throw new RangeError('No type of a record');
  const bytes = Math.floor((type - (type % 2 === 0 ? 12 : 13)) / 2);
  const slice = payload.subarray(offset, offset + bytes);
  if (slice.length < bytes) throw new RangeError('A value is longer than its row');
  // Broken text is the mark of a damaged row.
  return [type % 2 === 0 ? Buffer.from(slice) : strictUtf8.decode(slice), bytes];
}

function readVarint(bytes: Buffer, offset: number): [bigint, number] {
  let value = 0n;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes.readUInt8(offset + index);
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return [value, offset + index + 1];
  }
  return [(value << 8n) | BigInt(bytes.readUInt8(offset + 8)), offset + 9];
}

/** The row as the table takes it, or null when it can't be one of that table. */
function asRowOf(table: Table, rowNumber: bigint, values: SqliteValue[]): SqliteValue[] | null {
  // Columns added later are left out of rows written before.
  if (values.length > table.columns.length || values.length < table.columns.length - 4) return null;
  const fitted: SqliteValue[] = [];
  for (const [index, column] of table.columns.entries()) {
    const isRowNumber = column.name === table.rowNumberColumn;
    const value = values[index] ?? null;
    if (isRowNumber && value !== null) return null;
    if (!isRowNumber && !suits(table.name, column, value)) return null;
    fitted.push(isRowNumber ? rowNumber : value);
  }
  return fitted;
}

/** Words that only certain columns hold: what else tells two tables of the same shape apart. */
const KNOWN_VALUES: Record<string, RegExp> = {
  'messages.role': /^(user|assistant)$/,
  'messages.status': /^(streaming|complete|interrupted|cancelled|failed)$/,
  'long_values.path': /^\[/,
  'provider_history.contents': /^\[/,
  'approvals.request': /^\{/,
  'conversations.approval_mode': /^(default|auto-edit|plan|yolo)$/,
};

function suits(table: string, column: Column, value: SqliteValue): boolean {
  if (value === null) return !column.notNull;
  if (column.type === 'INTEGER') return typeof value === 'bigint';
  if (column.type === 'TEXT') return typeof value === 'string' && KNOWN_VALUES[`${table}.${column.name}`]?.test(value) !== false;
  return column.type === 'BLOB' ? value instanceof Uint8Array : true;
}

function tryRead<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    // Beyond the page, or no text: damaged.
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}
