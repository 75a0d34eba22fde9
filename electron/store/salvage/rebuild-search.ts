/** Builds the search anew from the messages. */
import type { Connection } from '../connection.ts';
import { readMessages } from '../message-rows.ts';
import { createPartRows, searchableText } from '../part-rows.ts';
import { toSearchText } from '../search-text.ts';
import { silentLog } from '../store-log.ts';
import { type JobControl, throwIfCancelled } from '../transfer/job.ts';

const PAGE_MESSAGES = 500;

export function rebuildSearch(connection: Connection, job: JobControl): void {
  const partRows = createPartRows(connection, silentLog);
  const page = connection.statement<{ key: number; id: string; conversation_key: number; role: string }>(
    "SELECT key, id, conversation_key, role FROM messages WHERE key > ? AND status <> 'streaming' ORDER BY key LIMIT ?",
  );
  const insert = connection.statement('INSERT OR REPLACE INTO search_texts (message_key, text, scope) VALUES (?, ?, ?)');
  for (let rows = page.all(-1, PAGE_MESSAGES); rows.length > 0; rows = page.all(rows.at(-1)?.key ?? 0, PAGE_MESSAGES)) {
    throwIfCancelled(job);
    const keys = rows.map(({ key }) => key);
    const parts = new Map(readMessages(connection, partRows, silentLog, keys).map((message) => [message.id, message.parts]));
    connection.write(() => {
      for (const { key, id, conversation_key, role } of rows) {
        insert.run(key, toSearchText(searchableText(parts.get(id) ?? [])), `c${conversation_key} ${role}`);
      }
    });
  }
}
