/** The words of a message that a search finds, read without what it doesn't: images and tool output are megabytes. */
import { partSchema } from '#protocol/conversation.ts';
import type { Connection } from './connection.ts';
import { searchableText } from './part-rows.ts';
import { MAX_SCANNED_CHARS } from './snippet.ts';
import { readStoredJson } from './stored-json.ts';

interface SearchedRow {
  type: string;
  text: string | null;
  payload: string | null;
}

/** Returns the text for a message's key: as `searchableText` puts it together, but no longer than a snippet looks into it. */
export function createSearchedText(connection: Connection): (messageKey: number) => string {
  return (messageKey) => {
    const rows = connection
      .statement<SearchedRow>(
        `SELECT type, substr(text, 1, ${MAX_SCANNED_CHARS}) AS text, payload FROM message_parts
         WHERE message_key = ? AND type IN ('text', 'tool-call', 'notice', 'image') ORDER BY position`,
      )
      .all(messageKey);
    return searchableText(rows.flatMap((row) => toPart(row) ?? []));
  };
}

/** Without its long strings, which are not searched; undefined for a part that this version can't read: reading the conversation reports it. */
function toPart({ type, text, payload }: SearchedRow) {
  if (type === 'text') return { type, text: text ?? '' } as const;
  return readStoredJson(partSchema, payload ?? '');
}
