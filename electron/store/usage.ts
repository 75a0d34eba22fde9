/** Adds up what the turns of a conversation used. */
import { usageSchema } from '#protocol/conversation.ts';
import { costOf, type OwnPrices } from '#protocol/prices.ts';
import type { ConversationUsage, ModelUsage } from '#protocol/usage.ts';
import type { Connection } from './connection.ts';
import { readStoredJson } from './stored-json.ts';

export interface UsageStore {
  /** All turns of the conversation, whichever version is shown. */
  ofConversation(conversationId: string, prices: OwnPrices): ConversationUsage;
}

export function createUsageStore(connection: Connection): UsageStore {
  return {
    ofConversation: (conversationId, prices) =>
      connection.read(() => {
        const rows = connection
          .statement<{ model: string | null; usage: string }>(
            `SELECT m.model, m.usage FROM messages m JOIN conversations c ON c.key = m.conversation_key
             WHERE c.id = ? AND m.usage IS NOT NULL ORDER BY m.seq`,
          )
          .all(conversationId);
        const models = new Map<string | null, ModelUsage>();
        for (const { model, usage } of rows) add(models, model, usage, prices);
        const listed = [...models.values()];
        return { models: listed, turns: listed.reduce((sum, { turns }) => sum + turns, 0) };
      }),
  };
}

function add(models: Map<string | null, ModelUsage>, model: string | null, text: string, prices: OwnPrices): void {
  const used = readStoredJson(usageSchema, text);
  // Logged where the message itself is read.
  if (used === undefined) return;
  const cost = costOf(used, model, prices);
  const sum = models.get(model) ?? {
    model,
    turns: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    thoughtTokens: 0,
    costUsd: null,
    unpricedTurns: 0,
  };
  models.set(model, {
    model,
    turns: sum.turns + 1,
    inputTokens: sum.inputTokens + used.inputTokens,
    cachedTokens: sum.cachedTokens + used.cachedTokens,
    outputTokens: sum.outputTokens + used.outputTokens,
    thoughtTokens: sum.thoughtTokens + used.thoughtTokens,
    costUsd: cost === null ? sum.costUsd : (sum.costUsd ?? 0) + cost,
    unpricedTurns: sum.unpricedTurns + (cost === null ? 1 : 0),
  });
}
