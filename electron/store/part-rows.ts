/** Parts as rows: words in a column of their own, everything else as JSON, long strings of it apart. */
import { type Part, partSchema } from '#protocol/conversation.ts';
import { MAX_SHOWN_OUTPUT_CHARS, withShownOutput } from '#protocol/tool-output.ts';
import type { Connection } from './connection.ts';
import { createGrowingTexts } from './growing-texts.ts';
import { plainLine } from './plain-line.ts';
import type { StoreLog } from './store-log.ts';
import { createToolOutputRows } from './tool-outputs.ts';

/** In UTF-16 units. A row below a page (4 KiB) is read with one look-up. */
const MAX_INLINE_CHARS = 2_000;

type JsonPath = (string | number)[];
interface LongValue {
  path: JsonPath;
  value: string;
}

export interface PartRows {
  /**
   * Adds or replaces one part. Parts have no gaps: throws when the one before is missing. A long output of a tool is kept apart; where the
   * part has only an excerpt, `printed` is what came since the last write, and the rest stays as it is.
   */
  write(messageKey: number, index: number, part: Part, printed?: string): void;
  /** Adds to a text that streams in; `finish` makes each such text one row again. */
  append(messageKey: number, index: number, text: string): void;
  finish(messageKey: number): void;
  /** The parts of several messages, each in order. `whole`: with long outputs put back. */
  read(messageKeys: number[], outputs?: 'shown' | 'whole'): Map<number, Part[]>;
  /** All that a tool call printed. Null when the message has no such call. */
  readOutput(messageKey: number, callId: string): string | null;
}

export function createPartRows(connection: Connection, log: StoreLog): PartRows {
  const outputs = createToolOutputRows(connection);
  const growing = createGrowingTexts(connection);

  const writeOutput = (partKey: number, part: Part, printed: string) => {
    if (part.type !== 'tool-call') return;
    const { output = '', omitted } = part.result ?? {};
    if (omitted !== undefined) outputs.append(partKey, printed);
    else if (output.length > MAX_SHOWN_OUTPUT_CHARS) outputs.replace(partKey, output);
    else outputs.remove(partKey);
  };

  return {
    write(messageKey, index, part, printed = '') {
      const { type, text, payload, longValues } = toColumns(withShownOutput(part));
      const row = connection
        .statement<{ key: number }>(
          `INSERT INTO message_parts (message_key, position, type, text, payload) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (message_key, position) DO UPDATE SET type = excluded.type, text = excluded.text, payload = excluded.payload
           RETURNING key`,
        )
        .get(messageKey, index, type, text, payload);
      if (row === undefined) throw new Error('A part was written but has no row');
      if (index > 0) assertNoGap(connection, messageKey, index);
      connection.statement('DELETE FROM long_values WHERE part_key = ?').run(row.key);
      growing.remove(row.key);
      for (const { path, value } of longValues) {
        connection.statement('INSERT INTO long_values (part_key, path, value) VALUES (?, ?, ?)').run(row.key, JSON.stringify(path), value);
      }
      writeOutput(row.key, part, printed);
    },

    append: (messageKey, index, text) => growing.append(messageKey, index, text),
    finish: (messageKey) => growing.fold(messageKey),

    readOutput(messageKey, callId) {
      const row = connection
        .statement<PartRow>(
          `SELECT key, message_key, type, text, payload FROM message_parts
           WHERE message_key = ? AND type = 'tool-call' AND json_extract(payload, '$.callId') = ? ORDER BY position DESC LIMIT 1`,
        )
        .get(messageKey, callId);
      if (row === undefined) return null;
      const longValues = readLongValues(connection, JSON.stringify([messageKey])).get(row.key) ?? [];
      const part = toPart(row, longValues, log);
      return outputs.read(row.key) ?? (part.type === 'tool-call' ? (part.result?.output ?? '') : '');
    },

    read(messageKeys, wanted = 'shown') {
      const keys = JSON.stringify(messageKeys);
      const longValues = readLongValues(connection, keys);
      const grown = growing.read(keys);
      const rows = connection
        .statement<PartRow>(
          `SELECT key, message_key, type, text, payload FROM message_parts
           WHERE message_key IN (SELECT value FROM json_each(?)) ORDER BY message_key, position`,
        )
        .all(keys);
      const parts = new Map<number, Part[]>();
      for (const row of rows) {
        const more = grown.get(row.key);
        const whole = more === undefined ? row : { ...row, text: (row.text ?? '') + more };
        const shown = toPart(whole, longValues.get(row.key) ?? [], log);
        const part = wanted === 'whole' ? withWholeOutput(shown, () => outputs.read(row.key)) : shown;
        const list = parts.get(row.message_key);
        if (list === undefined) parts.set(row.message_key, [part]);
        else list.push(part);
      }
      return parts;
    },
  };
}

