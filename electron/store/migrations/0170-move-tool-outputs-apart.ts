import type { SqliteDatabase } from '../sqlite.ts';
import type { Migration } from './migration.ts';

/** As the store cut them when this was written; a step never changes after its release, so it has its own. */
const MAX_SHOWN_CHARS = 32 * 1024;
const HEAD_CHARS = 8 * 1024;
const TAIL_CHARS = 16 * 1024;
const CHUNK_CHARS = 64 * 1024;

/**
 * The whole of a tool's long output, in pieces, so that it can grow while a command runs and is read only when somebody opens it. The
 * message part keeps its beginning and end.
 */
export const moveToolOutputsApart: Migration = {
  version: 170,
  name: 'move-tool-outputs-apart',
  up(sqlite) {
    sqlite.exec(`
      CREATE TABLE tool_outputs (
        part_key INTEGER NOT NULL REFERENCES message_parts (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (part_key, position)
      ) STRICT;
    `);
    moveLongOutputs(sqlite);
  },
};

function moveLongOutputs(sqlite: SqliteDatabase): void {
  const long = sqlite
    .prepare<{ part_key: number }>(
      `SELECT v.part_key FROM long_values v JOIN message_parts p ON p.key = v.part_key
       WHERE p.type = 'tool-call' AND v.path = '["result","output"]' AND length(v.value) > ${MAX_SHOWN_CHARS}`,
    )
    .all();
  const readValue = sqlite.prepare<{ value: string }>(`SELECT value FROM long_values WHERE part_key = ? AND path = '["result","output"]'`);
  const writeValue = sqlite.prepare(`UPDATE long_values SET value = ? WHERE part_key = ? AND path = '["result","output"]'`);
  const setOmitted = sqlite.prepare(`UPDATE message_parts SET payload = json_set(payload, '$.result.omitted', json(?)) WHERE key = ?`);
  const insert = sqlite.prepare('INSERT INTO tool_outputs (part_key, position, text) VALUES (?, ?, ?)');
  for (const { part_key } of long) {
    const value = readValue.get(part_key)?.value;
    // SQLite counts characters, this counts UTF-16 units: never fewer.
    if (value === undefined) continue;
    const headEnd = wholeCharacter(value, HEAD_CHARS);
    const tailStart = wholeCharacter(value, value.length - TAIL_CHARS);
    let position = 0;
    for (let start = 0; start < value.length; position += 1) {
      const end = Math.min(value.length, wholeCharacter(value, start + CHUNK_CHARS));
      insert.run(part_key, position, value.slice(start, end));
      start = end;
    }
    writeValue.run(value.slice(0, headEnd) + value.slice(tailStart), part_key);
    setOmitted.run(JSON.stringify({ at: headEnd, chars: tailStart - headEnd }), part_key);
  }
}

function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
