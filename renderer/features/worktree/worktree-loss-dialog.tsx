import type { WorktreeLoss } from '#protocol/projects.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './worktree-loss-dialog.module.css';
import { closeWorktreeDialog, deleteWithWorktree, removeWorktree, type WorktreeDialog } from './worktree-store.ts';

type LossDialog = Extract<WorktreeDialog, { loss: WorktreeLoss }>;

/** Says exactly what would be lost with a worktree, and lets the person choose. */
export function WorktreeLossDialog({ dialog }: { dialog: LossDialog }) {
  const { loss, type } = dialog;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && closeWorktreeDialog()}
      title={type === 'remove' ? strings.worktree.thisHoldsWork : strings.worktree.conversationsHoldsWork}
      description={strings.worktree.where(loss.branch, loss.folder)}
      footer={type === 'remove' ? <RemoveChoices dialog={dialog} /> : <DeleteChoices dialog={dialog} />}
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

function RemoveChoices({ dialog: { conversationId, loss } }: { dialog: LossDialog }) {
  const losesFiles = loss.uncommittedCount > 0 || loss.ignored.length > 0;
  return (
    <>
      <Button variant="danger" onClick={() => void removeWorktree(conversationId, loss, false)}>
        {strings.worktree.deleteAll}
      </Button>
      {loss.commitCount > 0 && (
        <Button onClick={() => void removeWorktree(conversationId, loss, true)}>
          {losesFiles ? strings.worktree.deleteFilesKeepBranch : strings.worktree.keepBranch}
        </Button>
      )}
      <Button variant="primary" data-dialog-focus onClick={closeWorktreeDialog}>
        {strings.worktree.keepWorktree}
      </Button>
    </>
  );
}

function DeleteChoices({ dialog: { conversationId, loss } }: { dialog: LossDialog }) {
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
