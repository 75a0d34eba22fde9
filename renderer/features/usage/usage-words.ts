/** Tokens and money in words. */

import type { ConversationUsage } from '#protocol/usage.ts';
import { dateFormat, formatNumber } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';

/** `$0.0042`, `$0.31`, `$12.40`: two significant figures below a dollar. */
export function formatUsd(usd: number): string {
  if (usd === 0) return strings.usage.dollars('0');
  if (usd < 0.0001) return strings.usage.underCent;
  if (usd >= 0.1) return strings.usage.dollars(formatNumber(usd, 2));
  return strings.usage.dollars(formatNumber(usd, Number(usd.toPrecision(2)).toFixed(6).replace(/0+$/, '').length - 2));
}

const dayFormat = dateFormat({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The day of the price table. */
export function formatDay(isoDay: string): string {
  return dayFormat.format(new Date(`${isoDay}T00:00:00Z`));
}

/** What all turns cost together; null where it is known for none. */
export function totalCost({ models }: ConversationUsage): { usd: number | null; unpricedTurns: number } {
  const known = models.flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
  return {
    usd: known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0),
    unpricedTurns: models.reduce((sum, { unpricedTurns }) => sum + unpricedTurns, 0),
  };
}
