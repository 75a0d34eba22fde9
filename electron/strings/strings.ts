/** The words of the main process in the language of now. Unlike the page, main goes on when the language changes, so they are asked for each time. */
import type { Language } from '#protocol/language.ts';
import { de } from './de.ts';
import { en, type MainStrings } from './en.ts';

const CATALOGUES: Record<Language, MainStrings> = { en, de };

let current: Language = 'en';

/** English until the settings have been read. */
export function strings(): MainStrings {
  return CATALOGUES[current];
}

/** The language in which main speaks and pages are opened. */
export function currentLanguage(): Language {
  return current;
}

/** From now on main speaks it. Returns false where it did already. */
export function speak(language: Language): boolean {
  if (language === current) return false;
  current = language;
  return true;
}
