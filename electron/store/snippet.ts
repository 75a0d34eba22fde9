/** The piece of a message that shows why it was found, with the matches marked as positions: nothing here is markup. */
import { foldText, isCjkEnd, type SearchTerm } from './search-text.ts';

export interface Snippet {
  text: string;
  /** Where the words found are in `text`: start and end, in UTF-16 units, ascending, not overlapping. */
  marks: { start: number; end: number }[];
}

const SNIPPET_CHARS = 160;
/** Shown before the first match, so that it is read in its sentence. */
const LEAD_CHARS = 48;
/** Text is folded in pieces until a match is found; overlapping, for a match across the border. */
const CHUNK_CHARS = 8_192;
const OVERLAP_CHARS = 256;
/** A message found only beyond this is shown without marks: a search is asked for with each key pressed. */
export const MAX_SCANNED_CHARS = 262_144;

const LETTER_BEFORE = /[\p{L}\p{N}\p{M}]$/u;
const LETTER_AFTER = /^[\p{L}\p{N}\p{M}]/u;
/** Folded together: a letter with its accents, or the parts of a decomposed Hangul syllable. */
const CLUSTER = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;

export function createSnippet(text: string, terms: SearchTerm[]): Snippet {
  const start = findFirst(text, terms);
  const from = start === null ? 0 : wordStart(text, Math.max(0, start - LEAD_CHARS));
  const to = characterEnd(text, Math.min(text.length, from + SNIPPET_CHARS));
  const shown = text.slice(from, to);
  const marks = start === null ? [] : findAll(shown, terms);
  // One line; each character stays at its place, so the marks stay true.
  const line = shown.replace(/\s/g, ' ');
  const lead = from > 0 ? '… ' : '';
  return {
    text: `${lead}${line}${to < text.length ? ' …' : ''}`,
    marks: marks.map((mark) => ({ start: mark.start + lead.length, end: mark.end + lead.length })),
  };
}

function findFirst(text: string, terms: SearchTerm[]): number | null {
  const scanned = Math.min(text.length, MAX_SCANNED_CHARS);
  for (let offset = 0; offset < scanned; offset += CHUNK_CHARS - OVERLAP_CHARS) {
    const first = findAll(text.slice(offset, offset + CHUNK_CHARS), terms)[0];
    if (first !== undefined) return offset + first.start;
  }
  return null;
}

/** All places of all terms, in the text's own positions. */
function findAll(text: string, terms: SearchTerm[]): { start: number; end: number }[] {
  const { folded, originalIndex } = foldWithPositions(text);
  const found = terms
    .flatMap((term) => findTerm(folded, term))
    .map(({ start, end }) => ({
      start: originalIndex(start),
      end: originalIndex(end),
    }));
  return mergeOverlapping(found.sort((a, b) => a.start - b.start));
}

function findTerm(folded: string, { folded: words, isPrefix }: SearchTerm): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const isLettersFirst = /^[\p{L}\p{N}]/u.test(words) && !isCjkEnd([...words][0] ?? '');
  const mustEnd = !isPrefix && /[\p{L}\p{N}]$/u.test(words) && !isCjkEnd(words);
  for (let start = folded.indexOf(words); start !== -1; start = folded.indexOf(words, start + 1)) {
    const end = start + words.length;
    const beginsInside = isLettersFirst && isInsideWord(folded.slice(Math.max(0, start - 2), start));
    const endsInside = mustEnd && LETTER_AFTER.test(folded.slice(end, end + 2)) && !isCjkEnd([...folded.slice(end, end + 2)][0] ?? '');
    if (!beginsInside && !endsInside) found.push({ start, end });
  }
  return found;
}

function isInsideWord(before: string): boolean {
  return LETTER_BEFORE.test(before) && !isCjkEnd(before);
}

/** Folding can change lengths (an accent goes, a ligature becomes two letters), so each folded unit remembers where it came from. */
function foldWithPositions(text: string): { folded: string; originalIndex: (index: number) => number } {
  const whole = foldText(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant.
  if (/^[\x00-\x7f]*$/.test(text)) return { folded: whole, originalIndex: (index) => index };
  const positions: number[] = [];
  let folded = '';
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const piece = foldText(cluster);
    for (let unit = 0; unit < piece.length; unit += 1) positions.push(index);
    folded += piece;
  }
  return { folded, originalIndex: (index) => positions[index] ?? text.length };
}

function mergeOverlapping(marks: { start: number; end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = [];
  for (const mark of marks) {
    const last = merged.at(-1);
    if (last !== undefined && mark.start <= last.end) last.end = Math.max(last.end, mark.end);
    else merged.push({ ...mark });
  }
  return merged;
}

/** Back to the beginning of a word nearby, and never into the middle of a character. */
function wordStart(text: string, position: number): number {
  if (position === 0) return 0;
  const space = text.slice(position, position + 24).search(/\s/);
  return space === -1 ? characterEnd(text, position) : position + space + 1;
}

function characterEnd(text: string, position: number): number {
  const code = text.charCodeAt(position);
  return code >= 0xdc00 && code <= 0xdfff ? position + 1 : position;
}
