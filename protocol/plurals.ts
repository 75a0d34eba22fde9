/** Words that depend on a count, by the rules of their language. */
import type { Language } from './language.ts';

/** The forms of a word by the plural categories of its language; `other` where a language has no form of its own for one. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** The language's way to choose a word by a count. */
export function choosingIn(language: Language): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
