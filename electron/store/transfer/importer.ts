/**
 * Brings checked records into the database: a little at a time, out of sight until all of them are there, and then all at once. So the one
 * connection that writes stays free for the person, and an import that fails or is cut off leaves nothing.
 */
import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { PastImport, SkippedItem } from '#protocol/data.ts';
import { AppError } from '#protocol/errors.ts';
import type { Connection } from '../connection.ts';
import { showPath } from '../message-paths.ts';
import { createPartRows, previewOf, searchableText } from '../part-rows.ts';
import { toSearchText } from '../search-text.ts';
import type { StoreLog } from '../store-log.ts';
import type { ExportedConversation, ExportedMessage } from './export-format.ts';
import type { ImportRecord } from './import-file.ts';

export interface ImportOptions {
  /** The file's name, for the list of imports. */
  source: string;
  /**
   * False: conversations come without their project folder. A file from somebody else must not choose which folder an agent reads; true
   * for the person's own export.
   */
  keepProjectFolders: boolean;
}

export interface ImportResult {
  importId: string;
  conversations: number;
  messages: number;
  /** Conversations that are here already. They were left as they are. */
  skipped: SkippedItem[];
}

export interface RunningImport {
  /** One durable transaction: as many of the records, in the file's order, as `maxMs` allows, at least one. Returns how many. */
  add(records: readonly ImportRecord[], maxMs?: number): number;
  /** All of it appears. */
  finish(): ImportResult;
  /** None of it does. */
  abort(): void;
}

export interface Importer {
  begin(options: ImportOptions): RunningImport;
  /**
   * Takes an import back: its conversations are deleted, and can be undone like any deletion. Those that were continued since stay, and
   * their titles are returned with the ids of those deleted. Throws `not-found`.
   */
  undo(importId: string): { deleted: string[]; kept: string[] };
  /** Those of which something is still here, newest first. */
  list(): PastImport[];
  /** Ids of the conversations of an import that are here. */
  conversationsOf(importId: string): string[];
  /** For the start: what a crash cut off is left to the purge. Returns how many. */
  abortUnfinished(): number;
}

/** Later than any purge: kept out of sight, but not deleted while the import runs. */
const HIDDEN_UNTIL_FINISHED = Number.MAX_SAFE_INTEGER;
/** Before any purge. */
const PURGE_NEXT = 0;
const PLAIN_ID = /^[\w-]{1,64}$/;

