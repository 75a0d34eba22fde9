/** Git worktrees that conversations have for themselves, as rows. They outlive their conversation while there is work in them. */
import type { Connection } from './connection.ts';

export interface StoredWorktree {
  conversationId: string;
  repository: string;
  /** The conversation's project before. */
  projectFolder: string;
  /** The worktree's own. */
  folder: string;
  branch: string;
  baseCommit: string;
  /** The fingerprint of what the person agreed to lose; null: nothing. */
  agreedLoss: string | null;
}

export interface WorktreeStore {
  add(worktree: Omit<StoredWorktree, 'agreedLoss'>): void;
  get(conversationId: string): StoredWorktree | null;
  remove(conversationId: string): void;
  /** It is another conversation's from now on, and nothing of it was agreed to be lost. */
  give(conversationId: string, toConversationId: string): void;
  setAgreedLoss(conversationId: string, fingerprint: string | null): void;
  /** Those whose conversations are gone for good. */
  listLeftBehind(): StoredWorktree[];
}

interface WorktreeRow {
  conversation_id: string;
  repository: string;
  project_folder: string;
  folder: string;
  branch: string;
  base_commit: string;
  agreed_loss: string | null;
}

const SELECT_WORKTREE = 'SELECT conversation_id, repository, project_folder, folder, branch, base_commit, agreed_loss FROM worktrees w';

export function createWorktreeStore(connection: Connection, now: () => number): WorktreeStore {
  return {
    add: ({ conversationId, repository, projectFolder, folder, branch, baseCommit }) =>
      connection.write(
        () =>
          void connection
            .statement(
              `INSERT INTO worktrees (conversation_id, repository, project_folder, folder, branch, base_commit, created_at)
               VALUES (?, ?, ?, ?, ?, ?, ?)`,
            )
            .run(conversationId, repository, projectFolder, folder, branch, baseCommit, Math.round(now())),
      ),

    get: (conversationId) =>
      connection.read(() => {
        const row = connection.statement<WorktreeRow>(`${SELECT_WORKTREE} WHERE conversation_id = ?`).get(conversationId);
        return row === undefined ? null : toWorktree(row);
      }),

    remove: (conversationId) =>
      connection.write(() => void connection.statement('DELETE FROM worktrees WHERE conversation_id = ?').run(conversationId)),

    give: (conversationId, toConversationId) =>
      connection.write(
        () =>
          void connection
            .statement('UPDATE worktrees SET conversation_id = ?, agreed_loss = NULL WHERE conversation_id = ?')
            .run(toConversationId, conversationId),
      ),

    setAgreedLoss: (conversationId, fingerprint) =>
      connection.write(
        () => void connection.statement('UPDATE worktrees SET agreed_loss = ? WHERE conversation_id = ?').run(fingerprint, conversationId),
      ),

    listLeftBehind: () =>
      connection.read(() =>
        connection
          .statement<WorktreeRow>(`${SELECT_WORKTREE} WHERE NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = w.conversation_id)`)
          .all()
          .map(toWorktree),
      ),
  };
}

function toWorktree(row: WorktreeRow): StoredWorktree {
  return {
    conversationId: row.conversation_id,
    repository: row.repository,
    projectFolder: row.project_folder,
    folder: row.folder,
    branch: row.branch,
    baseCommit: row.base_commit,
    agreedLoss: row.agreed_loss,
  };
}
