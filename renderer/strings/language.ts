/** The page's language: main decides it and says so in the page's address. A change of it loads the page again, so it never changes here. */
import { type Language, languageSchema } from '#protocol/language.ts';

/** Tests run without an address. */
const address = globalThis.location?.search ?? '';

export const language: Language = languageSchema.catch('en').parse(new URLSearchParams(address).get('language'));

/** With the person's region where the desktop's own language is the page's: `en-GB` writes dates otherwise than `en-US`. */
export const locale: string = navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