export function createImporter(connection: Connection, log: StoreLog, now: () => number): Importer {
  /** As if it had not begun; what came in is purged next. */
  const forget = (importKey: number) => {
    connection.statement('UPDATE conversations SET deleted_at = ?, import_key = NULL WHERE import_key = ?').run(PURGE_NEXT, importKey);
    connection.statement('DELETE FROM imports WHERE key = ?').run(importKey);
  };

  return {
    begin: (options) => begin(connection, log, now, options, forget),

    undo: (importId) =>
      connection.write(() => {
        const found = connection
          .statement<{ key: number; finished_at: number }>('SELECT key, finished_at FROM imports WHERE id = ? AND finished_at IS NOT NULL')
          .get(importId);
        if (found === undefined) throw new AppError({ code: 'not-found', message: 'This import is no longer known.' });
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
        return { deleted, kept: continued.map(({ title }) => title) };
      }),

    list: () =>
      connection.read(() =>
        connection
          .statement<{ id: string; source: string; finished_at: number; conversations: number; messages: number }>(
            `SELECT i.id, i.source, i.finished_at, count(c.key) AS conversations,
               sum((SELECT count(*) FROM messages m WHERE m.conversation_key = c.key)) AS messages
             FROM imports i JOIN conversations c ON c.import_key = i.key AND c.deleted_at IS NULL
             WHERE i.finished_at IS NOT NULL GROUP BY i.key ORDER BY i.key DESC`,
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

/** True when a conversation with this id in a file is here, under the same id or another. */
export function isHereAlready(connection: Connection, importedId: string): boolean {
  return findHere(connection, importedId, null) !== null;
}

/** `importKey`: what this import itself has brought counts as here. */
function findHere(connection: Connection, importedId: string, importKey: number | null): number | null {
  const row = connection
    .statement<{ key: number }>(
      `SELECT key FROM conversations WHERE (id = @id OR imported_id = @id) AND (deleted_at IS NULL OR import_key = @importKey) LIMIT 1`,
    )
    .get({ id: importedId, importKey });
  return row?.key ?? null;
}

/** The conversation whose messages are coming in. */
interface Target {
  key: number;
  conversation: ExportedConversation;
  /** By the id in the file. */
  messages: Map<string, { key: number; depth: number }>;
}

function begin(
  connection: Connection,
  log: StoreLog,
  now: () => number,
  options: ImportOptions,
  forget: (importKey: number) => void,
): RunningImport {
  const partRows = createPartRows(connection, log);
  const importId = randomUUID();
  const skipped: SkippedItem[] = [];
  let conversations = 0;
  let messages = 0;
  let target: Target | null = null;
  /** A conversation that is here already, and how many messages the file has of it. */
  let known: { key: number; title: string; messages: number } | null = null;

  const importKey = connection.write(() =>
    Number(
      connection.statement('INSERT INTO imports (id, source, started_at) VALUES (?, ?, ?)').run(importId, options.source, Math.round(now()))
        .lastInsertRowid,
    ),
  );

  const idIsFree = (table: 'conversations' | 'messages', id: string) =>
    PLAIN_ID.test(id) && connection.statement(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) === undefined;

  const closeKnown = () => {
    if (known === null) return;
    const here =
      connection.statement<{ rows: number }>('SELECT count(*) AS rows FROM messages WHERE conversation_key = ?').get(known.key)?.rows ?? 0;
    const more = known.messages - here;
    const reason = more > 0 ? `It is here already, without ${more} later ${more === 1 ? 'message' : 'messages'}.` : 'It is here already.';
    skipped.push({ title: known.title, reason });
    known = null;
  };

  const closeTarget = () => {
    closeKnown();
    if (target === null) return;
    const { key, conversation } = target;
    const leaf = conversation.leafMessageId === null ? undefined : target.messages.get(conversation.leafMessageId);
    if (leaf !== undefined) showPath(connection, { conversationKey: key, branchKey: leaf.key, leafKey: leaf.key, parentIsShown: false });
    connection.statement('UPDATE conversations SET imported_messages = ? WHERE key = ?').run(target.messages.size, key);
    target = null;
  };

  const addConversation = (conversation: ExportedConversation) => {
    closeTarget();
    const here = findHere(connection, conversation.id, importKey);
    if (here !== null) {
      known = { key: here, title: conversation.title, messages: 0 };
      return;
    }
    const id = idIsFree('conversations', conversation.id) ? conversation.id : randomUUID();
    const folder = conversation.projectFolder;
    const { lastInsertRowid } = connection
      .statement(
        `INSERT INTO conversations (id, title, title_is_manual, title_search, agent_id, model, approval_mode, project_folder, pinned, archived,
           created_at, updated_at, deleted_at, import_key, imported_id)
         VALUES (@id, @title, @titleIsManual, @titleSearch, @agentId, @model, 'default', @projectFolder, @pinned, @archived, @createdAt, @updatedAt,
           ${HIDDEN_UNTIL_FINISHED}, @importKey, @importedId)`,
      )
      .run({
        id,
        title: conversation.title,
        titleIsManual: Number(conversation.titleIsManual),
        titleSearch: toSearchText(conversation.title),
        agentId: conversation.agentId,
        model: conversation.model,
        projectFolder: options.keepProjectFolders && folder !== null && isAbsolute(folder) ? folder : null,
        pinned: Number(conversation.pinned),
        archived: Number(conversation.archived),
        createdAt: Math.round(conversation.createdAt),
        updatedAt: Math.round(conversation.updatedAt),
        importKey,
        importedId: id === conversation.id ? null : conversation.id,
      });
    target = { key: Number(lastInsertRowid), conversation, messages: new Map() };
    if (conversation.draft !== '')
      connection.statement('INSERT INTO drafts (conversation_key, text) VALUES (?, ?)').run(target.key, conversation.draft);
    for (const [position, parts] of conversation.queued.entries()) {
      connection
        .statement('INSERT INTO queued_messages (id, conversation_key, position, parts, created_at) VALUES (?, ?, ?, ?, ?)')
        .run(randomUUID(), target.key, position, JSON.stringify(parts), Math.round(conversation.updatedAt));
    }
    conversations += 1;
  };

  const addMessage = (message: ExportedMessage) => {
    if (target === null) {
      if (known !== null) known.messages += 1;
      return;
    }
    const parent = message.parentId === null ? undefined : target.messages.get(message.parentId);
    const depth = parent === undefined ? 0 : parent.depth + 1;
    const { lastInsertRowid } = connection
      .statement(
        `INSERT INTO messages (id, conversation_key, parent_key, seq, depth, role, status, model, usage, created_at, finished_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        idIsFree('messages', message.id) ? message.id : randomUUID(),
        target.key,
        parent?.key ?? null,
        target.messages.size,
        depth,
        message.role,
        message.status === 'streaming' ? 'interrupted' : message.status,
        message.model,
        message.usage === null ? null : JSON.stringify(message.usage),
        Math.round(message.createdAt),
        message.finishedAt === null ? null : Math.round(message.finishedAt),
      );
    const key = Number(lastInsertRowid);
    for (const [index, part] of message.parts.entries()) partRows.write(key, index, part);
    for (const { agentId, contents } of message.history) {
      connection
        .statement('INSERT INTO provider_history (message_key, agent_id, contents) VALUES (?, ?, ?)')
        .run(key, agentId, JSON.stringify(contents));
    }
    connection
      .statement('INSERT INTO search_texts (message_key, text, scope) VALUES (?, ?, ?)')
      .run(key, toSearchText(searchableText(message.parts)), `c${target.key} ${message.role}`);
    const preview = previewOf(message.parts);
    if (preview !== '') connection.statement('UPDATE conversations SET preview = ? WHERE key = ?').run(preview, target.key);
    // The way last written is the way taken, until the leaf says otherwise.
    if (parent !== undefined) connection.statement('UPDATE messages SET chosen_child_key = ? WHERE key = ?').run(key, parent.key);
    target.messages.set(message.id, { key, depth });
    messages += 1;
  };

  return {
    add: (records, maxMs = Number.POSITIVE_INFINITY) =>
      connection.write(() => {
        const startMs = performance.now();
        let taken = 0;
        for (const record of records) {
          if (record.type === 'conversation') addConversation(record.conversation);
          else addMessage(record.message);
          taken += 1;
          if (performance.now() - startMs >= maxMs) break;
        }
        return taken;
      }),

    finish: () =>
      connection.write(() => {
        closeTarget();
        connection.statement('UPDATE conversations SET deleted_at = NULL WHERE import_key = ?').run(importKey);
        connection.statement('UPDATE imports SET finished_at = ? WHERE key = ?').run(Math.round(now()), importKey);
        return { importId, conversations, messages, skipped };
      }),

    abort: () => connection.write(() => forget(importKey)),
  };
}
