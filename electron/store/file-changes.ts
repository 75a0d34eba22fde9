/** What agents changed on disk, as rows: which turn changed which file from what to what, and what was taken back. */
import { randomUUID } from 'node:crypto';
import type { Connection } from './connection.ts';

/** A state of a file as stored; electron/changes parses it. */
type StoredState = string;

export interface StoredChange {
  key: number;
  id: string;
  messageId: string;
  folder: string;
  path: string;
  before: StoredState;
  /** Null while its tool runs. */
  after: StoredState | null;
  source: string;
  toolTitle: string;
  createdFolder: string | null;
  added: number | null;
  removed: number | null;
  isCutOff: boolean;
  acceptedAt: number | null;
  revertId: string | null;
  changedAt: number;
}

export interface NewChange {
  conversationId: string;
  messageId: string;
  folder: string;
  path: string;
  before: StoredState;
  source: 'edit' | 'command';
  toolTitle: string;
  createdFolder: string | null;
}

export interface ChangeOutcome {
  after: StoredState;
  added: number | null;
  removed: number | null;
  isCutOff?: boolean;
}

export interface ChangedMessage {
  messageId: string;
  /** Start of the prompt it answers. */
  prompt: string;
  startedAt: number;
}

export interface RevertedFile {
  folder: string;
  path: string;
  replaced: StoredState;
  leftBehind: StoredState;
}

export interface OpenWatch {
  id: string;
  conversationId: string;
  messageId: string;
  toolTitle: string;
}

export interface FileChangeStore {
  /** Durable when this returns. Its id. */
  begin(change: NewChange): string;
  finish(changeId: string, outcome: ChangeOutcome): void;
  /** It came to nothing. */
  remove(changeId: string): void;
  /** The last change of this file in this turn. */
  lastOf(messageId: string, folder: string, path: string): StoredChange | null;
  /** Oldest first, those that still run included. */
  list(conversationId: string): StoredChange[];
  messages(conversationId: string): ChangedMessage[];
  /** Begun and never finished: the app ended first. */
  listOpen(): (StoredChange & { conversationId: string })[];
  setAccepted(changeIds: readonly string[], accepted: boolean): void;
  addNotes(messageId: string, notes: readonly string[]): void;
  notes(conversationId: string): { messageId: string; note: string }[];
  /** Its id. */
  recordRevert(conversationId: string, changeIds: readonly string[], files: readonly RevertedFile[]): string;
  /** Null when there is none, or it was undone. */
  revertedFiles(conversationId: string, revertId: string): RevertedFile[] | null;
  undoRevert(revertId: string, files: readonly { folder: string; path: string }[]): void;
  beginWatch(watch: OpenWatch): void;
  endWatch(watchId: string): void;
  listWatches(): OpenWatch[];
  /** Of all conversations, deleted ones that can be taken back included. */
  conversationIds(): string[];
}

interface ChangeRow {
  key: number;
  id: string;
  message_id: string;
  folder: string;
  path: string;
  before: string;
  after: string | null;
  source: string;
  tool_title: string;
  created_folder: string | null;
  added: number | null;
  removed: number | null;
  is_cut_off: number;
  accepted_at: number | null;
  revert_id: string | null;
  changed_at: number;
}

const SELECT_CHANGE = `
  SELECT f.key, f.id, m.id AS message_id, f.folder, f.path, f.before, f.after, f.source, f.tool_title, f.created_folder, f.added, f.removed,
    f.is_cut_off, f.accepted_at, r.id AS revert_id, f.changed_at
  FROM file_changes f JOIN messages m ON m.key = f.message_key LEFT JOIN reverts r ON r.key = f.revert_key`;

const CONVERSATION_KEY = '(SELECT key FROM conversations WHERE id = ?)';
const MESSAGE_KEY = '(SELECT key FROM messages WHERE id = ?)';

/** Enough to recognise a prompt by. */
const MAX_PROMPT_CHARS = 200;

