import type { WorktreeLoss } from '#protocol/projects.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import { plural } from '../thread/duration-words.ts';
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
      title={type === 'remove' ? 'This worktree holds work' : 'This conversation’s worktree holds work'}
      description={`On the branch ${loss.branch}, in ${loss.folder}`}
      footer={type === 'remove' ? <RemoveChoices dialog={dialog} /> : <DeleteChoices dialog={dialog} />}
    >
      <div className={styles.lists}>
        {loss.uncommittedCount > 0 && (
          <Names
            title={`${plural(loss.uncommittedCount, 'file')} with changes that are in no commit`}
            names={loss.uncommittedFiles}
            count={loss.uncommittedCount}
          />
        )}
        {loss.commitCount > 0 && (
          <Names
            title={`${plural(loss.commitCount, 'commit')} in no other branch`}
            names={loss.commits.map(({ id, subject }) => `${id} ${subject}`)}
            count={loss.commitCount}
          />
        )}
        {loss.ignored.length > 0 && <Names title="Files that git ignores" names={loss.ignored} count={loss.ignored.length} />}
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
        {count > names.length && <li className={styles.more}>and {count - names.length} more</li>}
      </ul>
    </section>
  );
}

function RemoveChoices({ dialog: { conversationId, loss } }: { dialog: LossDialog }) {
  const losesFiles = loss.uncommittedCount > 0 || loss.ignored.length > 0;
  return (
    <>
      <Button variant="danger" onClick={() => void removeWorktree(conversationId, loss, false)}>
        Delete all of this
      </Button>
      {loss.commitCount > 0 && (
        <Button onClick={() => void removeWorktree(conversationId, loss, true)}>
          {losesFiles ? 'Delete the files, keep the branch' : 'Keep the branch'}
        </Button>
      )}
      <Button variant="primary" data-dialog-focus onClick={closeWorktreeDialog}>
        Keep worktree
      </Button>
    </>
  );
}

function DeleteChoices({ dialog: { conversationId, loss } }: { dialog: LossDialog }) {
  return (
    <>
      <Button onClick={closeWorktreeDialog}>Cancel</Button>
      <Button variant="danger" onClick={() => void deleteWithWorktree(conversationId, loss, true)}>
        Delete both
      </Button>
      <Button variant="primary" data-dialog-focus onClick={() => void deleteWithWorktree(conversationId, loss, false)}>
        Delete conversation, keep worktree
      </Button>
    </>
  );
}
