/** What the menu, the tray and links from outside can ask of the window. */
import type { WindowCommand } from '#protocol/window-commands.ts';
import { useComposerIntent } from './composer-intent.ts';
import { createConversation, showConversation } from './conversation-actions.ts';
import { useConversations } from './conversations-store.ts';
import { openDataDialog, startImport } from './data-dialog.ts';
import { showInspector } from './inspector.ts';
import { openSearch, openSettings, toggleOverview, toggleSidebar } from './window-store.ts';

const COMMANDS: Record<WindowCommand['command'], (request: WindowCommand) => void> = {
  'new-conversation': ({ prompt }) => void createConversation().then(() => prompt !== undefined && putIntoComposer(prompt)),
  'open-settings': ({ section }) => openSettings(section),
  search: openSearch,
  'toggle-sidebar': toggleSidebar,
  'show-overview': toggleOverview,
  'show-approvals': () => showInspector('approvals'),
  export: () => openDataDialog({ kind: 'export', conversationId: null }),
  import: startImport,
  'show-processes': () => showInspector('processes'),
  'show-conversation': ({ conversationId }) => void (conversationId !== undefined && showConversation(conversationId)),
};

/** Does what main asks for. */
export function runWindowCommand(request: WindowCommand): void {
  COMMANDS[request.command](request);
}

/** Into the conversation that is shown; nothing is sent by itself. */
function putIntoComposer(text: string): void {
  const conversationId = useConversations.getState().selectedId;
  if (conversationId !== null) useComposerIntent.getState().request({ conversationId, text });
}
