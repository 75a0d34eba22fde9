/**
 * How text is prepared for the full-text index, and how the same words are found again in the original. FTS5's unicode61 tokenizer
 * sees a run of Chinese, Japanese or Korean as one word and no emoji at all, so both are rewritten into words it understands:
 * CJK into overlapping pairs of characters, an emoji into a word with its code point. Queries go through the same rewriting.
 */

/** Scripts that are written without spaces, or (Hangul) with endings glued to the word: any part of a run can be searched for. */
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\u30fc';
const CJK_RUN = new RegExp(`[${CJK}]+`, 'gu');
const HAS_CJK = new RegExp(`[${CJK}]`, 'u');
const ENDS_IN_CJK_PAIR = new RegExp(`[${CJK}]{2}$`, 'u');
const ENDS_IN_CJK = new RegExp(`[${CJK}]$`, 'u');
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/gu;
/** Skin tones, variation selectors and joiners: a thumbs-up is found whatever its colour. */
const EMOJI_MODIFIERS = /[\u{1F3FB}-\u{1F3FF}]|\u200D|\uFE0E|\uFE0F|\u20E3/gu;
/** Accents on Latin, Greek and Cyrillic letters. Marks of other scripts are letters to their readers and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant.
const ASCII_ONLY = /^[\x00-\x7f]*$/;

/** Beyond this many UTF-16 units a message is not indexed: indexing must not hold up the turn that ends with it. */
const MAX_INDEXED_CHARS = 200_000;

/** Lower case without accents, full-width and half-width forms made one, decomposed letters composed. */
export function foldText(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase();
  return text.toLowerCase().normalize('NFKD').replace(ACCENTS, '').normalize('NFKC');
}

/** What goes into the index for a message's or a query's words. */
export function toSearchText(text: string): string {
  const folded = foldText(text.slice(0, MAX_INDEXED_CHARS));
  if (ASCII_ONLY.test(folded)) return folded;
  return folded
    .replace(EMOJI_MODIFIERS, '')
    .replace(EMOJI, (emoji) => ` u${emoji.codePointAt(0)?.toString(16)} `)
    .replace(CJK_RUN, (run) => ` ${toCharacterPairs(run)} `);
}

/**
 * `東京都` becomes `東京 京都 都`. Pairs are far rarer than characters, so that a search reads less of the index; the last character
 * stands alone so that each character begins a word and is found as a prefix.
 */
function toCharacterPairs(run: string): string {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? '')).join(' ');
}

/** A word of a query: what to look for in folded text, and what must not be around it. */
export interface SearchTerm {
  /** Folded, as typed. */
  folded: string;
  /** The last word may be unfinished: it also matches longer ones. */
  isPrefix: boolean;
}

/** The words of a query as typed, with text in double quotes kept together. */
export function parseSearchTerms(query: string): SearchTerm[] {
  const words = [...query.matchAll(/"([^"]*)"?|[^\s"]+/g)].map((match) => ({
    text: match[1] ?? match[0],
    // A closing quote says that the phrase is finished.
    isClosed: match[0].length > 1 && match[0].startsWith('"') && match[0].endsWith('"'),
  }));
  const endsOpen = !/\s$/.test(query);
  return words.flatMap(({ text, isClosed }, index) => {
    const folded = foldText(text).replace(EMOJI_MODIFIERS, '').trim();
    const isLast = index === words.length - 1;
    const searched = toSearchText(folded);
    if (!HAS_TOKEN.test(searched)) return [];
    // The brackets of `call()` end its name as a space would.
    return [{ folded, isPrefix: isLast && endsOpen && !isClosed && ENDS_IN_TOKEN.test(searched.trimEnd()) }];
  });
}

/** A letter or digit: the tokenizer takes everything else for a gap between words. */
const HAS_TOKEN = /[\p{L}\p{N}\p{Co}]/u;
const ENDS_IN_TOKEN = /[\p{L}\p{N}\p{M}\p{Co}]$/u;

/**
 * The FTS5 query for these terms, all of which must occur. Everything typed is taken literally: each term becomes a quoted phrase, and
 * parsing the terms has left no quote in them. Null when there is nothing to look for.
 */
export function toMatchExpression(terms: SearchTerm[]): string | null {
  return terms.length === 0 ? null : terms.map((term) => `text : ${toPhrase(term)}`).join(' AND ');
}

function toPhrase({ folded, isPrefix }: SearchTerm): string {
  const words = toSearchText(folded).trim();
  // The pair before covers the lone last character, which is in so many messages that looking it up would cost more than all the rest.
  if (ENDS_IN_CJK_PAIR.test(folded)) return `"${words.slice(0, words.lastIndexOf(' '))}"`;
  // A single character begins every pair it is first in.
  return isPrefix || ENDS_IN_CJK.test(folded) ? `"${words}" *` : `"${words}"`;
}

/** Beginnings of words up to this length are in the index by themselves (migration 30). */
export const INDEXED_PREFIX_CHARS = 5;

export function isCjk(text: string): boolean {
  return HAS_CJK.test(text);
}

/** Of a script in which marks are part of words. */
export function hasMark(text: string): boolean {
  return /\p{M}/u.test(text);
}

export function isCjkEnd(folded: string): boolean {
  return ENDS_IN_CJK.test(folded);
}
