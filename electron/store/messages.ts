/** The messages of a conversation: a tree, of which one path is shown. Writing them, and reading that path in pages. */
import { randomUUID } from 'node:crypto';
import type { Message, MessageStatus, Part, Usage, UserPart } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { MessagePage } from '#protocol/ipc.ts';
import type { Connection } from './connection.ts';
import { conversationNotFound } from './conversations.ts';
import { findLeaf, isKnownToBeShown, showPath, walkDown, walkUp } from './message-paths.ts';
import { findNode, type MessageNode, readMessages } from './message-rows.ts';
import { createPartRows, previewOf, searchableText } from './part-rows.ts';
import { toSearchText } from './search-text.ts';
import type { StoreLog } from './store-log.ts';

export interface NewUserMessage {
  conversationId: string;
  parts: UserPart[];
  /** Left out: continues the path shown. Null: a first message, beside those there are. */
  parentId?: string | null;
}

export interface NewAssistantMessage {
  conversationId: string;
  /** The message it answers. */
  parentId: string;
  model?: string | null;
}

export interface MessageOutcome {
  status: Exclude<MessageStatus, 'streaming'>;
  usage: Usage | null;
  model: string | null;
  /** Milliseconds since the epoch; left out: now. */
  finishedAt?: number;
}

/** A page from the middle of a path. */
export interface MessagePageAround extends MessagePage {
  /** True when newer messages exist below the last one here. */
  hasLater: boolean;
}

/** All writes are durable when they return, each in one transaction. All ids that don't exist throw `not-found`. */
export interface MessageStore {
  /** Null when it doesn't exist or its conversation is deleted. */
  get(messageId: string): Message | null;
  /** Stores what the person sent and shows its path. */
  appendUserMessage(message: NewUserMessage): Message;
  /** Begins an answer, `streaming` and without parts, and shows its path. Beside earlier answers to the same prompt it is a branch. */
  beginAssistantMessage(message: NewAssistantMessage): Message;
  /** Adds or replaces parts of a message, each whole; by ascending index, without gaps. */
  setParts(messageId: string, parts: { index: number; part: Part }[]): void;
  setPart(messageId: string, index: number, part: Part): void;
  /** The end of an answer: from now on it is found by search. Doing it twice does no harm. */
  finishMessage(messageId: string, outcome: MessageOutcome): Message;
  /** Answers that were streaming when the app ended become `interrupted`, their open tool calls failed. Returns how many. For the start. */
  recoverInterrupted(): number;

  /** The end of the path shown, oldest first. */
  tail(conversationId: string, limit: number): MessagePage;
  /** What stands above a message, oldest first. */
  earlier(conversationId: string, beforeMessageId: string, limit: number): MessagePage;
  /** What stands below a message on the path that leads through it, oldest first. */
  later(conversationId: string, afterMessageId: string, limit: number): MessagePageAround;
  /** A message with about half of `limit` above and half below, oldest first. */
  around(messageId: string, limit: number): MessagePageAround;
  /** Shows the path through this message, down to the leaf that was last shown below it. Returns that leaf's id. */
  selectBranch(messageId: string): string;
}

/** Tool calls of an answer that the app's end cut off: whether they took effect is not known. */
const INTERRUPTED_CALL = 'The app ended before the result of this call was known.';

