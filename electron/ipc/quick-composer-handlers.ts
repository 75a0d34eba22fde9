/** Channels of the quick composer. */
import type { ChatService } from '../chat/chat-service.ts';
import type { ConversationService } from '../chat/conversation-service.ts';
import type { QuickComposer } from '../desktop/quick-composer.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

export interface QuickComposerServices {
  quickComposer: QuickComposer;
  conversations: Pick<ConversationService, 'create' | 'delete'>;
  chat: Pick<ChatService, 'send'>;
  /** Shows the conversation in the app's window, which opens where none is. */
  showConversation: (conversationId: string) => void;
}

type Channels = 'quickComposer.show' | 'quickComposer.hide' | 'quickComposer.send' | 'quickComposer.hotkey';

export function quickComposerHandlers(services: QuickComposerServices): Pick<InvokeHandlers, Channels> {
  const { quickComposer, conversations, chat, showConversation } = services;
  return {
    // The command and the key are one way in.
    'quickComposer.show': () => quickComposer.toggle(),
    'quickComposer.hide': () => quickComposer.hide(),
    'quickComposer.send': async ({ text, agentId, projectFolder, open }) => {
      const { id } = conversations.create({ agentId, projectFolder });
      try {
        chat.send({ conversationId: id, parts: [{ type: 'text', text }] });
      } catch (error) {
        // The words are still in the small window; an empty conversation would only be in the way.
        await conversations.delete(id);
        throw error;
      }
      quickComposer.hide();
      if (open) showConversation(id);
    },
    'quickComposer.hotkey': () => quickComposer.hotkey(),
  };
}
