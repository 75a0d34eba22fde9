/** What main and the bridges write is German in a German window: each sentence of their sources is looked for in the list. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ERROR_SENTENCES } from '#renderer/strings/de/error-sentences.ts';
import { NOTICE_SENTENCES } from '#renderer/strings/de/notice-sentences.ts';
import { de } from '#renderer/strings/de.ts';
import { translating } from '#renderer/strings/from-elsewhere.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const FOLDERS = ['electron/chat', 'electron/approvals', 'electron/ipc', 'electron/changes', 'electron/projects', 'bridge/gemini'];
/** For the log or for the model; and one whose end changes, which stands in the list in both forms. */
const NOT_FOR_PEOPLE = [
  /^There is no host tool named/,
  /^A tool of the agent has this name already/,
  /^A folder must be an absolute path/,
  /^The attached (file|folder)/,
  /^The conversation got long/,
];

/** Sentences in the sources: of errors, notices and reasons. What changes in them stands as a word. */
function sentencesIn(source: string): string[] {
  const literals = source.matchAll(
    /(?:message:|sentence:|text:|modeChange:|reason:|return|say\([^,]*?'[\w-]+',)\s*(?:'((?:[^'\\]|\\.)+)'|`([^`]+)`)/g,
  );
  return [...literals]
    .map(([, plain, template]) => (plain ?? template ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'something').replace(/\\'/g, "'"))
    .filter((text) => /^[A-Z“].* .*[.:]/.test(text));
}

test.each(FOLDERS)('every sentence of %s has its German one', (folder) => {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sentences = files.flatMap((file) => sentencesIn(readFileSync(join(ROOT, folder, file), 'utf8')));
  expect(sentences.length).toBeGreaterThan(0);
  const missing = sentences.filter(
    (text) => de.fromElsewhere.sentence(text) === text && !NOT_FOR_PEOPLE.some((pattern) => pattern.test(text)),
  );
  expect(missing).toEqual([]);
});

test('every place in a German sentence is filled from its English one', () => {
  const wrong = [...ERROR_SENTENCES, ...NOTICE_SENTENCES].filter(([english, german]) => {
    const places = english.split('{}').length - 1;
    return [...german.matchAll(/\{(\d)\}/g)].some(([, place]) => Number(place) < 1 || Number(place) > places);
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['Run `npm test`', '`npm test` ausführen'],
  ['Run `make\nall` in web/app', '`make\nall` in web/app ausführen'],
  ['Write platform/clock.ts', 'platform/clock.ts schreiben'],
  ['Search for `a.*b`', 'Nach `a.*b` suchen'],
  ['tickets: close', 'tickets: close'],
])('the title %j is %j', (title, german) => expect(de.fromElsewhere.toolTitle(title)).toBe(german));

test('what a sentence brings along stays as it is, marks of patterns included', () => {
  const translate = translating([['It says {} (twice).', 'Es sagt zweimal {1}.']]);
  expect(translate('It says $1 {1} \\d (twice).')).toBe('Es sagt zweimal $1 {1} \\d.');
  expect(translate('It says nothing twice.')).toBe('It says nothing twice.');
});
