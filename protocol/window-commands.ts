/** What main asks the window to do: the menu, the tray, a notification and a link from outside all come down to one of these. */
import { z } from 'zod';
import { COMMAND_IDS } from './commands.ts';

/** More than anybody types, less than would hurt; a link's words wait in the composer and are never sent by themselves. */
export const MAX_LINK_PROMPT_LENGTH = 10_000;

export const windowCommandSchema = z.object({
  command: z.enum([...COMMAND_IDS, 'show-conversation']),
  /** For `open-settings`; left out: where they were last. */
  section: z.enum(['appearance']).optional(),
  /** For `show-conversation`. */
  conversationId: z.string().optional(),
  /** For `new-conversation`: what stands in its composer. */
  prompt: z.string().max(MAX_LINK_PROMPT_LENGTH).optional(),
});
export type WindowCommand = z.infer<typeof windowCommandSchema>;
