import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { dismissPendingRevert, revertChanges } from './changes-actions.ts';
import { type PendingRevert, useChangesStore } from './changes-store.ts';
import styles from './revert-conflicts-dialog.module.css';

const REASONS = {
  edited: strings.changes.conflictEdited,
  'later-turn': strings.changes.conflictLaterTurn,
  'cut-off': strings.changes.conflictCutOff,
} as const;

/** Asks what becomes of files that are no longer as the agent left them, and names them. */
export function RevertConflictsDialog({ conversationId }: { conversationId: string }) {
  const pending = useChangesStore((state) => (state.pendingRevert?.conversationId === conversationId ? state.pendingRevert : null));
  return (
    <Dialog
      open={pending !== null}
      onOpenChange={(open) => !open && dismissPendingRevert()}
      title={strings.changes.conflictsTitle}
      description={strings.changes.conflictsHint}
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
      {pending !== null && pending.cleanFiles > 0 && <p className={styles.others}>{strings.changes.cleanFiles(pending.cleanFiles)}</p>}
    </Dialog>
  );
}

function Choices({ pending: { conversationId, changeIds, conflicts, cleanFiles } }: { pending: PendingRevert }) {
  const canMerge = conflicts.some((conflict) => conflict.canMerge);
  return (
    <>
      <Button variant="danger" onClick={() => void revertChanges(conversationId, changeIds, 'overwrite')}>
        {strings.changes.revertAnyway}
      </Button>
      {canMerge && (
        <Button title={strings.changes.mergeHint} onClick={() => void revertChanges(conversationId, changeIds, 'merge')}>
          {strings.changes.merge}
        </Button>
      )}
      <Button
        variant="primary"
        data-dialog-focus
        onClick={() => (cleanFiles === 0 ? dismissPendingRevert() : void revertChanges(conversationId, changeIds, 'keep'))}
      >
        {strings.changes.keep(conflicts.length)}
      </Button>
    </>
  );
}
