/**
 * Brings checked records into the database: a little at a time, out of sight until all of them are there, and then all at once. So the one
 * connection that writes stays free for the person, and an import that fails or is cut off leaves nothing.
 */
import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { SkippedItem } from '#protocol/data.ts';
import type { Connection } from '../connection.ts';
import { showPath } from '../message-paths.ts';
import { createPartRows, type PartRows, previewOf, searchableText } from '../part-rows.ts';
import { toSearchText } from '../search-text.ts';
import type { StoreLog } from '../store-log.ts';
import { type Addition, moveIn } from './added-messages.ts';
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
  /** What the file has beyond a conversation that is here already is added to it. False: it is left as it is. */
  addToExisting: boolean;
}

export interface ImportResult {
  importId: string;
  /** That were not here before. */
  conversations: number;
  messages: number;
  /** Conversations that were here before, and what was added to them. */
  added: { conversationIds: string[]; messages: number };
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

/** Later than any purge: kept out of sight, but not deleted while the import runs. */
const HIDDEN_UNTIL_FINISHED = Number.MAX_SAFE_INTEGER;
const PLAIN_ID = /^[\w-]{1,64}$/;

interface Place {
  key: number;
  depth: number;
}

/** The conversation whose messages are coming in. */
interface Target {
  conversation: ExportedConversation;
  /** The conversation that the messages are for. */
  conversationKey: number;
  /** The one that they are stored under: another where that is here already. Null: nothing has come for it. */
  storedUnder: number | null;
  /** Null for one that is new. */
  addition: Addition | null;
  /** By the id in the file. */
  messages: Map<string, Place>;
  stored: number;
  /** Not stored, and not here. */
  left: number;
}

/** The conversation with this id in a file that is here, under the same id or another. `importKey`: what that import has brought counts, too. */
export function findHere(connection: Connection, importedId: string, importKey: number | null): number | null {
  const row = connection
    .statement<{ key: number }>(
      `SELECT key FROM conversations WHERE (id = @id OR imported_id = @id) AND (deleted_at IS NULL OR (import_key = @importKey AND imported_messages IS NOT NULL))
       LIMIT 1`,
    )
    .get({ id: importedId, importKey });
  return row?.key ?? null;
}

/** A message of a file that stands under one of these conversations. */
export function findMessageHere(connection: Connection, conversationKeys: readonly number[], messageId: string): Place | null {
  const found = connection
    .statement<Place & { conversationKey: number }>('SELECT key, depth, conversation_key AS conversationKey FROM messages WHERE id = ?')
    .get(messageId);
  return found !== undefined && conversationKeys.includes(found.conversationKey) ? found : null;
}

export function beginImport(
  connection: Connection,
  log: StoreLog,
  now: () => number,
  options: ImportOptions,
  forget: (importKey: number) => void,
): RunningImport {
  const partRows = createPartRows(connection, log);
  const importId = randomUUID();
  const skipped: SkippedItem[] = [];
  const additions: Addition[] = [];
  let conversations = 0;
  let messages = 0;
  let target: Target | null = null;

  const importKey = connection.write(() =>
    Number(
      connection.statement('INSERT INTO imports (id, source, started_at) VALUES (?, ?, ?)').run(importId, options.source, Math.round(now()))
        .lastInsertRowid,
    ),
  );
  const insertConversation = (conversation: ExportedConversation, id: string) =>
    insertHidden(connection, conversation, { id, importKey, keepProjectFolders: options.keepProjectFolders });

  const closeTarget = () => {
    if (target === null) return;
    const { conversation, storedUnder, addition, stored, left } = target;
    const leaf = conversation.leafMessageId === null ? undefined : target.messages.get(conversation.leafMessageId);
    if (addition !== null) {
      if (leaf !== undefined) addition.leaf = leaf;
      if (stored > 0) additions.push(addition);
      else skipped.push({ title: conversation.title, reason: hereAlready(left) });
    } else if (storedUnder !== null) {
      if (leaf !== undefined)
        showPath(connection, { conversationKey: storedUnder, branchKey: leaf.key, leafKey: leaf.key, parentIsShown: false });
      connection.statement('UPDATE conversations SET imported_messages = ? WHERE key = ?').run(stored, storedUnder);
    }
    target = null;
  };

  const addConversation = (conversation: ExportedConversation) => {
    closeTarget();
    const here = findHere(connection, conversation.id, importKey);
    if (here !== null) {
      const addition = {
        hiddenKey: 0,
        conversationKey: here,
        roots: [],
        leaf: null,
        updatedAt: Math.round(conversation.updatedAt),
        preview: '',
      };
      target = { conversation, conversationKey: here, storedUnder: null, addition, messages: new Map(), stored: 0, left: 0 };
      return;
    }
    const id = isFree(connection, 'conversations', conversation.id) ? conversation.id : randomUUID();
    const key = insertConversation(conversation, id);
    addDraftAndQueue(connection, key, conversation);
    target = { conversation, conversationKey: key, storedUnder: key, addition: null, messages: new Map(), stored: 0, left: 0 };
    conversations += 1;
  };

  /** Where a message goes whose conversation is here already; null when it is here too, or stays out. */
  const placeInExisting = (into: Target, addition: Addition, message: ExportedMessage): number | null => {
    // Another of the files may have brought it a moment ago.
    const onTheirWay = additions
      .filter(({ conversationKey }) => conversationKey === into.conversationKey)
      .map(({ hiddenKey }) => hiddenKey);
    const here = findMessageHere(connection, [into.conversationKey, ...onTheirWay], message.id);
    if (here !== null) {
      into.messages.set(message.id, here);
      return null;
    }
    // Without any message in common there is no telling what continues what: it came here under other ids, or is another one altogether.
    if (!options.addToExisting || into.messages.size === 0) {
      into.left += 1;
      return null;
    }
    into.storedUnder ??= insertConversation(into.conversation, randomUUID());
    addition.hiddenKey = into.storedUnder;
    return into.storedUnder;
  };

  const addMessage = (message: ExportedMessage) => {
    if (target === null) return;
    const { addition } = target;
    const storedUnder = addition === null ? target.storedUnder : placeInExisting(target, addition, message);
    if (storedUnder === null) return;
    const parent = message.parentId === null ? undefined : target.messages.get(message.parentId);
    // Until the end of the import a message that is here knows nothing of what is to continue it.
    const isRoot = addition !== null && !isStoredUnder(connection, parent, storedUnder);
    const key = insertMessage(connection, partRows, message, {
      conversationKey: storedUnder,
      scopeKey: target.conversationKey,
      parentKey: isRoot ? null : (parent?.key ?? null),
      seq: target.stored,
      depth: parent === undefined ? 0 : parent.depth + 1,
    });
    if (isRoot) addition.roots.push({ key, parentKey: parent?.key ?? null });
    // The way last written is the way taken, until the leaf says otherwise.
    else if (parent !== undefined) connection.statement('UPDATE messages SET chosen_child_key = ? WHERE key = ?').run(key, parent.key);
    const preview = previewOf(message.parts);
    if (preview !== '') {
      if (addition !== null) addition.preview = preview;
      else connection.statement('UPDATE conversations SET preview = ? WHERE key = ?').run(preview, storedUnder);
    }
    target.messages.set(message.id, { key, depth: parent === undefined ? 0 : parent.depth + 1 });
    target.stored += 1;
    if (addition === null) messages += 1;
  };

  /** Those of conversations that this import itself brought count as theirs. */
  const moveAllIn = (): ImportResult['added'] => {
    const ids: string[] = [];
    let moved = 0;
    for (const addition of additions) {
      const count = moveIn(connection, importKey, addition);
      const into = connection
        .statement<{ id: string; import_key: number | null }>('SELECT id, import_key FROM conversations WHERE key = ?')
        .get(addition.conversationKey);
      if (into === undefined) continue;
      if (into.import_key === importKey) {
        connection
          .statement('UPDATE conversations SET imported_messages = imported_messages + ? WHERE key = ?')
          .run(count, addition.conversationKey);
        messages += count;
      } else {
        ids.push(into.id);
        moved += count;
      }
    }
    return { conversationIds: ids, messages: moved };
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
        const added = moveAllIn();
        connection.statement('UPDATE conversations SET deleted_at = NULL WHERE import_key = ?').run(importKey);
        connection.statement('UPDATE imports SET finished_at = ? WHERE key = ?').run(Math.round(now()), importKey);
        return { importId, conversations, messages, added, skipped };
      }),

