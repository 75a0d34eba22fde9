/** Reading the tables of an earlier app, whose columns and values nobody ever checked. */
import type { SqliteDatabase, SqliteValue } from '../sqlite.ts';

export interface FlatColumns {
  conversationId: string | null;
  role: string | null;
  content: string;
  createdAt: string | null;
  model: string | null;
  /** False for a WITHOUT ROWID table, which keeps no order of writing. */
  hasRowNumbers: boolean;
}

/** Empty when there is no such table. */
export function columnNames(sqlite: SqliteDatabase, table: string): string[] {
  return sqlite
    .prepare<{ name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => name);
}

export function hasRowNumbers(sqlite: SqliteDatabase, table: string): boolean {
  return sqlite.prepare<{ wr: number }>('SELECT wr FROM pragma_table_list WHERE name = ?').get(table)?.wr === 0;
}

/** Which column is what, by the names such tables use. Null when there is none with words in it. */
export function flatColumnsOf(names: string[], hasRowNumbers: boolean): FlatColumns | null {
  const find = (...candidates: string[]) => names.find((name) => candidates.includes(name.toLowerCase())) ?? null;
  const content = find('content', 'text', 'message', 'body');
  if (content === null) return null;
  return {
    conversationId: find('conversation_id', 'conversationid', 'conversation', 'chat_id', 'session_id'),
    role: find('role', 'sender', 'author'),
    content,
    createdAt: find('created_at', 'createdat', 'timestamp', 'created', 'time', 'date'),
    model: find('model'),
    hasRowNumbers,
  };
}

/** Any stored value as text: a number as its digits, a blob as the UTF-8 it most likely is. */
export function toFlatText(value: SqliteValue): string {
  if (value === null) return '';
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}

const EARLIEST_MS = Date.UTC(1990, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** ISO text (UTC where it names no zone, as SQLite's CURRENT_TIMESTAMP) or an epoch number in s, ms, µs or ns. Null when it is no time. */
export function toEpochMs(value: SqliteValue): number | null {
  const text = toFlatText(value).trim();
  if (text === '') return null;
  const milliseconds = /^-?\d+(\.\d+)?$/.test(text) ? fromEpochNumber(Number(text)) : fromTimeText(text);
  const isPlausible = Number.isFinite(milliseconds) && milliseconds >= EARLIEST_MS && milliseconds <= LATEST_MS;
  return isPlausible ? Math.round(milliseconds) : null;
}

/** Told apart by size: 1e11 s is the year 5138, 1e11 ms was in 1973. */
function fromEpochNumber(value: number): number {
  if (value < 1e11) return value * 1e3;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
}

function fromTimeText(text: string): number {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (iso === null) return Date.parse(text);
  const [, date, time, zone] = iso;
  return Date.parse(`${date}T${time ?? '00:00'}${zone?.toUpperCase() ?? 'Z'}`);
}
