/** What choosing something found does. */
import { AppError } from '#protocol/errors.ts';
import type { MessageHit } from '#protocol/search.ts';
import { selectConversation, showArchive } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { useMessageJump } from '../../state/message-jump.ts';
import { showError } from '../../state/report-error.ts';
import { closeDialog } from '../../state/window-store.ts';
import type { SearchItem } from './search-items.ts';

/** Closes the dialog and shows the conversation, or the message in it. */
export function openItem(item: SearchItem): void {
  closeDialog();
  if (item.kind === 'conversation') selectConversation(item.conversation.id);
  else void showMessage(item.hit);
}

async function showMessage({ conversationId, messageId }: MessageHit): Promise<void> {
  const isKnown = () => useConversations.getState().byId[conversationId] !== undefined;
  // The list holds archived ones only after a look at the archive.
  if (!isKnown()) await showArchive();
  if (!isKnown()) {
    showError(new AppError({ code: 'not-found', message: 'This conversation is no longer there.' }));
    return;
  }
  useMessageJump.getState().request({ conversationId, messageId });
  selectConversation(conversationId);
}
