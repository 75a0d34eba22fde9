/** What a conversation has used, over all its turns. */
import { z } from 'zod';

const tokens = z.number().int().nonnegative();

export const modelUsageSchema = z.object({
  /** Null: answers of which it is not known. */
  model: z.string().nullable(),
  turns: z.number().int(),
  inputTokens: tokens,
  cachedTokens: tokens,
  outputTokens: tokens,
  thoughtTokens: tokens,
  /** US dollars for the turns whose cost is known; null when it is known for none. */
  costUsd: z.number().nullable(),
  /** Turns without a cost. */
  unpricedTurns: z.number().int(),
});
export type ModelUsage = z.infer<typeof modelUsageSchema>;

/** Every turn counts that reported usage: those of other versions (edited, tried again) and of failed and stopped answers too. */
export const conversationUsageSchema = z.object({ models: z.array(modelUsageSchema), turns: z.number().int() });
export type ConversationUsage = z.infer<typeof conversationUsageSchema>;
