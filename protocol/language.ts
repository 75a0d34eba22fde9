/** The languages the app speaks, and which of them a person gets. */
import { z } from 'zod';

/** English is complete by definition; the others are held complete by the compiler. */
export const languageSchema = z.enum(['en', 'de']);
export type Language = z.infer<typeof languageSchema>;

/** `system`: the first language of the desktop's that the app speaks. */
export const languageSettingSchema = z.enum(['system', ...languageSchema.options]);
export type LanguageSetting = z.infer<typeof languageSettingSchema>;

/** `systemLanguages`: as the desktop lists them, the most wanted first, like `de-AT`. English where none is spoken here. */
export function chooseLanguage(setting: LanguageSetting, systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const tag of systemLanguages) {
    const spoken = languageSchema.safeParse(tag.toLowerCase().split(/[-_]/)[0]);
    if (spoken.success) return spoken.data;
  }
  return 'en';
}
