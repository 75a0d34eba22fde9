/** What a backup holds, beside what there is now: shown before anything is replaced. */
import { latestVersion, schemaVersion } from '../migrate.ts';
import { allMigrations } from '../migrations/all-migrations.ts';
import { Sqlite, type SqliteDatabase } from '../sqlite.ts';
import { withStorageErrors } from '../storage-errors.ts';

export interface PreviewedConversation {
  id: string;
  title: string;
  messages: number;
}

export interface BackupPreview {
  schemaVersion: number;
  /** False for one of a newer app: this version can't restore it. */
  canRestore: boolean;
  conversations: number;
  messages: number;
  /** Milliseconds since the epoch of the newest message; null without messages. */
  newestMessageMs: number | null;
  /** Conversations that a restore would bring back, or bring back more messages of. */
  regained: PreviewedConversation[];
  /** Conversations that a restore would take away, or take messages away from; `messages` counts those. */
  lost: PreviewedConversation[];
}

/** Reads both and changes neither. Throws storage errors. A current database that can't be read counts as empty: then all is regained. */
export function previewBackup(backupFile: string, currentFile: string): BackupPreview {
  const backup = withStorageErrors(() => summarize(backupFile));
  const current = trySummarize(currentFile);
  return {
    schemaVersion: backup.schemaVersion,
    canRestore: backup.schemaVersion <= latestVersion(allMigrations),
    conversations: backup.conversations.size,
    messages: [...backup.conversations.values()].reduce((sum, { messages }) => sum + messages, 0),
    newestMessageMs: backup.newestMessageMs,
    regained: surplus(backup.conversations, current),
    lost: surplus(current, backup.conversations),
  };
}

type Conversations = Map<string, PreviewedConversation>;

/** What `from` has more than `other`. */
function surplus(from: Conversations, other: Conversations): PreviewedConversation[] {
  return [...from.values()].flatMap((conversation) => {
    const present = other.get(conversation.id);
    if (present === undefined) return [conversation];
    return conversation.messages > present.messages ? [{ ...conversation, messages: conversation.messages - present.messages }] : [];
  });
}

function summarize(file: string): { schemaVersion: number; conversations: Conversations; newestMessageMs: number | null } {
  const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const version = schemaVersion(sqlite);
    // A copy of an earlier app's flat tables has ids of its own; its rows are counted, not compared.
    const rows = version === 0 ? flatConversations(sqlite) : treeConversations(sqlite);
    const newest = version === 0 ? undefined : sqlite.prepare<{ at: number | null }>('SELECT max(created_at) AS at FROM messages').get();
    return { schemaVersion: version, conversations: new Map(rows.map((row) => [row.id, row])), newestMessageMs: newest?.at ?? null };
  } finally {
    sqlite.close();
  }
}

function treeConversations(sqlite: SqliteDatabase): PreviewedConversation[] {
  return sqlite
    .prepare<PreviewedConversation>(
      `SELECT c.id, c.title, (SELECT count(*) FROM messages m WHERE m.conversation_key = c.key) AS messages
       FROM conversations c WHERE c.deleted_at IS NULL ORDER BY c.updated_at DESC`,
    )
    .all();
}

function flatConversations(sqlite: SqliteDatabase): PreviewedConversation[] {
  const messages = sqlite.prepare<{ rows: number }>('SELECT count(*) AS rows FROM messages').get()?.rows ?? 0;
  return [{ id: '', title: 'Conversations of an earlier version', messages }];
}

function trySummarize(file: string): Conversations {
  try {
    return summarize(file).conversations;
  } catch {
    // Missing or damaged: exactly when a backup is looked at.
    return new Map();
  }
}
