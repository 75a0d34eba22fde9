/** Which dialog about a worktree is open. */
import { create } from 'zustand';
import { isAnythingLost, type KeptWorktree, type WorktreeLoss } from '#protocol/projects.ts';
import { invoke } from '../../api.ts';
import { deleteConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { showError } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';

export type WorktreeDialog =
  | { type: 'create'; conversationId: string }
  /** Cleaned up by itself, or together with its conversation. */
  | { type: 'remove' | 'delete-conversation'; conversationId: string; loss: WorktreeLoss }
  /** Of a conversation that is gone. */
  | { type: 'remove-kept'; worktree: KeptWorktree; loss: WorktreeLoss };

export const useWorktreeDialog = create<{ dialog: WorktreeDialog | null }>()(() => ({ dialog: null }));

export function closeWorktreeDialog(): void {
  useWorktreeDialog.setState({ dialog: null });
}

export function openCreateWorktree(conversationId: string): void {
  useWorktreeDialog.setState({ dialog: { type: 'create', conversationId } });
}

/** Removes it at once where nothing is lost; else shows what would be. */
export async function cleanUpWorktree(conversationId: string): Promise<void> {
  try {
    const loss = await invoke('worktrees.inspect', { conversationId });
    if (isAnythingLost(loss)) useWorktreeDialog.setState({ dialog: { type: 'remove', conversationId, loss } });
    else await removeWorktree(conversationId, loss, false);
  } catch (error) {
    showError(error, () => void cleanUpWorktree(conversationId));
  }
}

export async function removeWorktree(conversationId: string, loss: WorktreeLoss, keepBranch: boolean): Promise<void> {
  closeWorktreeDialog();
  try {
    await invoke('worktrees.remove', { conversationId, fingerprint: loss.fingerprint, keepBranch });
    showInfo(removedWords(loss, keepBranch));
  } catch (error) {
    showError(error, () => void cleanUpWorktree(conversationId));
  }
}

export function removedWords(loss: WorktreeLoss, keepBranch: boolean): string {
  return keepBranch && loss.commitCount > 0 ? strings.worktree.removedBranchStays(loss.branch) : strings.worktree.removed;
}

/** Deletes the conversation; its worktree goes with it only when `agrees`. */
export async function deleteWithWorktree(conversationId: string, loss: WorktreeLoss, agrees: boolean): Promise<void> {
  closeWorktreeDialog();
  try {
    if (agrees) await invoke('worktrees.agreeToLoss', { conversationId, fingerprint: loss.fingerprint });
    await deleteConversation(conversationId);
    if (!agrees) showInfo(strings.worktree.isKept);
  } catch (error) {
    showError(error, () => void deleteWithWorktree(conversationId, loss, agrees));
  }
}

/** Deletes a conversation. Where its worktree holds work, the person first sees what would become of it. */
export async function deleteConversationWithCare(conversationId: string): Promise<void> {
  if (useConversations.getState().byId[conversationId]?.worktree == null) return deleteConversation(conversationId);
  try {
    const loss = await invoke('worktrees.inspect', { conversationId });
    if (isAnythingLost(loss)) useWorktreeDialog.setState({ dialog: { type: 'delete-conversation', conversationId, loss } });
    else await deleteConversation(conversationId);
  } catch (error) {
    showError(error, () => void deleteConversationWithCare(conversationId));
  }
}