export function createFileChangeStore(connection: Connection, now: () => number): FileChangeStore {
  return {
    begin: (change) =>
      connection.write(() => {
        const id = randomUUID();
        connection
          .statement(
            `INSERT INTO file_changes (id, conversation_key, message_key, folder, path, before, source, tool_title, created_folder, changed_at)
             VALUES (?, ${CONVERSATION_KEY}, ${MESSAGE_KEY}, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            id,
            change.conversationId,
            change.messageId,
            change.folder,
            change.path,
            change.before,
            change.source,
            change.toolTitle,
            change.createdFolder,
            Math.round(now()),
          );
        return id;
      }),

    finish: (changeId, { after, added, removed, isCutOff = false }) =>
      connection.write(
        () =>
          void connection
            // What the person accepted was something else.
            .statement(
              `UPDATE file_changes SET after = ?, added = ?, removed = ?, is_cut_off = is_cut_off OR ?, changed_at = ?, accepted_at = NULL
               WHERE id = ?`,
            )
            .run(after, added, removed, Number(isCutOff), Math.round(now()), changeId),
      ),

    remove: (changeId) => connection.write(() => void connection.statement('DELETE FROM file_changes WHERE id = ?').run(changeId)),

    lastOf: (messageId, folder, path) =>
      connection.read(() => {
        const row = connection
          .statement<ChangeRow>(
            `${SELECT_CHANGE} WHERE f.message_key = ${MESSAGE_KEY} AND f.folder = ? AND f.path = ? ORDER BY f.key DESC LIMIT 1`,
          )
          .get(messageId, folder, path);
        return row === undefined ? null : toChange(row);
      }),

    list: (conversationId) =>
      connection.read(() =>
        connection
          .statement<ChangeRow>(`${SELECT_CHANGE} WHERE f.conversation_key = ${CONVERSATION_KEY} ORDER BY f.key`)
          .all(conversationId)
          .map(toChange),
      ),

    messages: (conversationId) =>
      connection.read(() =>
        connection
          .statement<{ message_id: string; prompt: string | null; created_at: number }>(
            `SELECT m.id AS message_id, m.created_at,
               (SELECT substr(p.text, 1, ${MAX_PROMPT_CHARS}) FROM message_parts p
                WHERE p.message_key = m.parent_key AND p.type = 'text' ORDER BY p.position LIMIT 1) AS prompt
             FROM messages m
             WHERE m.key IN (SELECT message_key FROM file_changes WHERE conversation_key = ${CONVERSATION_KEY})
                OR m.key IN (SELECT n.message_key FROM messages own JOIN change_notes n ON n.message_key = own.key
                             WHERE own.conversation_key = ${CONVERSATION_KEY})
             ORDER BY m.seq`,
          )
          .all(conversationId, conversationId)
          .map((row) => ({ messageId: row.message_id, prompt: row.prompt ?? '', startedAt: row.created_at })),
      ),

    listOpen: () =>
      connection.read(() =>
        connection
          .statement<ChangeRow & { conversation_id: string }>(
            `${SELECT_CHANGE.replace('f.key,', 'f.key, c.id AS conversation_id,')} JOIN conversations c ON c.key = f.conversation_key
             WHERE f.after IS NULL ORDER BY f.key`,
          )
          .all()
          .map((row) => ({ ...toChange(row), conversationId: row.conversation_id })),
      ),

    setAccepted: (changeIds, accepted) =>
      connection.write(() => {
        const statement = connection.statement('UPDATE file_changes SET accepted_at = ? WHERE id = ?');
        for (const changeId of changeIds) statement.run(accepted ? Math.round(now()) : null, changeId);
      }),

    addNotes: (messageId, notes) =>
      connection.write(() => {
        const statement = connection.statement(
          `INSERT OR IGNORE INTO change_notes (message_key, note) SELECT key, ? FROM messages WHERE id = ?`,
        );
        for (const note of notes) statement.run(note, messageId);
      }),

    notes: (conversationId) =>
      connection.read(() =>
        connection
          .statement<{ message_id: string; note: string }>(
            `SELECT m.id AS message_id, n.note FROM messages m JOIN change_notes n ON n.message_key = m.key
             WHERE m.conversation_key = ${CONVERSATION_KEY} ORDER BY m.seq, n.note`,
          )
          .all(conversationId)
          .map((row) => ({ messageId: row.message_id, note: row.note })),
      ),

    recordRevert: (conversationId, changeIds, files) =>
      connection.write(() => {
        const id = randomUUID();
        connection
          .statement(`INSERT INTO reverts (id, conversation_key, created_at) VALUES (?, ${CONVERSATION_KEY}, ?)`)
          .run(id, conversationId, Math.round(now()));
        const addFile = connection.statement(
          `INSERT INTO reverted_files (revert_key, folder, path, replaced, left_behind)
           VALUES ((SELECT key FROM reverts WHERE id = ?), ?, ?, ?, ?)`,
        );
        for (const { folder, path, replaced, leftBehind } of files) addFile.run(id, folder, path, replaced, leftBehind);
        const mark = connection.statement('UPDATE file_changes SET revert_key = (SELECT key FROM reverts WHERE id = ?) WHERE id = ?');
        for (const changeId of changeIds) mark.run(id, changeId);
        return id;
      }),

    revertedFiles: (conversationId, revertId) =>
      connection.read(() => {
        const revert = connection
          .statement<{ key: number }>(
            `SELECT key FROM reverts WHERE id = ? AND conversation_key = ${CONVERSATION_KEY} AND undone_at IS NULL`,
          )
          .get(revertId, conversationId);
        if (revert === undefined) return null;
        return connection
          .statement<{ folder: string; path: string; replaced: string; left_behind: string }>(
            'SELECT folder, path, replaced, left_behind FROM reverted_files WHERE revert_key = ? ORDER BY folder, path',
          )
          .all(revert.key)
          .map(({ folder, path, replaced, left_behind }) => ({ folder, path, replaced, leftBehind: left_behind }));
      }),

    undoRevert: (revertId, files) =>
      connection.write(() => {
        const ofRevert = '(SELECT key FROM reverts WHERE id = ?)';
        const unmark = connection.statement(
          `UPDATE file_changes SET revert_key = NULL WHERE revert_key = ${ofRevert} AND folder = ? AND path = ?`,
        );
        const forget = connection.statement(`DELETE FROM reverted_files WHERE revert_key = ${ofRevert} AND folder = ? AND path = ?`);
        for (const { folder, path } of files) {
          unmark.run(revertId, folder, path);
          forget.run(revertId, folder, path);
        }
        // Files that were left as they are can still be put back.
        connection
          .statement(
            'UPDATE reverts SET undone_at = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM reverted_files WHERE revert_key = reverts.key)',
          )
          .run(Math.round(now()), revertId);
      }),

    beginWatch: ({ id, conversationId, messageId, toolTitle }) =>
      connection.write(
        () =>
          void connection
            .statement(
              `INSERT INTO open_watches (id, conversation_key, message_key, tool_title) VALUES (?, ${CONVERSATION_KEY}, ${MESSAGE_KEY}, ?)`,
            )
            .run(id, conversationId, messageId, toolTitle),
      ),

    endWatch: (watchId) => connection.write(() => void connection.statement('DELETE FROM open_watches WHERE id = ?').run(watchId)),

    listWatches: () =>
      connection.read(() =>
        connection
          .statement<{ id: string; conversation_id: string; message_id: string; tool_title: string }>(
            `SELECT w.id, c.id AS conversation_id, m.id AS message_id, w.tool_title
             FROM open_watches w JOIN conversations c ON c.key = w.conversation_key JOIN messages m ON m.key = w.message_key`,
          )
          .all()
          .map((row) => ({ id: row.id, conversationId: row.conversation_id, messageId: row.message_id, toolTitle: row.tool_title })),
      ),

    conversationIds: () =>
      connection.read(() =>
        connection
          .statement<{ id: string }>('SELECT id FROM conversations')
          .all()
          .map(({ id }) => id),
      ),
  };
}

function toChange(row: ChangeRow): StoredChange {
  return {
    key: row.key,
    id: row.id,
    messageId: row.message_id,
    folder: row.folder,
    path: row.path,
    before: row.before,
    after: row.after,
    source: row.source,
    toolTitle: row.tool_title,
    createdFolder: row.created_folder,
    added: row.added,
    removed: row.removed,
    isCutOff: row.is_cut_off === 1,
    acceptedAt: row.accepted_at,
    revertId: row.revert_id,
    changedAt: row.changed_at,
  };
}
