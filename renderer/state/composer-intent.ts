/**
 * Text that another part of the window wants in a conversation's composer: an example to try, a quoted line, a file name.
 * The composer of that conversation takes it (`take`), puts it in and focuses itself; nothing is sent by itself.
 */
import { create } from 'zustand';

export type ComposerIntent = { conversationId: string; text: string };

type ComposerIntentState = {
  intent: ComposerIntent | null;
  /** Asks for `text` in the composer of a conversation. A later request replaces one not yet taken. */
  request: (intent: ComposerIntent) => void;
  /** The text waiting for this conversation, once; null when there is none. */
  take: (conversationId: string) => string | null;
};

export const useComposerIntent = create<ComposerIntentState>()((set, get) => ({
  intent: null,
  request: (intent) => set({ intent }),
  take: (conversationId) => {
    const { intent } = get();
    if (intent?.conversationId !== conversationId) return null;
    set({ intent: null });
    return intent.text;
  },
}));
