/** What tokens cost: a dated table that the person can correct. A model that is not in it has no cost here, never a guessed one. */
import { z } from 'zod';
import type { Usage } from './conversation.ts';

/** US dollars per million tokens. */
export const modelPriceSchema = z.object({
  input: z.number().min(0).max(100_000),
  /** Thinking is billed as output. */
  output: z.number().min(0).max(100_000),
  /** Input that the provider had cached. */
  cached: z.number().min(0).max(100_000),
});
export type ModelPrice = z.infer<typeof modelPriceSchema>;

/** A price of the table: some models cost more where the prompt is long. */
export interface ListedPrice extends ModelPrice {
  /** For calls whose prompt is longer. */
  long?: ModelPrice & { aboveTokens: number };
}

/** When the table was last compared with the provider's. */
export const PRICES_AS_OF = '2025-12-18';
/** Where the provider publishes them. */
export const PRICES_SOURCE = 'https://ai.google.dev/gemini-api/docs/pricing';

/** The Gemini API's paid tier, text, in US dollars. */
export const LISTED_PRICES: Readonly<Record<string, ListedPrice>> = {
  'gemini-3-pro-preview': { input: 2, output: 12, cached: 0.2, long: { aboveTokens: 200_000, input: 4, output: 18, cached: 0.4 } },
  'gemini-3-flash-preview': { input: 0.5, output: 3, cached: 0.05 },
  'gemini-2.5-pro': { input: 1.25, output: 10, cached: 0.125, long: { aboveTokens: 200_000, input: 2.5, output: 15, cached: 0.25 } },
  'gemini-2.5-flash': { input: 0.3, output: 2.5, cached: 0.03 },
  'gemini-2.5-flash-lite': { input: 0.1, output: 0.4, cached: 0.01 },
};

export type OwnPrices = Readonly<Record<string, ModelPrice>>;

/** The person's own price, else that of the table, else undefined. */
export function priceOf(model: string, own: OwnPrices): ListedPrice | undefined {
  return Object.hasOwn(own, model) ? own[model] : Object.hasOwn(LISTED_PRICES, model) ? LISTED_PRICES[model] : undefined;
}

/**
 * What a turn cost in US dollars; null where that is not known. A turn's usage is the sum of its calls: where some of them may have had a
 * long prompt and others not, no price fits the sum, so there is none.
 */
export function costOf(usage: Usage, model: string | null, own: OwnPrices): number | null {
  const listed = model === null ? undefined : priceOf(model, own);
  if (listed === undefined) return null;
  const { long } = listed;
  const isLong = long !== undefined && usage.contextTokens > long.aboveTokens;
  if (isLong && usage.inputTokens > usage.contextTokens) return null;
  const { input, output, cached } = isLong ? long : listed;
  const fresh = Math.max(0, usage.inputTokens - usage.cachedTokens);
  return (fresh * input + usage.cachedTokens * cached + (usage.outputTokens + usage.thoughtTokens) * output) / 1_000_000;
}