export function createMessageStore(connection: Connection, log: StoreLog, now: () => number): MessageStore {
  const partRows = createPartRows(connection, log);
  const read = (keys: number[]) => readMessages(connection, partRows, log, keys);

  const readOne = (key: number): Message => {
    const [message] = read([key]);
    if (message === undefined) throw messageNotFound();
    return message;
  };

  const node = (messageId: string): MessageNode => {
    const found = findNode(connection, messageId);
    if (found === null) throw messageNotFound();
    return found;
  };

  const nodeIn = (conversationKey: number, messageId: string): MessageNode => {
    const found = node(messageId);
    if (found.conversationKey !== conversationKey) throw messageNotFound();
    return found;
  };

  const conversationKeyOf = (conversationId: string): number => {
    const row = connection
      .statement<{ key: number }>('SELECT key FROM conversations WHERE id = ? AND deleted_at IS NULL')
      .get(conversationId);
    if (row === undefined) throw conversationNotFound();
    return row.key;
  };

  const insert = (
    conversationKey: number,
    parent: MessageNode | null,
    role: Message['role'],
    status: MessageStatus,
    model: string | null,
  ): number => {
    const createdAt = Math.round(now());
    const parentIsShown = parent === null || isKnownToBeShown(connection, conversationKey, parent);
    const { lastInsertRowid } = connection
      .statement(
        `INSERT INTO messages (id, conversation_key, parent_key, seq, depth, role, status, model, created_at, finished_at)
         VALUES (@id, @conversationKey, @parentKey,
           (SELECT coalesce(max(seq), -1) + 1 FROM messages WHERE conversation_key = @conversationKey),
           @depth, @role, @status, @model, @createdAt, @finishedAt)`,
      )
      .run({
        id: randomUUID(),
        conversationKey,
        parentKey: parent?.key ?? null,
        depth: parent === null ? 0 : parent.depth + 1,
        role,
        status,
        model,
        createdAt,
        finishedAt: status === 'streaming' ? null : createdAt,
      });
    const key = Number(lastInsertRowid);
    showPath(connection, { conversationKey, branchKey: key, leafKey: key, parentIsShown });
    connection.statement('UPDATE conversations SET updated_at = ? WHERE key = ?').run(createdAt, conversationKey);
    return key;
  };

  const writeParts = (messageKey: number, parts: { index: number; part: Part }[]) => {
    for (const { index, part } of parts) partRows.write(messageKey, index, part);
  };

  /** Done once per message and not while it streams: indexing every chunk again would cost the square of its length. */
  const index = (messageKey: number, conversationKey: number, role: Message['role'], parts: Part[]) => {
    connection
      .statement(
        `INSERT INTO search_texts (message_key, text, scope) VALUES (?, ?, ?)
         ON CONFLICT (message_key) DO UPDATE SET text = excluded.text WHERE text <> excluded.text`,
      )
      .run(messageKey, toSearchText(searchableText(parts)), `c${conversationKey} ${role}`);
  };

  const setPreview = (conversationKey: number, parts: Part[]) => {
    const preview = previewOf(parts);
    if (preview !== '') connection.statement('UPDATE conversations SET preview = ? WHERE key = ?').run(preview, conversationKey);
  };

  const finish = (found: MessageNode, { status, usage, model, finishedAt = now() }: MessageOutcome): Message => {
    connection
      .statement('UPDATE messages SET status = ?, usage = ?, model = coalesce(?, model), finished_at = ? WHERE key = ?')
      .run(status, usage === null ? null : JSON.stringify(usage), model, Math.round(finishedAt), found.key);
    const message = readOne(found.key);
    index(found.key, found.conversationKey, message.role, message.parts);
    setPreview(found.conversationKey, message.parts);
    connection.statement('UPDATE conversations SET updated_at = ? WHERE key = ?').run(Math.round(now()), found.conversationKey);
    return message;
  };

  const page = (keys: number[], leaf: MessageNode | null): MessagePage => {
    const messages = read(keys);
    return { messages, hasEarlier: (messages[0]?.depth ?? 0) > 0, totalMessages: leaf === null ? 0 : leaf.depth + 1 };
  };

  const pageAround = (keys: number[], end: MessageNode, hasLater: boolean): MessagePageAround => ({
    ...page(keys, findLeaf(connection, end.conversationKey)),
    hasLater,
  });

  return {
    get: (messageId) =>
      connection.read(() => {
        const found = findNode(connection, messageId);
        return found === null ? null : readOne(found.key);
      }),

    appendUserMessage: ({ conversationId, parts, parentId }) =>
      connection.write(() => {
        const conversationKey = conversationKeyOf(conversationId);
        const parent =
          parentId === undefined ? findLeaf(connection, conversationKey) : parentId === null ? null : nodeIn(conversationKey, parentId);
        const key = insert(conversationKey, parent, 'user', 'complete', null);
        writeParts(
          key,
          parts.map((part, position) => ({ index: position, part })),
        );
        index(key, conversationKey, 'user', parts);
        setPreview(conversationKey, parts);
        return readOne(key);
      }),

    beginAssistantMessage: ({ conversationId, parentId, model = null }) =>
      connection.write(() => {
        const conversationKey = conversationKeyOf(conversationId);
        return readOne(insert(conversationKey, nodeIn(conversationKey, parentId), 'assistant', 'streaming', model));
      }),

    setParts: (messageId, parts) => connection.write(() => writeParts(node(messageId).key, parts)),
    setPart: (messageId, position, part) => connection.write(() => partRows.write(node(messageId).key, position, part)),

    finishMessage: (messageId, outcome) => connection.write(() => finish(node(messageId), outcome)),

    recoverInterrupted: () =>
      connection.write(() => {
        const streaming = connection
          .statement<{ key: number; conversation_key: number }>("SELECT key, conversation_key FROM messages WHERE status = 'streaming'")
          .all();
        for (const { key, conversation_key } of streaming) {
          const message = readOne(key);
          writeParts(key, interruptedCalls(message.parts));
          // Its own times: nothing happened in the conversation just now.
          connection.statement("UPDATE messages SET status = 'interrupted', finished_at = ? WHERE key = ?").run(Math.round(now()), key);
          index(key, conversation_key, message.role, message.parts);
          setPreview(conversation_key, message.parts);
        }
        return streaming.length;
      }),

    tail: (conversationId, limit) =>
      connection.read(() => {
        const leaf = findLeaf(connection, conversationKeyOf(conversationId));
        return page(leaf === null ? [] : walkUp(connection, leaf.key, limit), leaf);
      }),

    earlier: (conversationId, beforeMessageId, limit) =>
      connection.read(() => {
        const conversationKey = conversationKeyOf(conversationId);
        const { parentKey } = nodeIn(conversationKey, beforeMessageId);
        return page(parentKey === null ? [] : walkUp(connection, parentKey, limit), findLeaf(connection, conversationKey));
      }),

    later: (conversationId, afterMessageId, limit) =>
      connection.read(() => {
        const start = nodeIn(conversationKeyOf(conversationId), afterMessageId);
        const keys = walkDown(connection, start.key, limit + 1);
        return pageAround(keys.slice(0, limit), start, keys.length > limit);
      }),

    around: (messageId, limit) =>
      connection.read(() => {
        const start = node(messageId);
        const below = walkDown(connection, start.key, Math.floor(limit / 2) + 1);
        const shownBelow = below.slice(0, Math.floor(limit / 2));
        const above = walkUp(connection, start.key, Math.max(1, limit - shownBelow.length));
        return pageAround([...above, ...shownBelow], start, below.length > shownBelow.length);
      }),

    selectBranch: (messageId) =>
      connection.write(() => {
        const { key, parentKey, depth, conversationKey } = node(messageId);
        const leafKey = walkDown(connection, key, -1).at(-1) ?? key;
        const parentIsShown = parentKey === null || isKnownToBeShown(connection, conversationKey, { key: parentKey, depth: depth - 1 });
        showPath(connection, { conversationKey, branchKey: key, leafKey, parentIsShown });
        const leaf = readOne(leafKey);
        setPreview(conversationKey, leaf.parts);
        return leaf.id;
      }),
  };
}

function interruptedCalls(parts: Part[]): { index: number; part: Part }[] {
  return parts.flatMap((part, index) => {
    const isOpen =
      part.type === 'tool-call' && (part.state === 'pending' || part.state === 'awaiting-approval' || part.state === 'running');
    if (!isOpen) return [];
    return [
      {
        index,
        part: { ...part, state: 'failed' as const, result: { output: '', ...part.result, error: INTERRUPTED_CALL } },
      },
    ];
  });
}

function messageNotFound(): AppError {
  return new AppError({ code: 'not-found', message: 'This message is no longer part of the conversation.' });
}
