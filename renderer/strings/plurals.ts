import type { Language } from '#protocol/language.ts';
import { formatNumber } from './format.ts';

/** The forms of a word by the plural categories of its language; `other` where a language has no form of its own for one. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** The language's way to count things: `1 file`, `3,400 files`. */
export function countingIn(language: Language): (count: number, forms: PluralForms) => string {
  const choose = choosingIn(language);
  return (count, forms) => `${formatNumber(count)} ${choose(count, forms)}`;
}

/** The language's way to choose a word by a count that stands elsewhere. */
export function choosingIn(language: Language): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
