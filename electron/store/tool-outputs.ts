/** The whole of long tool outputs, in pieces beside their message parts: written as they grow, read when somebody opens them. */
import type { Connection } from './connection.ts';

/** In UTF-16 units: below it a row is a handful of pages, and a growing output adds rows instead of writing itself again. */
const CHUNK_CHARS = 64 * 1024;

export interface ToolOutputRows {
  replace(partKey: number, text: string): void;
  append(partKey: number, text: string): void;
  remove(partKey: number): void;
  /** Null when there is none. */
  read(partKey: number): string | null;
}

export function createToolOutputRows(connection: Connection): ToolOutputRows {
  const remove = (partKey: number) => void connection.statement('DELETE FROM tool_outputs WHERE part_key = ?').run(partKey);

  const append = (partKey: number, text: string) => {
    const last = connection
      .statement<{ position: number | null }>('SELECT max(position) AS position FROM tool_outputs WHERE part_key = ?')
      .get(partKey);
    let position = (last?.position ?? -1) + 1;
    for (const chunk of chunksOf(text)) {
      connection.statement('INSERT INTO tool_outputs (part_key, position, text) VALUES (?, ?, ?)').run(partKey, position, chunk);
      position += 1;
    }
  };

  return {
    append,
    remove,
    replace(partKey, text) {
      remove(partKey);
      append(partKey, text);
    },
    read(partKey) {
      const chunks = connection
        .statement<{ text: string }>('SELECT text FROM tool_outputs WHERE part_key = ? ORDER BY position')
        .all(partKey);
      return chunks.length === 0 ? null : chunks.map(({ text }) => text).join('');
    },
  };
}

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + CHUNK_CHARS);
    const unit = text.charCodeAt(end);
    // Half of a character is none to SQLite.
    if (unit >= 0xdc00 && unit <= 0xdfff) end += 1;
    yield text.slice(start, end);
    start = end;
  }
}
