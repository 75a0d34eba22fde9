/** The channels about an agent's changes. No logic here: a line each. */
import type { ChangesService } from '../changes/changes-service.ts';
import { openInEditor } from '../desktop/open-in-editor.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

type ChangesChannel = Extract<keyof InvokeHandlers, `changes.${string}`>;

export function changesHandlers(changes: ChangesService): Pick<InvokeHandlers, ChangesChannel> {
  return {
    'changes.list': ({ conversationId }) => changes.list(conversationId),
    'changes.diff': ({ conversationId, changeIds }) => changes.diff(conversationId, changeIds),
    'changes.accept': ({ conversationId, changeIds, accepted }) => changes.accept(conversationId, changeIds, accepted),
    'changes.revert': ({ conversationId, changeIds, onConflict }) => changes.revert(conversationId, changeIds, onConflict),
    'changes.undoRevert': ({ conversationId, revertId, onConflict }) => changes.undoRevert(conversationId, revertId, onConflict),
    'changes.open': ({ conversationId, changeId }) => {
      const { folder, path } = changes.fileOf(conversationId, changeId);
      return openInEditor(folder, path, 1);
    },
  };
}
