import { CreateWorktreeDialog } from './create-worktree-dialog.tsx';
import { WorktreeLossDialog } from './worktree-loss-dialog.tsx';
import { useWorktreeDialog } from './worktree-store.ts';

/** The dialogs about worktrees, whoever opens them. */
export function WorktreeDialogs() {
  const dialog = useWorktreeDialog((state) => state.dialog);
  if (dialog === null) return null;
  if (dialog.type === 'create') return <CreateWorktreeDialog conversationId={dialog.conversationId} />;
  return <WorktreeLossDialog dialog={dialog} />;
}
