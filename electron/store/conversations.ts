/** Conversations as rows: what the sidebar lists, their drafts, and deletion with undo. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ApprovalMode, approvalModeSchema, type Conversation } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { strings } from '../strings/strings.ts';
import type { Connection } from './connection.ts';
import { toSearchText } from './search-text.ts';
import type { SqliteValue } from './sqlite.ts';
import { readStoredJson } from './stored-json.ts';

/** A conversation with what the sidebar shows beside it. */
export interface ListedConversation extends Conversation {
  /** Start of the newest text, one line. */
  preview: string;
  unread: boolean;
}

export interface NewConversation {
  agentId: string;
  model: string | null;
  approvalMode: Conversation['approvalMode'];
  projectFolder: string | null;
  /** Left out: a new one. */
  id?: string;
  title?: string;
}

/** What may be changed; `updatedAt` stays, so that renaming or pinning moves nothing in the sidebar. */
export type ConversationChange = Partial<
  Pick<
    Conversation,
    'title' | 'titleIsManual' | 'pinned' | 'archived' | 'agentId' | 'model' | 'approvalMode' | 'projectFolder' | 'extraFolders'
  >
>;

export interface PurgeResult {
  conversations: number;
  /** True when the limit was reached: call again. */
  hasMore: boolean;
}

export interface ConversationStore {
  create(conversation: NewConversation): ListedConversation;
  /** Null when it doesn't exist or is deleted. */
  getListed(conversationId: string): ListedConversation | null;
  /** Throws `not-found`. */
  get(conversationId: string): ListedConversation;
  /** Pinned first, then the newest turn first. */
  list(filter: { archived: boolean; limit?: number }): ListedConversation[];
  /** Throws `not-found`. */
  update(conversationId: string, change: ConversationChange): ListedConversation;
  setUnread(conversationId: string, unread: boolean): void;
  /** Empty when there is none. */
  getDraft(conversationId: string): string;
  /** An empty text removes it. */
  setDraft(conversationId: string, text: string): void;
  /** Hides it everywhere, search included, until it is purged. Throws `not-found`. */
  softDelete(conversationId: string): void;
  /** Throws `not-found` once it is purged. */
  undoDelete(conversationId: string): ListedConversation;
  /**
   * Deletes for good what was deleted before `deletedBeforeMs`, at most about `maxMessages` (1000) messages per call, so that a long
   * conversation doesn't hold up everything else: call again while `hasMore`.
   */
  purgeDeleted(deletedBeforeMs: number, maxMessages?: number): PurgeResult;
}

const foldersSchema = z.array(z.string());

interface ConversationRow {
  id: string;
  title: string;
  title_is_manual: number;
  agent_id: string;
  model: string | null;
  approval_mode: string;
  project_folder: string | null;
  extra_folders: string;
  worktree_branch: string | null;
  worktree_project_folder: string | null;
  pinned: number;
  archived: number;
  unread: number;
  preview: string;
  leaf_id: string | null;
  created_at: number;
  updated_at: number;
}

const SELECT_LISTED = `
  SELECT c.id, c.title, c.title_is_manual, c.agent_id, c.model, c.approval_mode, c.project_folder, c.extra_folders, c.pinned, c.archived,
    c.unread, c.preview, c.created_at, c.updated_at, leaf.id AS leaf_id, w.branch AS worktree_branch, w.project_folder AS worktree_project_folder
  FROM conversations c LEFT JOIN messages leaf ON leaf.key = c.leaf_key LEFT JOIN worktrees w ON w.conversation_id = c.id`;

/** Column and stored form of each changeable field. */
const COLUMN_OF: { [Field in keyof ConversationChange]-?: string } = {
  title: 'title',
  titleIsManual: 'title_is_manual',
  pinned: 'pinned',
  archived: 'archived',
  agentId: 'agent_id',
  model: 'model',
  approvalMode: 'approval_mode',
  projectFolder: 'project_folder',
  extraFolders: 'extra_folders',
};

