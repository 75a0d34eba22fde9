/**
 * A message that another part of the window wants to be seen, such as one that a search found. The thread of its conversation takes the
 * wish, loads the place around the message and scrolls to it.
 */
import { create } from 'zustand';

type MessageJump = { conversationId: string; messageId: string };

type MessageJumpState = {
  jump: MessageJump | null;
  /** A later wish replaces one not yet taken. */
  request: (jump: MessageJump) => void;
  /** The message wished for in this conversation, once; null when there is none. */
  take: (conversationId: string) => string | null;
};

export const useMessageJump = create<MessageJumpState>()((set, get) => ({
  jump: null,
  request: (jump) => set({ jump }),
  take: (conversationId) => {
    const { jump } = get();
    if (jump?.conversationId !== conversationId) return null;
    set({ jump: null });
    return jump.messageId;
  },
}));
