/** Search by title, as one types: every word must occur, in any order, whatever its case or accents. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant.
const ASCII_ONLY = /^[\x00-\x7f]*$/;

/** Text as it is compared: lower case, without accents. */
export function foldForSearch(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a query, folded; none when it is blank. */
export function searchWords(query: string): string[] {
  return foldForSearch(query).split(/\s+/).filter(Boolean);
}

/** Titles as they were folded last: ten thousand of them are gone through with each key pressed. */
const foldedTexts = new Map<string, string>();
const MAX_FOLDED_TEXTS = 50_000;

function folded(text: string): string {
  const known = foldedTexts.get(text);
  if (known !== undefined) return known;
  if (foldedTexts.size >= MAX_FOLDED_TEXTS) foldedTexts.clear();
  const made = foldForSearch(text);
  foldedTexts.set(text, made);
  return made;
}

/** True when `text` contains every word. No words: true. */
export function matchesAllWords(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const searched = folded(text);
  return words.every((word) => searched.includes(word));
}
