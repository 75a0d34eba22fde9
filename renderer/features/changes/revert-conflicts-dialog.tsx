import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import { plural } from '../thread/duration-words.ts';
import { dismissPendingRevert, revertChanges } from './changes-actions.ts';
import { type PendingRevert, useChangesStore } from './changes-store.ts';
import styles from './revert-conflicts-dialog.module.css';

const REASONS = {
  edited: 'changed since by you or another program',
  'later-turn': 'changed again in a later turn',
  'cut-off': 'may hold edits of others: the app ended while it was written',
} as const;

/** Asks what becomes of files that are no longer as the agent left them, and names them. */
export function RevertConflictsDialog({ conversationId }: { conversationId: string }) {
  const pending = useChangesStore((state) => (state.pendingRevert?.conversationId === conversationId ? state.pendingRevert : null));
  return (
    <Dialog
      open={pending !== null}
      onOpenChange={(open) => !open && dismissPendingRevert()}
      title="Some files were changed since"
      description="They are not as the agent left them, so reverting them would take other edits away, too."
      footer={pending !== null && <Choices pending={pending} />}
    >
      <ul className={styles.files}>
        {pending?.conflicts.map(({ folder, path, reason }) => (
          <li key={`${folder}/${path}`}>
            <span className={styles.path}>
              <VisibleText>{path}</VisibleText>
            </span>
            <span className={styles.reason}>{REASONS[reason]}</span>
          </li>
        ))}
      </ul>
      {pending !== null && pending.cleanFiles > 0 && (
        <p className={styles.others}>
          {plural(pending.cleanFiles, 'other file')} {pending.cleanFiles === 1 ? 'is' : 'are'} as the agent left{' '}
          {pending.cleanFiles === 1 ? 'it' : 'them'} and will be reverted with every choice.
        </p>
      )}
    </Dialog>
  );
}

function Choices({ pending: { conversationId, changeIds, conflicts, cleanFiles } }: { pending: PendingRevert }) {
  const canMerge = conflicts.some((conflict) => conflict.canMerge);
  return (
    <>
      <Button variant="danger" onClick={() => void revertChanges(conversationId, changeIds, 'overwrite')}>
        Revert anyway
      </Button>
      {canMerge && (
        <Button
          title="Other edits stay. Files where the two overlap are left as they are."
          onClick={() => void revertChanges(conversationId, changeIds, 'merge')}
        >
          Take out only the agent’s lines
        </Button>
      )}
      <Button
        variant="primary"
        data-dialog-focus
        onClick={() => (cleanFiles === 0 ? dismissPendingRevert() : void revertChanges(conversationId, changeIds, 'keep'))}
      >
        Keep {conflicts.length === 1 ? 'this file' : 'these files'}
      </Button>
    </>
  );
}
