/** The messages of a conversation: a tree, of which one path is shown. */
import { randomUUID } from 'node:crypto';
import type { Message, MessageStatus, Part, Usage, UserPart } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { Connection } from './connection.ts';
import { createMessageLookup, messageNotFound } from './message-lookup.ts';
import { createMessagePages, type MessagePages } from './message-pages.ts';
import { findLeaf, isKnownToBeShown, showPath, walkDown } from './message-paths.ts';
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

export interface PartWrite {
  index: number;
  part: Part;
  /** Of a tool call with an excerpt of its output: what it printed since the last write. */
  printed?: string;
  /** Of a text or thought whose beginning is stored: what it gained since. It is added to what is there, and the part itself is not looked at. */
  gained?: string;
}

/** All writes are durable when they return, each in one transaction. All ids that don't exist throw `not-found`. */
export interface MessageStore extends MessagePages {
  /** Null when it doesn't exist or its conversation is deleted. */
  get(messageId: string): Message | null;
  /** Stores what the person sent and shows its path. */
  appendUserMessage(message: NewUserMessage): Message;
  /** Begins an answer, `streaming` and without parts, and shows its path. Beside earlier answers to the same prompt it is a branch. */
  beginAssistantMessage(message: NewAssistantMessage): Message;
  /** Adds or replaces parts of a message, each whole; by ascending index, without gaps. */
  setParts(messageId: string, parts: PartWrite[]): void;
  setPart(messageId: string, index: number, part: Part): void;
  /** All that a tool call of this message printed. */
  toolOutput(messageId: string, callId: string): string;
  /** The end of an answer: from now on it is found by search. Doing it twice does no harm. */
  finishMessage(messageId: string, outcome: MessageOutcome): Message;
  /** Answers that were streaming when the app ended become `interrupted`, their open tool calls failed. Returns how many. For the start. */
  recoverInterrupted(): number;
  /** Shows the path through this message, down to the leaf that was last shown below it. Returns that leaf's id. */
  selectBranch(messageId: string): string;
}

/** Tool calls of an answer that the app's end cut off: whether they took effect is not known. */
const INTERRUPTED_CALL = 'The app ended before the result of this call was known.';

export function createMessageStore(connection: Connection, log: StoreLog, now: () => number): MessageStore {
  const partRows = createPartRows(connection, log);
  const lookup = createMessageLookup(connection);
  const read = (keys: number[]) => readMessages(connection, partRows, log, keys);

  const readOne = (key: number): Message => {
    const [message] = read([key]);
    if (message === undefined) throw messageNotFound();
    return message;
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

  const writeParts = (messageKey: number, parts: PartWrite[]) => {
    for (const { index, part, printed, gained } of parts) {
      if (gained === undefined) partRows.write(messageKey, index, part, printed);
      else partRows.append(messageKey, index, gained);
    }
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
    partRows.finish(found.key);
    const message = readOne(found.key);
    index(found.key, found.conversationKey, message.role, message.parts);
    setPreview(found.conversationKey, message.parts);
    connection.statement('UPDATE conversations SET updated_at = ? WHERE key = ?').run(Math.round(now()), found.conversationKey);
    return message;
  };

  return {
    ...createMessagePages(connection, read),

    get: (messageId) =>
      connection.read(() => {
        const found = findNode(connection, messageId);
        return found === null ? null : readOne(found.key);
      }),

    appendUserMessage: ({ conversationId, parts, parentId }) =>
      connection.write(() => {
        const conversationKey = lookup.conversationKey(conversationId);
        const parent =
          parentId === undefined
            ? findLeaf(connection, conversationKey)
            : parentId === null
              ? null
              : lookup.messageIn(conversationKey, parentId);
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
        const conversationKey = lookup.conversationKey(conversationId);
        return readOne(insert(conversationKey, lookup.messageIn(conversationKey, parentId), 'assistant', 'streaming', model));
      }),

    setParts: (messageId, parts) => connection.write(() => writeParts(lookup.message(messageId).key, parts)),
    setPart: (messageId, position, part) => connection.write(() => partRows.write(lookup.message(messageId).key, position, part)),

    toolOutput: (messageId, callId) =>
      connection.read(() => {
        const output = partRows.readOutput(lookup.message(messageId).key, callId);
        if (output === null) throw new AppError({ code: 'not-found', message: 'This tool call is no longer part of the conversation.' });
        return output;
      }),

    finishMessage: (messageId, outcome) => connection.write(() => finish(lookup.message(messageId), outcome)),

    recoverInterrupted: () =>
      connection.write(() => {
        const streaming = connection
          .statement<{ key: number; conversation_key: number }>("SELECT key, conversation_key FROM messages WHERE status = 'streaming'")
          .all();
        for (const { key, conversation_key } of streaming) {
          partRows.finish(key);
          const message = readOne(key);
          writeParts(key, interruptedCalls(message.parts));
          // The conversation keeps its place in the sidebar: nothing happened in it just now.
          connection.statement("UPDATE messages SET status = 'interrupted', finished_at = ? WHERE key = ?").run(Math.round(now()), key);
          index(key, conversation_key, message.role, message.parts);
          setPreview(conversation_key, message.parts);
        }
        return streaming.length;
      }),

    selectBranch: (messageId) =>
      connection.write(() => {
        const { key, parentKey, depth, conversationKey } = lookup.message(messageId);
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
