/** That German is complete the compiler holds; that it is German, this does. */
import { expect, test } from 'vitest';
import { de as mainDe } from '#electron/strings/de.ts';
import { en as mainEn } from '#electron/strings/en.ts';
import { de } from '#renderer/strings/de.ts';
import { en } from '#renderer/strings/en.ts';

/** Words that German shares with English. */
const SHARED = new Set([
  'Agent',
  'Details',
  'Chat',
  'OK',
  'Esc',
  'Alt',
  'App',
  'Tab',
  'System',
  'Name',
  'Format',
  'Proxy',
  'Streamable HTTP.',
]);

function texts(catalogue: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) => {
      if (typeof value === 'string') return [[`${path}${key}`, value] as const];
      return typeof value === 'object' && value !== null ? [...texts(value, `${path}${key}.`)] : [];
    }),
  );
}

test.each([
  ['the page’s', en, de],
  ['main’s', mainEn, mainDe],
])('%s German words are not the English ones', (_, english, german) => {
  const words = texts(german);
  const same = [...texts(english)].filter(([key, text]) => words.get(key) === text && !SHARED.has(text));
  expect(same).toEqual([]);
});

test.each([
  ['the page’s', de],
  ['main’s', mainDe],
])('%s German is typeset as German is', (_, german) => {
  const wrong = [...texts(german)].filter(([, text]) => /[“”].*”|\p{L}…|\bdu\b|\bdein/iu.test(text));
  expect(wrong).toEqual([]);
});

test('counts follow the language', () => {
  expect([0, 1, 2].map(en.counts.files)).toEqual(['0 files', '1 file', '2 files']);
  expect([0, 1, 2].map(de.counts.files)).toEqual(['0 Dateien', '1 Datei', '2 Dateien']);
});
