import { type FormEvent, useState } from 'react';
import { toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useConversations } from '../../state/conversations-store.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { branchNameFrom } from './branch-name.ts';
import styles from './create-worktree-dialog.module.css';
import { closeWorktreeDialog } from './worktree-store.ts';

const FORM_ID = 'create-worktree';

/** Names the branch and makes the worktree. */
export function CreateWorktreeDialog({ conversationId }: { conversationId: string }) {
  const title = useConversations((state) => state.byId[conversationId]?.title ?? '');
  const [branch, setBranch] = useState(() => branchNameFrom(title));
  const [error, setError] = useState<string>();
  const [isMaking, setIsMaking] = useState(false);

  const make = async (event: FormEvent) => {
    event.preventDefault();
    setIsMaking(true);
    setError(undefined);
    try {
      const { notes } = await invoke('worktrees.create', { conversationId, branch: branch.trim() });
      closeWorktreeDialog();
      showInfo([strings.worktree.worksInOwn, ...notes].join(' '));
    } catch (failure) {
      setError(toErrorInfo(failure).message);
      setIsMaking(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && closeWorktreeDialog()}
      size="small"
      title={strings.worktree.workInNew}
      description={strings.worktree.workInNewHint}
      footer={
        <>
          <Button onClick={closeWorktreeDialog}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM_ID} variant="primary" disabled={isMaking || branch.trim() === ''}>
            {isMaking ? strings.worktree.checkingOut : strings.worktree.make}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={(event) => void make(event)}>
        <TextField
          label={strings.worktree.branchName}
          value={branch}
          error={error}
          maxLength={200}
          data-dialog-focus
          onChange={(event) => setBranch(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