export function createConversationStore(connection: Connection, now: () => number): ConversationStore {
  const getListed = (conversationId: string) =>
    connection.read(() => {
      const row = connection.statement<ConversationRow>(`${SELECT_LISTED} WHERE c.id = ? AND c.deleted_at IS NULL`).get(conversationId);
      return row === undefined ? null : toListedConversation(row);
    });

  const get = (conversationId: string) => {
    const conversation = getListed(conversationId);
    if (conversation === null) throw conversationNotFound();
    return conversation;
  };

  /** Runs a statement whose last parameter is the id, and complains when no row was meant. */
  const change = (sql: string, ...parameters: SqliteValue[]) => {
    const { changes } = connection.statement(sql).run(...parameters);
    if (changes === 0) throw conversationNotFound();
  };

  return {
    getListed,
    get,

    create: ({ id = randomUUID(), title = strings().newConversation, agentId, model, approvalMode, projectFolder }) =>
      connection.write(() => {
        const createdAt = Math.round(now());
        connection
          .statement(
            `INSERT INTO conversations (id, title, title_search, agent_id, model, approval_mode, project_folder, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(id, title, toSearchText(title), agentId, model, approvalMode, projectFolder, createdAt, createdAt);
        return get(id);
      }),

    list: ({ archived, limit = -1 }) =>
      connection.read(() =>
        connection
          .statement<ConversationRow>(
            `${SELECT_LISTED} WHERE c.archived = ? AND c.deleted_at IS NULL ORDER BY c.pinned DESC, c.updated_at DESC, c.key DESC LIMIT ?`,
          )
          .all(Number(archived), limit)
          .map(toListedConversation),
      ),

    update: (conversationId, changes) =>
      connection.write(() => {
        for (const field of Object.keys(COLUMN_OF) as (keyof ConversationChange)[]) {
          const value = changes[field];
          if (value === undefined) continue;
          const stored = typeof value === 'boolean' ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : value;
          change(`UPDATE conversations SET ${COLUMN_OF[field]} = ? WHERE id = ? AND deleted_at IS NULL`, stored, conversationId);
        }
        if (changes.title !== undefined) {
          change('UPDATE conversations SET title_search = ? WHERE id = ?', toSearchText(changes.title), conversationId);
        }
        return get(conversationId);
      }),

    setUnread: (conversationId, unread) =>
      connection.write(() => change('UPDATE conversations SET unread = ? WHERE id = ?', Number(unread), conversationId)),

    getDraft: (conversationId) =>
      connection.read(
        () =>
          connection
            .statement<{ text: string }>('SELECT text FROM drafts WHERE conversation_key = (SELECT key FROM conversations WHERE id = ?)')
            .get(conversationId)?.text ?? '',
      ),

    setDraft: (conversationId, text) =>
      connection.write(() => {
        if (text === '') {
          connection
            .statement('DELETE FROM drafts WHERE conversation_key = (SELECT key FROM conversations WHERE id = ?)')
            .run(conversationId);
          return;
        }
        change(
          `INSERT INTO drafts (text, conversation_key) SELECT ?, key FROM conversations WHERE id = ?
           ON CONFLICT (conversation_key) DO UPDATE SET text = excluded.text`,
          text,
          conversationId,
        );
      }),

    softDelete: (conversationId) =>
      connection.write(() =>
        change('UPDATE conversations SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', Math.round(now()), conversationId),
      ),

    undoDelete: (conversationId) =>
      connection.write(() => {
        change('UPDATE conversations SET deleted_at = NULL WHERE id = ?', conversationId);
        return get(conversationId);
      }),

    purgeDeleted: (deletedBeforeMs, maxMessages = 1000) => connection.write(() => purge(connection, deletedBeforeMs, maxMessages)),
  };
}

function purge(connection: Connection, deletedBeforeMs: number, maxMessages: number): PurgeResult {
  const doomed = connection
    .statement<{ key: number }>('SELECT key FROM conversations WHERE deleted_at < ? ORDER BY deleted_at')
    .all(Math.round(deletedBeforeMs));
  // The newest first: a message can only go when none has it as parent.
  const deleteMessages = connection.statement(
    'DELETE FROM messages WHERE key IN (SELECT key FROM messages WHERE conversation_key = ? ORDER BY seq DESC LIMIT ?)',
  );
  let remaining = maxMessages;
  let conversations = 0;
  for (const { key } of doomed) {
    remaining -= deleteMessages.run(key, remaining).changes;
    if (remaining <= 0) return { conversations, hasMore: true };
    connection.statement('DELETE FROM conversations WHERE key = ?').run(key);
    conversations += 1;
  }
  return { conversations, hasMore: false };
}

export function toListedConversation(row: ConversationRow): ListedConversation {
  return {
    id: row.id,
    title: row.title,
    titleIsManual: row.title_is_manual === 1,
    agentId: row.agent_id,
    model: row.model,
    // A mode that a damaged or tampered row names must never be taken for more than asking.
    approvalMode: isApprovalMode(row.approval_mode) ? row.approval_mode : 'default',
    projectFolder: row.project_folder,
    extraFolders: parseFolders(row.extra_folders),
    worktree:
      row.worktree_branch === null || row.worktree_project_folder === null
        ? null
        : { branch: row.worktree_branch, projectFolder: row.worktree_project_folder },
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    leafMessageId: row.leaf_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    preview: row.preview,
    unread: row.unread === 1,
  };
}

/** What can't be read gives an agent nothing. */
function parseFolders(stored: string): string[] {
  return readStoredJson(foldersSchema, stored) ?? [];
}

function isApprovalMode(mode: string): mode is ApprovalMode {
  return (approvalModeSchema.options as string[]).includes(mode);
}

export function conversationNotFound(): AppError {
  return new AppError({ code: 'not-found', message: 'This conversation no longer exists.' });
}
