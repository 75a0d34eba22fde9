import type { WorktreeLoss } from '#protocol/projects.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { removeKept } from './kept-worktrees-store.ts';
import styles from './worktree-loss-dialog.module.css';
import { closeWorktreeDialog, deleteWithWorktree, removeWorktree, type WorktreeDialog } from './worktree-store.ts';

type LossDialog = Extract<WorktreeDialog, { loss: WorktreeLoss }>;

/** Says exactly what would be lost with a worktree, and lets the person choose. */
export function WorktreeLossDialog({ dialog }: { dialog: LossDialog }) {
  const { loss, type } = dialog;
  const onRemove = (keepBranch: boolean) =>
    void (dialog.type === 'remove-kept'
      ? removeKept(dialog.worktree, loss, keepBranch)
      : removeWorktree(dialog.conversationId, loss, keepBranch));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && closeWorktreeDialog()}
      title={type === 'delete-conversation' ? strings.worktree.conversationsHoldsWork : strings.worktree.thisHoldsWork}
      description={strings.worktree.where(loss.branch, loss.folder)}
      footer={
        dialog.type === 'delete-conversation' ? (
          <DeleteChoices conversationId={dialog.conversationId} loss={loss} />
        ) : (
          <RemoveChoices loss={loss} onRemove={onRemove} />
        )
      }
    >
      <div className={styles.lists}>
        {loss.uncommittedCount > 0 && (
          <Names title={strings.worktree.uncommitted(loss.uncommittedCount)} names={loss.uncommittedFiles} count={loss.uncommittedCount} />
        )}
        {loss.commitCount > 0 && (
          <Names
            title={strings.worktree.commits(loss.commitCount)}
            names={loss.commits.map(({ id, subject }) => `${id} ${subject}`)}
            count={loss.commitCount}
          />
        )}
        {loss.ignored.length > 0 && <Names title={strings.worktree.ignored} names={loss.ignored} count={loss.ignored.length} />}
      </div>
    </Dialog>
  );
}

function Names({ title, names, count }: { title: string; names: readonly string[]; count: number }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.names}>
        {names.map((name) => (
          <li key={name}>
            <VisibleText>{name}</VisibleText>
          </li>
        ))}
        {count > names.length && <li className={styles.more}>{strings.worktree.andMore(count - names.length)}</li>}
      </ul>
    </section>
  );
}

function RemoveChoices({ loss, onRemove }: { loss: WorktreeLoss; onRemove: (keepBranch: boolean) => void }) {
  const losesFiles = loss.uncommittedCount > 0 || loss.ignored.length > 0;
  return (
    <>
      <Button variant="danger" onClick={() => onRemove(false)}>
        {strings.worktree.deleteAll}
      </Button>
      {loss.commitCount > 0 && (
        <Button onClick={() => onRemove(true)}>{losesFiles ? strings.worktree.deleteFilesKeepBranch : strings.worktree.keepBranch}</Button>
      )}
      <Button variant="primary" data-dialog-focus onClick={closeWorktreeDialog}>
        {strings.worktree.keepWorktree}
      </Button>
    </>
  );
}

function DeleteChoices({ conversationId, loss }: { conversationId: string; loss: WorktreeLoss }) {
  return (
    <>
      <Button onClick={closeWorktreeDialog}>{strings.common.cancel}</Button>
      <Button variant="danger" onClick={() => void deleteWithWorktree(conversationId, loss, true)}>
        {strings.worktree.deleteBoth}
      </Button>
      <Button variant="primary" data-dialog-focus onClick={() => void deleteWithWorktree(conversationId, loss, false)}>
        {strings.worktree.deleteConversationOnly}
      </Button>
    </>
  );
}
