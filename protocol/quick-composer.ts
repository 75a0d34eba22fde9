/** The quick composer: a small window, brought up from anywhere by a key, that sends into a new conversation. Part of the contract in ipc.ts. */
import { z } from 'zod';

const nothing = z.undefined().optional();

/** Keys that are suggested for it; none are taken before the person chooses. */
export const SUGGESTED_QUICK_KEYS = 'mod+shift+space';

export const quickHotkeySchema = z.object({
  /** Why the keys in the settings don't work; null when they do, and when there are none. */
  problem: z.string().nullable(),
});
export type QuickHotkey = z.infer<typeof quickHotkeySchema>;

export const quickComposerContract = {
  'quickComposer.show': { request: nothing, response: nothing },
  'quickComposer.hide': { request: nothing, response: nothing },
  /** Begins a conversation with this text and hides the small window. `open`: shows the conversation, too. */
  'quickComposer.send': {
    request: z.object({
      text: z.string().trim().min(1).max(1_000_000),
      agentId: z.string().min(1).max(100),
      projectFolder: z.string().min(1).max(4096).nullable(),
      open: z.boolean().default(false),
    }),
    response: nothing,
  },
  'quickComposer.hotkey': { request: nothing, response: quickHotkeySchema },
} as const;

export const quickComposerEvents = {
  'quickComposer.hotkeyChanged': quickHotkeySchema,
  /** The small window was brought up. */
  'quickComposer.shown': z.object({}),
} as const;
