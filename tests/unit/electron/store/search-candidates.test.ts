/** What is looked for by candidates must be what the index finds by itself, for every query and every text. */
import { expect, test } from 'vitest';
import { toCandidates } from '#electron/store/search-candidates.ts';
import { parseSearchTerms, toMatchExpression, toSearchText } from '#electron/store/search-text.ts';
import { openTestDatabase } from '#tests/support/store/open-test-database.ts';

const PIECES = ['lo', 'mi', 'kalomi', 'kalo', 'lomika', 'Überprüfung', 'naïve', 'проверка', 'x1', '42', 'refactoring'];
const GAPS = [' ', '_', '.', '-', '/', '() ', ', ', '\n', ' 🚀 ', ' 東京 '];

/** The same in every run. */
function createPick() {
  let state = 3;
  return <Item>(items: readonly Item[]): Item => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return items[(state >>> 8) % items.length] as Item;
  };
}

test('candidates and their texts give exactly what the index gives', () => {
  const pick = createPick();
  const { connection, transaction } = openTestDatabase();
  const compose = (words: number) => Array.from({ length: words }, () => pick(PIECES) + pick(GAPS)).join('');
  const texts = Array.from({ length: 300 }, () => compose(pick([2, 3, 5, 8])));
  connection.sqlite.exec('PRAGMA foreign_keys = OFF');
  const add = (text: string, index: number) =>
    connection.statement('INSERT INTO search_texts (message_key, text, scope) VALUES (?, ?, ?)').run(index + 1, toSearchText(text), 'c1');
  transaction(() => texts.forEach(add));
  const find = (expression: string) =>
    connection
      .statement<{ key: number }>('SELECT rowid AS key FROM search_index WHERE search_index MATCH ? ORDER BY rowid')
      .all(expression)
      .map(({ key }) => key);
  const stored = (key: number) => toSearchText(texts[key - 1] ?? '');
  let checked = 0;
  let found = 0;
  for (let round = 0; round < 400; round += 1) {
    const shape = pick(['words', 'phrase', 'name', 'cut']);
    const query =
      shape === 'phrase'
        ? `"${pick(PIECES)} ${pick(PIECES)}"`
        : shape === 'name'
          ? `${pick(PIECES)}${pick(['_', '.', '/'])}${pick(PIECES).slice(0, pick([2, 4, 20]))}`
          : shape === 'cut'
            ? pick(PIECES).slice(0, pick([6, 7, 8]))
            : `${pick(PIECES)} ${pick(PIECES)} ${pick(PIECES).slice(0, pick([1, 2, 6, 20]))}${pick(['', ' '])}`;
    const terms = parseSearchTerms(query);
    const candidates = toCandidates(terms);
    if (candidates === null) continue;
    const exact = find(toMatchExpression(terms) ?? '');
    expect([query, find(candidates.expression).filter((key) => candidates.matches(stored(key)))]).toEqual([query, exact]);
    checked += 1;
    found += exact.length;
  }
  expect(checked).toBeGreaterThan(200);
  expect(found).toBeGreaterThan(1_000);
});

test('what the index answers soon, and what only it can read, is left to it', () => {
  const isLeft = (query: string) => toCandidates(parseSearchTerms(query)) === null;
  expect(['okapi', 'okapi ', 'lo mi ', 'refact', '東京', 'okapi zebra lion 東京', '🚀'].map((query) => [query, isLeft(query)])).toEqual([
    ['okapi', true],
    ['okapi ', true],
    ['lo mi ', true],
    ['refact', false],
    ['東京', true],
    ['okapi zebra lion 東京', true],
    ['🚀', true],
  ]);
});
