/** What a person does with changes: accept, take back, put back. Undo instead of "Are you sure?", but for what others wrote since. */
import type { ConflictChoice, RevertResult } from '#protocol/changes.ts';
import { invoke } from '../../api.ts';
import { reportErrors, showError } from '../../state/report-error.ts';
import { showInfo, showUndo, useToasts } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { useChangesStore } from './changes-store.ts';

export function acceptChanges(conversationId: string, changeIds: readonly string[], accepted: boolean): void {
  reportErrors(invoke('changes.accept', { conversationId, changeIds: [...changeIds], accepted }));
}

/** Takes changes back. Asks first where files are no longer as the agent left them, and only then. */
export async function revertChanges(
  conversationId: string,
  changeIds: readonly string[],
  onConflict: ConflictChoice = 'ask',
): Promise<void> {
  useChangesStore.setState({ pendingRevert: null });
  try {
    const result = await invoke('changes.revert', { conversationId, changeIds: [...changeIds], onConflict });
    if (result.status === 'conflicts') {
      useChangesStore.setState({
        pendingRevert: { conversationId, changeIds, conflicts: result.conflicts, cleanFiles: result.cleanFiles },
      });
      return;
    }
    const { revertId } = result;
    if (revertId !== null) showUndo(strings.changes.reverted(result.files), () => void putBack(conversationId, revertId));
    tellKept(result);
  } catch (error) {
    showError(error, () => void revertChanges(conversationId, changeIds, onConflict));
  }
}

/** Puts back what a revert took away. Files that were written since stay as they are, and are named. */
export async function putBack(conversationId: string, revertId: string): Promise<void> {
  try {
    const result = await invoke('changes.undoRevert', { conversationId, revertId, onConflict: 'keep' });
    if (result.status === 'done' && result.files > 0) showInfo(strings.changes.wasPutBack(result.files));
    tellKept(result);
  } catch (error) {
    showError(error, () => void putBack(conversationId, revertId));
  }
}

export function dismissPendingRevert(): void {
  useChangesStore.setState({ pendingRevert: null });
}

/** Stays until it is closed: the person has to know which files are not as they might think. */
function tellKept(result: RevertResult): void {
  if (result.status !== 'done') return;
  const [first] = result.kept;
  if (first === undefined) return;
  const others = result.kept.length === 1 ? '' : ` ${strings.changes.andOthers(result.kept.length - 1)}`;
  useToasts.getState().show({ kind: 'error', message: strings.changes.leftAsItIs(first.path, first.reason) + others, durationMs: null });
}
