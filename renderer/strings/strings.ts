import type { Language } from '#protocol/language.ts';
import { de } from './de.ts';
import { en, type Strings } from './en.ts';
import { language } from './language.ts';

const CATALOGUES: Record<Language, Strings> = { en, de };

/** Every word the page says, in the person's language. */
export const strings: Strings = CATALOGUES[language];
