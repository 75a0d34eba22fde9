/** Worktrees that outlived their conversations, and what a person does with them. */
import { create } from 'zustand';
import { isAnythingLost, type KeptWorktree, type WorktreeLoss } from '#protocol/projects.ts';
import { invoke } from '../../api.ts';
import { createConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { showError } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { closeWorktreeDialog, removedWords, useWorktreeDialog } from './worktree-store.ts';

export const useKeptWorktrees = create<{ worktrees: readonly KeptWorktree[] }>()(() => ({ worktrees: [] }));

export async function loadKept(): Promise<void> {
  try {
    useKeptWorktrees.setState({ worktrees: await invoke('worktrees.kept') });
  } catch (error) {
    showError(error, () => void loadKept());
  }
}

/** A new conversation that works where the deleted one left off. */
export async function continueInKept(worktree: KeptWorktree): Promise<void> {
  await createConversation({ projectFolder: worktree.projectFolder });
  const conversationId = useConversations.getState().selectedId;
  if (conversationId === null) return;
  try {
    await invoke('worktrees.adopt', { keptId: worktree.id, conversationId });
    showInfo(strings.worktree.continues(worktree.branch));
  } catch (error) {
    showError(error);
  }
  await loadKept();
}

/** Removes it at once where nothing is lost by now; else shows what would be. */
export async function inspectKept(worktree: KeptWorktree): Promise<void> {
  try {
    const loss = await invoke('worktrees.inspect', { conversationId: worktree.id });
    if (isAnythingLost(loss)) useWorktreeDialog.setState({ dialog: { type: 'remove-kept', worktree, loss } });
    else await removeKept(worktree, loss, false);
  } catch (error) {
    showError(error, () => void inspectKept(worktree));
  }
}

export async function removeKept(worktree: KeptWorktree, loss: WorktreeLoss, keepBranch: boolean): Promise<void> {
  closeWorktreeDialog();
  try {
    await invoke('worktrees.removeKept', { keptId: worktree.id, fingerprint: loss.fingerprint, keepBranch });
    showInfo(removedWords(loss, keepBranch));
  } catch (error) {
    showError(error, () => void inspectKept(worktree));
  }
  await loadKept();
}
