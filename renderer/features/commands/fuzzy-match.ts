/** How well what was typed fits a command: words in any order, beginnings of words before middles, and letters in order as the last resort. */
import { foldForSearch, searchWords } from '../../state/conversation-search.ts';

const WHOLE_START = 100;
const WORD_START = 60;
const INSIDE = 30;
const SYNONYM = 20;
const LETTERS = 5;

/** Points for a title with its synonyms; null where something typed occurs in neither. Nothing typed: everything fits alike. */
export function fuzzyScore(title: string, synonyms: string, query: string): number | null {
  const folded = foldForSearch(title);
  const others = foldForSearch(synonyms);
  let score = 0;
  for (const word of searchWords(query)) {
    const points = wordScore(folded, others, word);
    if (points === null) return null;
    score += points;
  }
  // Of two that fit alike the shorter one is meant.
  return score - title.length / 100;
}

function wordScore(title: string, synonyms: string, word: string): number | null {
  if (title.startsWith(word)) return WHOLE_START;
  if (startsAWord(title, word)) return WORD_START;
  if (title.includes(word)) return INSIDE;
  if (startsAWord(synonyms, word)) return SYNONYM;
  return hasLettersInOrder(title, word) ? LETTERS : null;
}

const startsAWord = (text: string, word: string) => text.split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word));

/** From two letters on: one alone is in nearly every title. The first has to begin a word, or nearly everything would fit. */
function hasLettersInOrder(text: string, letters: string): boolean {
  if (letters.length < 2) return false;
  for (let start = text.indexOf(letters.charAt(0)); start !== -1; start = text.indexOf(letters.charAt(0), start + 1)) {
    if (start > 0 && /[\p{L}\p{N}]/u.test(text.charAt(start - 1))) continue;
    let at = start;
    for (const letter of letters.slice(1)) {
      at = text.indexOf(letter, at + 1);
      if (at === -1) break;
    }
    if (at !== -1) return true;
  }
  return false;
}