interface PartRow {
  key: number;
  message_key: number;
  type: string;
  text: string | null;
  payload: string | null;
}

/** A part whose whole output is not here, e.g. of an export from elsewhere, stays as it is. */
function withWholeOutput(part: Part, read: () => string | null): Part {
  if (part.type !== 'tool-call' || part.result?.omitted === undefined) return part;
  const output = read();
  if (output === null) return part;
  const { omitted: _, ...result } = part.result;
  return { ...part, result: { ...result, output } };
}

function assertNoGap(connection: Connection, messageKey: number, index: number): void {
  const before = connection.statement('SELECT 1 FROM message_parts WHERE message_key = ? AND position = ?').get(messageKey, index - 1);
  if (before === undefined) throw new Error(`Part ${index} was written before part ${index - 1}`);
}

function readLongValues(connection: Connection, messageKeys: string): Map<number, LongValue[]> {
  const rows = connection
    .statement<{ part_key: number; path: string; value: string }>(
      `SELECT v.part_key, v.path, v.value FROM message_parts p JOIN long_values v ON v.part_key = p.key
       WHERE p.message_key IN (SELECT value FROM json_each(?))`,
    )
    .all(messageKeys);
  const byPart = new Map<number, LongValue[]>();
  for (const { part_key, path, value } of rows) {
    const values = byPart.get(part_key) ?? [];
    values.push({ path: JSON.parse(path) as JsonPath, value });
    byPart.set(part_key, values);
  }
  return byPart;
}

function toColumns(part: Part): { type: string; text: string | null; payload: string | null; longValues: LongValue[] } {
  if (part.type === 'text') return { type: part.type, text: part.text, payload: null, longValues: [] };
  if (part.type === 'thought') {
    const payload = part.subject === undefined ? null : JSON.stringify({ subject: part.subject });
    return { type: part.type, text: part.text, payload, longValues: [] };
  }
  const longValues: LongValue[] = [];
  const payload = JSON.stringify(takeLongStrings(part, [], longValues));
  return { type: part.type, text: null, payload, longValues };
}

/** A copy of the value with each long string replaced by an empty one, and those strings in `taken`. */
function takeLongStrings(value: unknown, path: JsonPath, taken: LongValue[]): unknown {
  if (typeof value === 'string') {
    if (value.length <= MAX_INLINE_CHARS) return value;
    taken.push({ path, value });
    return '';
  }
  if (Array.isArray(value)) return value.map((item, index) => takeLongStrings(item, [...path, index], taken));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.entries(value).map(([name, item]) => [name, takeLongStrings(item, [...path, name], taken)]);
  return Object.fromEntries(copy);
}

function toPart(row: PartRow, longValues: LongValue[], log: StoreLog): Part {
  // Nearly all parts are this, and a STRICT column has nothing left to check.
  if (row.type === 'text' && row.text !== null) return { type: 'text', text: row.text };
  try {
    return partSchema.parse(toRawPart(row, longValues));
  } catch (error) {
    // One unreadable part must not make its conversation unreadable. The row stays as it is.
    log.error('A stored part can’t be read', {
      partKey: row.key,
      type: row.type,
      reason: error instanceof Error ? error.name : typeof error,
    });
    return {
      type: 'notice',
      notice: 'info',
      text: `A part of this message (“${row.type}”) can’t be shown by this version.`,
    };
  }
}

function toRawPart({ type, text, payload }: PartRow, longValues: LongValue[]): unknown {
  const fields: unknown = payload === null ? {} : JSON.parse(payload);
  if (type === 'thought') return { ...(fields as object), type, text };
  for (const { path, value } of longValues) putBack(fields, path, value);
  return fields;
}

function putBack(fields: unknown, path: JsonPath, value: string): void {
  let target = fields as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) target = target[step] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) target[last] = value;
}

/** The words of a message that a search finds: what was said, and what its tools were asked to do. */
export function searchableText(parts: Part[]): string {
  return parts
    .flatMap((part) => {
      if (part.type === 'text') return [part.text];
      if (part.type === 'tool-call') return [part.title];
      if (part.type === 'steering') return [searchableText(part.parts)];
      if (part.type === 'file') return [part.name];
      if (part.type === 'folder') return [part.path];
      if (part.type === 'notice' && part.notice === 'info') return [part.text];
      return part.type === 'image' && part.name !== undefined ? [part.name] : [];
    })
    .join('\n');
}

const PREVIEW_CHARS = 200;

/** The start of what was said, one line without Markdown's marks; empty when nothing was. */
export function previewOf(parts: Part[]): string {
  const text = parts.find((part) => part.type === 'text' && part.text.trim() !== '');
  if (text?.type !== 'text') return '';
  const line = plainLine(text.text.slice(0, PREVIEW_CHARS * 4));
  // A cut inside an emoji leaves half of it.
  return line.slice(0, PREVIEW_CHARS).replace(/[\ud800-\udbff]$/, '');
}
