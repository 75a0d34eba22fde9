/** Reads whole conversations for an export: all branches in the order of creation, or the path shown. A page at a time. */
import { z } from 'zod';
import { type Message, type UserPart, userPartSchema } from '#protocol/conversation.ts';
import type { ExportSelection } from '#protocol/data.ts';
import type { Connection } from '../connection.ts';
import { findLeaf, walkUp } from '../message-paths.ts';
import { readMessages } from '../message-rows.ts';
import { createPartRows } from '../part-rows.ts';
import type { SqliteValue } from '../sqlite.ts';
import type { StoreLog } from '../store-log.ts';
import { readStoredJson } from '../stored-json.ts';
import type { ExportedConversation, ExportedMessage } from './export-format.ts';

const PAGE_MESSAGES = 100;

export interface ConversationReader {
  /** Those chosen that are not deleted, oldest first. */
  conversations(selection: ExportSelection): { key: number; messages: number; conversation: ExportedConversation }[];
  /** In the order of creation, with what a restore needs. */
  everyMessage(conversationKey: number): Generator<ExportedMessage>;
  /** From the first to the last of the path shown. */
  pathShown(conversationKey: number): Generator<Message>;
}

export function createConversationReader(connection: Connection, log: StoreLog): ConversationReader {
  const partRows = createPartRows(connection, log);
  return {
    conversations: (selection) => readConversations(connection, selection),

    *everyMessage(conversationKey) {
      const page = connection.statement<{ key: number; seq: number }>(
        'SELECT key, seq FROM messages WHERE conversation_key = ? AND seq > ? ORDER BY seq LIMIT ?',
      );
      for (
        let rows = page.all(conversationKey, -1, PAGE_MESSAGES);
        rows.length > 0;
        rows = page.all(conversationKey, rows.at(-1)?.seq ?? 0, PAGE_MESSAGES)
      ) {
        const history = readHistory(
          connection,
          rows.map(({ key }) => key),
        );
        const messages = new Map(
          readMessages(
            connection,
            partRows,
            log,
            rows.map(({ key }) => key),
            'whole',
          ).map((message) => [message.seq, message]),
        );
        for (const { key, seq } of rows) {
          const message = messages.get(seq);
          if (message !== undefined) yield toExported(message, history.get(key) ?? []);
        }
      }
    },

    *pathShown(conversationKey) {
      const leaf = findLeaf(connection, conversationKey);
      const keys = leaf === null ? [] : walkUp(connection, leaf.key, -1).reverse();
      for (let start = 0; start < keys.length; start += PAGE_MESSAGES) {
        yield* readMessages(connection, partRows, log, keys.slice(start, start + PAGE_MESSAGES), 'whole');
      }
    },
  };
}

interface ConversationRow {
  key: number;
  messages: number;
  id: string;
  title: string;
  title_is_manual: number;
  agent_id: string;
  model: string | null;
  project_folder: string | null;
  pinned: number;
  archived: number;
  leaf_id: string | null;
  created_at: number;
  updated_at: number;
  draft: string | null;
  queued: string;
}

function readConversations(connection: Connection, selection: ExportSelection): ReturnType<ConversationReader['conversations']> {
  const rows = connection
    .statement<ConversationRow>(
      `SELECT c.key, (SELECT count(*) FROM messages m WHERE m.conversation_key = c.key) AS messages, c.id, c.title, c.title_is_manual, c.agent_id,
         c.model, c.project_folder, c.pinned, c.archived, leaf.id AS leaf_id, c.created_at, c.updated_at, drafts.text AS draft,
         (SELECT json_group_array(q.parts ORDER BY q.position, q.key) FROM queued_messages q WHERE q.conversation_key = c.key) AS queued
       FROM conversations c LEFT JOIN messages leaf ON leaf.key = c.leaf_key LEFT JOIN drafts ON drafts.conversation_key = c.key
       WHERE c.deleted_at IS NULL AND (@ids IS NULL OR c.id IN (SELECT value FROM json_each(@ids)))
         AND (@archived IS NULL OR c.archived = @archived) AND (@agentId IS NULL OR c.agent_id = @agentId)
         AND (@projectFolder IS NULL OR c.project_folder = @projectFolder)
       ORDER BY c.key`,
    )
    .all(toParameters(selection));
  return rows.map((row) => ({
    key: row.key,
    messages: row.messages,
    conversation: {
      id: row.id,
      title: row.title,
      titleIsManual: row.title_is_manual === 1,
      agentId: row.agent_id,
      model: row.model,
      projectFolder: row.project_folder,
      pinned: row.pinned === 1,
      archived: row.archived === 1,
      leafMessageId: row.leaf_id,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      draft: row.draft ?? '',
      queued: readQueued(row.queued),
    },
  }));
}

/** One that can't be read would make the whole file one that can't be. */
function readQueued(json: string): UserPart[][] {
  return (JSON.parse(json) as string[]).flatMap((stored) => {
    const parts = readStoredJson(z.array(userPartSchema), stored);
    return parts === undefined ? [] : [parts];
  });
}

function toParameters(selection: ExportSelection): Record<string, SqliteValue> {
  const all = { ids: null, archived: null, agentId: null, projectFolder: null };
  if ('conversationIds' in selection) return { ...all, ids: JSON.stringify(selection.conversationIds) };
  const { archived, agentId, projectFolder } = selection;
  return {
    ...all,
    archived: archived === undefined ? null : Number(archived),
    agentId: agentId ?? null,
    projectFolder: projectFolder ?? null,
  };
}

function readHistory(connection: Connection, keys: number[]): Map<number, ExportedMessage['history']> {
  const rows = connection
    .statement<{ message_key: number; agent_id: string; contents: string }>(
      'SELECT message_key, agent_id, contents FROM provider_history WHERE message_key IN (SELECT value FROM json_each(?)) ORDER BY key',
    )
    .all(JSON.stringify(keys));
  const byMessage = new Map<number, ExportedMessage['history']>();
  for (const { message_key, agent_id, contents } of rows) {
    const list = byMessage.get(message_key) ?? [];
    const read = readStoredJson(z.array(z.unknown()), contents);
    // Left out: the words themselves are in the message's parts.
    if (read !== undefined) list.push({ agentId: agent_id, contents: read });
    byMessage.set(message_key, list);
  }
  return byMessage;
}

function toExported(message: Message, history: ExportedMessage['history']): ExportedMessage {
  const { id, parentId, role, parts, model, usage, createdAt, finishedAt } = message;
  // Nothing will go on with this answer where the file is read.
  const status = message.status === 'streaming' ? 'interrupted' : message.status;
  return { id, parentId, role, status, parts, model, usage, createdAt, finishedAt, history };
}
