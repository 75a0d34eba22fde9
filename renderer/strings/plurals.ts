import type { Language } from '#protocol/language.ts';
import { choosingIn, type PluralForms } from '#protocol/plurals.ts';
import { formatNumber } from './format.ts';

/** The language's way to count things: `1 file`, `3,400 files`. */
export function countingIn(language: Language): (count: number, forms: PluralForms) => string {
  const choose = choosingIn(language);
  return (count, forms) => `${formatNumber(count)} ${choose(count, forms)}`;
}
