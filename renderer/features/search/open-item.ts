/** What choosing something found does. */
import type { MessageHit } from '#protocol/search.ts';
import { selectConversation, showConversation } from '../../state/conversation-actions.ts';
import { useMessageJump } from '../../state/message-jump.ts';
import { closeDialog } from '../../state/window-store.ts';
import type { SearchItem } from './search-items.ts';

/** Closes the dialog and shows the conversation, or the message in it. */
export function openItem(item: SearchItem): void {
  closeDialog();
  if (item.kind === 'conversation') selectConversation(item.conversation.id);
  else void showMessage(item.hit);
}

async function showMessage({ conversationId, messageId }: MessageHit): Promise<void> {
  useMessageJump.getState().request({ conversationId, messageId });
  await showConversation(conversationId);
}
