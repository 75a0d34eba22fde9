/** Imports: begun, listed and taken back. */
import type { PastImport } from '#protocol/data.ts';
import { AppError } from '#protocol/errors.ts';
import type { Connection } from '../connection.ts';
import type { StoreLog } from '../store-log.ts';
import { takeBack } from './added-messages.ts';
import { beginImport, type ImportOptions, type RunningImport } from './running-import.ts';

export interface Importer {
  begin(options: ImportOptions): RunningImport;
  /**
   * Takes an import back: its conversations are deleted, which can be undone like any deletion, and what it added to others is removed. What was
   * continued since stays, and the titles are returned with the ids of those deleted and of those that lost messages. Throws `not-found`.
   */
  undo(importId: string): { deleted: string[]; shortened: string[]; kept: string[] };
  /** Those of which something is still here, newest first. */
  list(): PastImport[];
  /** Ids of the conversations of an import that are here. */
  conversationsOf(importId: string): string[];
  /** For the start: what a crash cut off is left to the purge. Returns how many. */
  abortUnfinished(): number;
}

/** Before any purge. */
const PURGE_NEXT = 0;

export function createImporter(connection: Connection, log: StoreLog, now: () => number): Importer {
  /** As if it had not begun; what came in is purged next. */
  const forget = (importKey: number) => {
    connection.statement('UPDATE conversations SET deleted_at = ?, import_key = NULL WHERE import_key = ?').run(PURGE_NEXT, importKey);
    connection.statement('DELETE FROM imports WHERE key = ?').run(importKey);
  };

  return {
    begin: (options) => beginImport(connection, log, now, options, forget),

    undo: (importId) =>
      connection.write(() => {
        const found = connection
          .statement<{ key: number; finished_at: number }>('SELECT key, finished_at FROM imports WHERE id = ? AND finished_at IS NOT NULL')
          .get(importId);
        if (found === undefined) throw new AppError({ code: 'not-found', message: 'This import is no longer known.' });
        const added = takeBack(connection, found.key);
        // Messages of the import itself were created in the past, or by a clock ahead: what counts is what was added to it.
        const continued = connection
          .statement<{ key: number; title: string }>(
            `SELECT c.key, c.title FROM conversations c
             WHERE c.import_key = ? AND c.deleted_at IS NULL AND (SELECT count(*) FROM messages m WHERE m.conversation_key = c.key) > c.imported_messages`,
          )
          .all(found.key);
        const deleted = connection
          .statement<{ id: string }>(
            `UPDATE conversations SET deleted_at = ? WHERE import_key = ? AND deleted_at IS NULL AND key NOT IN (SELECT value FROM json_each(?))
             RETURNING id`,
          )
          .all(Math.round(now()), found.key, JSON.stringify(continued.map(({ key }) => key)))
          .map(({ id }) => id);
        connection.statement('UPDATE imports SET undone_at = ? WHERE key = ?').run(Math.round(now()), found.key);
        return { deleted, shortened: added.ids, kept: [...continued.map(({ title }) => title), ...added.kept] };
      }),

    list: () =>
      connection.read(() =>
        connection
          .statement<{ id: string; source: string; finished_at: number; conversations: number; messages: number }>(
            `WITH pieces (import_key, conversation_key, messages) AS (
               SELECT c.import_key, c.key, (SELECT count(*) FROM messages m WHERE m.conversation_key = c.key)
               FROM conversations c WHERE c.import_key IS NOT NULL AND c.deleted_at IS NULL
               UNION ALL
               SELECT a.import_key, c.key, count(*) FROM added_messages a JOIN messages m ON m.key = a.message_key
               JOIN conversations c ON c.key = m.conversation_key WHERE c.deleted_at IS NULL GROUP BY a.import_key, c.key
             )
             SELECT i.id, i.source, i.finished_at, count(*) AS conversations, sum(p.messages) AS messages
             FROM pieces p JOIN imports i ON i.key = p.import_key WHERE i.finished_at IS NOT NULL GROUP BY i.key ORDER BY i.key DESC`,
          )
          .all()
          .map(({ finished_at, ...row }) => ({ ...row, finishedAt: finished_at })),
      ),

    conversationsOf: (importId) =>
      connection.read(() =>
        connection
          .statement<{ id: string }>(
            `SELECT c.id FROM conversations c JOIN imports i ON i.key = c.import_key WHERE i.id = ? AND c.deleted_at IS NULL`,
          )
          .all(importId)
          .map(({ id }) => id),
      ),

    abortUnfinished: () =>
      connection.write(() => {
        const unfinished = connection
          .statement<{ key: number }>('SELECT key FROM imports WHERE finished_at IS NULL AND undone_at IS NULL')
          .all();
        for (const { key } of unfinished) forget(key);
        return unfinished.length;
      }),
  };
}
