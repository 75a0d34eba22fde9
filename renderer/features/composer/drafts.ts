import { invoke, listen } from '../../api.ts';
import { reportErrors } from '../../state/report-error.ts';
import { AttachmentDrafts } from './attachment-drafts.ts';
import { DraftKeeper } from './draft-keeper.ts';

/** The drafts of this window. */
export const drafts = new DraftKeeper((conversationId, text) => invoke('chat.saveDraft', { conversationId, text }));

/** What is attached in this window. */
export const attachmentDrafts = new AttachmentDrafts((conversationId, attachments) =>
  reportErrors(invoke('chat.saveDraftAttachments', { conversationId, attachments })),
);

window.addEventListener('pagehide', () => drafts.flushAll());
window.addEventListener('blur', () => drafts.flushAll());

/** Main waits for this answer before a window closes or the app quits. Returns the end of the subscription. */
export function saveDraftsBeforeClosing(): () => void {
  return listen('app.closing', () => {
    drafts.flushAll();
    // Main may be gone before it has answered.
    void invoke('app.saved').catch(() => undefined);
  });
}
