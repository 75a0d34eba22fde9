/** Text that streams in, added to in pieces of bounded size, so that a chunk costs the same however long its answer is already. */
import type { Connection } from './connection.ts';

/** In characters. A piece below it is written again with each addition: a few pages. */
const PIECE_CHARS = 8 * 1024;

export interface GrowingTexts {
  /** Adds to the end of a part's text. Throws when the message has no such part with text. */
  append(messageKey: number, index: number, text: string): void;
  /** For a part that is written whole: what it grew by goes. */
  remove(partKey: number): void;
  /** By part, what its row lacks. `messageKeys` as a JSON array. */
  read(messageKeys: string): Map<number, string>;
  /** Each text of the message becomes one again. */
  fold(messageKey: number): void;
}

export function createGrowingTexts(connection: Connection): GrowingTexts {
  const partWithText = (messageKey: number, index: number) => {
    const row = connection
      .statement<{ key: number; chars: number }>(
        `SELECT key, length(text) AS chars FROM message_parts WHERE message_key = ? AND position = ? AND text IS NOT NULL`,
      )
      .get(messageKey, index);
    if (row === undefined) throw new Error(`Part ${index} was added to before it was written`);
    return row;
  };

  return {
    append(messageKey, index, text) {
      const { key, chars } = partWithText(messageKey, index);
      const last = connection
        .statement<{ position: number; chars: number }>(
          'SELECT position, length(text) AS chars FROM growing_texts WHERE part_key = ? ORDER BY position DESC LIMIT 1',
        )
        .get(key);
      if (last === undefined && chars < PIECE_CHARS) {
        connection.statement('UPDATE message_parts SET text = text || ? WHERE key = ?').run(text, key);
      } else if (last === undefined || last.chars >= PIECE_CHARS) {
        const position = last === undefined ? 0 : last.position + 1;
        connection.statement('INSERT INTO growing_texts (part_key, position, text) VALUES (?, ?, ?)').run(key, position, text);
      } else {
        connection.statement('UPDATE growing_texts SET text = text || ? WHERE part_key = ? AND position = ?').run(text, key, last.position);
      }
    },

    remove: (partKey) => void connection.statement('DELETE FROM growing_texts WHERE part_key = ?').run(partKey),

    read(messageKeys) {
      const pieces = connection
        .statement<{ part_key: number; text: string }>(
          `SELECT g.part_key, g.text FROM message_parts p CROSS JOIN growing_texts g ON g.part_key = p.key
           WHERE p.message_key IN (SELECT value FROM json_each(?)) ORDER BY g.part_key, g.position`,
        )
        .all(messageKeys);
      const texts = new Map<number, string>();
      for (const { part_key, text } of pieces) texts.set(part_key, (texts.get(part_key) ?? '') + text);
      return texts;
    },

    fold(messageKey) {
      const grown = connection
        .statement<{ key: number }>(
          'SELECT DISTINCT p.key FROM message_parts p JOIN growing_texts g ON g.part_key = p.key WHERE p.message_key = ?',
        )
        .all(messageKey);
      for (const { key } of grown) {
        connection
          .statement(
            `UPDATE message_parts SET text = text ||
               (SELECT group_concat(text, '' ORDER BY position) FROM growing_texts WHERE part_key = message_parts.key) WHERE key = ?`,
          )
          .run(key);
        connection.statement('DELETE FROM growing_texts WHERE part_key = ?').run(key);
      }
    },
  };
}