    abort: () => connection.write(() => forget(importKey)),
  };
}

function hereAlready(left: number): string {
  return left === 0 ? 'It is here already.' : `It is here already, without ${left} ${left === 1 ? 'message' : 'messages'} of the file.`;
}

function isFree(connection: Connection, table: 'conversations' | 'messages', id: string): boolean {
  return PLAIN_ID.test(id) && connection.statement(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) === undefined;
}

function isStoredUnder(connection: Connection, parent: Place | undefined, conversationKey: number): boolean {
  if (parent === undefined) return false;
  return (
    connection.statement('SELECT 1 FROM messages WHERE key = ? AND conversation_key = ?').get(parent.key, conversationKey) !== undefined
  );
}

interface HiddenRow {
  id: string;
  importKey: number;
  keepProjectFolders: boolean;
}

function insertHidden(
  connection: Connection,
  conversation: ExportedConversation,
  { id, importKey, keepProjectFolders }: HiddenRow,
): number {
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
      projectFolder: keepProjectFolders && folder !== null && isAbsolute(folder) ? folder : null,
      pinned: Number(conversation.pinned),
      archived: Number(conversation.archived),
      createdAt: Math.round(conversation.createdAt),
      updatedAt: Math.round(conversation.updatedAt),
      importKey,
      importedId: id === conversation.id ? null : conversation.id,
    });
  return Number(lastInsertRowid);
}

function addDraftAndQueue(connection: Connection, key: number, { draft, queued, updatedAt }: ExportedConversation): void {
  if (draft !== '') connection.statement('INSERT INTO drafts (conversation_key, text) VALUES (?, ?)').run(key, draft);
  for (const [position, parts] of queued.entries()) {
    connection
      .statement('INSERT INTO queued_messages (id, conversation_key, position, parts, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(randomUUID(), key, position, JSON.stringify(parts), Math.round(updatedAt));
  }
}

interface MessagePlace {
  conversationKey: number;
  /** The conversation in which search finds it. */
  scopeKey: number;
  parentKey: number | null;
  seq: number;
  depth: number;
}

function insertMessage(connection: Connection, partRows: PartRows, message: ExportedMessage, place: MessagePlace): number {
  const { lastInsertRowid } = connection
    .statement(
      `INSERT INTO messages (id, conversation_key, parent_key, seq, depth, role, status, model, usage, created_at, finished_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      isFree(connection, 'messages', message.id) ? message.id : randomUUID(),
      place.conversationKey,
      place.parentKey,
      place.seq,
      place.depth,
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
    .run(key, toSearchText(searchableText(message.parts)), `c${place.scopeKey} ${message.role}`);
  return key;
}
