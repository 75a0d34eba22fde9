/** What the menu, the tray and links from outside ask of the window. */
import type { WindowCommand } from '#protocol/window-commands.ts';
import { useComposerIntent } from '../../state/composer-intent.ts';
import { createConversation, showConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { openSettings } from '../../state/window-store.ts';
import { runCommand } from './command-actions.ts';

/** Does what main asks for. */
export function runWindowCommand({ command, conversationId, prompt, section }: WindowCommand): void {
  if (command === 'show-conversation') {
    if (conversationId !== undefined) void showConversation(conversationId);
  } else if (command === 'open-settings' && section !== undefined) {
    openSettings(section);
  } else if (command === 'new-conversation' && prompt !== undefined) {
    void createConversation().then(() => putIntoComposer(prompt));
  } else {
    runCommand(command);
  }
}

/** Into the conversation that is shown; nothing is sent by itself. */
function putIntoComposer(text: string): void {
  const conversationId = useConversations.getState().selectedId;
  if (conversationId !== null) useComposerIntent.getState().request({ conversationId, text });
}
