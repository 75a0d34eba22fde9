/**
 * A search that can be stopped at any hit. FTS5 can't be stopped while it looks for the next one, and for some queries that takes long: an
 * unfinished long word, of which it first gathers every message with any word that begins so (180 ms among a million messages); a phrase or many
 * words that seldom stand together (50 ms). For these the index is asked for less, and each candidate's text decides.
 */
import { hasMark, INDEXED_PREFIX_CHARS, isCjk, type SearchTerm, toSearchText } from './search-text.ts';

export interface Candidates {
  /** For FTS5. Finds all that is looked for, and more. */
  expression: string;
  matches: (searchText: string) => boolean;
}

/** As the index's tokenizer divides text: what is neither letter nor digit stands between words. */
const WORDS = /[\p{L}\p{N}\p{Co}]+/gu;
const BEFORE = '(?<![\\p{L}\\p{N}\\p{Co}])';
const AFTER = '(?![\\p{L}\\p{N}\\p{M}\\p{Co}])';
const BETWEEN = '[^\\p{L}\\p{N}\\p{M}\\p{Co}]+';

/** And not in an emoji, whose word in the index is whole. */
const ENDS_IN_LETTER = /[\p{L}\p{N}]$/u;

interface QueryWord {
  text: string;
  isPrefix: boolean;
}

/** Null where the index answers soon, or where only it can tell: it reads runs of CJK and marks of some scripts in its own way. */
export function toCandidates(terms: readonly SearchTerm[]): Candidates | null {
  if (terms.some(({ folded }) => isCjk(folded) || hasMark(folded))) return null;
  const phrases = terms.map(({ folded, isPrefix }) => {
    const words = toSearchText(folded).match(WORDS) ?? [];
    return words.map((text, index): QueryWord => ({ text, isPrefix: isPrefix && index === words.length - 1 }));
  });
  const words = phrases.flat();
  const isSoon =
    words.length < 3 &&
    phrases.every((phrase) => phrase.length < 2) &&
    !terms.some(({ folded }, index) => ENDS_IN_LETTER.test(folded) && isLongPrefix(phrases[index]?.at(-1)));
  if (isSoon) return null;
  // One only: even two can be seldom together. Long words are rare ones, and beginnings of words are frequent.
  const [rarest] = words.toSorted((a, b) => Number(a.isPrefix) - Number(b.isPrefix) || b.text.length - a.text.length);
  if (rarest === undefined) return null;
  const tests = phrases.map(toTest);
  return {
    expression: `text : ${toExpression(rarest)}`,
    matches: (searchText) => tests.every((test) => test(searchText)),
  };
}

function isLongPrefix(word: QueryWord | undefined): boolean {
  return word?.isPrefix === true && [...word.text].length > INDEXED_PREFIX_CHARS;
}

function toExpression(word: QueryWord): string {
  if (!word.isPrefix) return `"${word.text}"`;
  return `"${[...word.text].slice(0, INDEXED_PREFIX_CHARS).join('')}" *`;
}

/** The words one after the other, with nothing but gaps between. */
function toTest(phrase: readonly QueryWord[]): (searchText: string) => boolean {
  const first = phrase[0]?.text ?? '';
  const end = phrase.at(-1)?.isPrefix === true ? '' : AFTER;
  // Words hold letters and digits only: nothing in them means something to a regular expression.
  const here = new RegExp(`${BEFORE}${phrase.map(({ text }) => text).join(BETWEEN)}${end}`, 'uy');
  return (searchText) => {
    // Looking for the first word as it is is many times faster than trying the expression at every character.
    for (let index = searchText.indexOf(first); index !== -1; index = searchText.indexOf(first, index + 1)) {
      here.lastIndex = index;
      if (here.test(searchText)) return true;
    }
    return false;
  };
}
