import { expect, test } from 'vitest';
import { chooseLanguage } from '#protocol/language.ts';

test.each([
  ['the first of the desktop’s that is spoken', 'system', ['fr-FR', 'de-AT', 'en-US'], 'de'],
  ['a tag as POSIX writes it', 'system', ['de_DE'], 'de'],
  ['English where none is', 'system', ['fr-FR', 'ja'], 'en'],
  ['English without a list', 'system', [], 'en'],
  ['what is set, whatever the desktop speaks', 'de', ['en-GB'], 'de'],
  ['English when it is set', 'en', ['de-DE'], 'en'],
] as const)('%s', (_, setting, systemLanguages, expected) => {
  expect(chooseLanguage(setting, systemLanguages)).toBe(expected);
});
