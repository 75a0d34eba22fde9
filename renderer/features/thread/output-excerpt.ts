/** The first and last lines of a long output: the beginning says what ran, the end how it went. */

export type OutputExcerpt = { head: string; tail: string; hiddenLines: number };

const HEAD_LINES = 6;
const TAIL_LINES = 10;
/** Fewer hidden lines than this are not worth a button. */
const MIN_HIDDEN_LINES = 8;
/** One line can be a megabyte; what stands in the page is bounded by length too. */
const MAX_EXCERPT_LENGTH = 6_000;

/** What to show of `text` before "Show all"; null when all of it is short enough. */
export function excerpt(text: string): OutputExcerpt | null {
  const headEnd = nthLineEnd(text, HEAD_LINES);
  const tailStart = nthLineStartFromEnd(text, TAIL_LINES);
  if (headEnd !== -1 && tailStart > headEnd) {
    const hiddenLines = countLines(text, headEnd + 1, tailStart);
    if (hiddenLines >= MIN_HIDDEN_LINES)
      return { head: cutEnd(text.slice(0, headEnd)), tail: cutStart(text.slice(tailStart)), hiddenLines };
  }
  if (text.length <= MAX_EXCERPT_LENGTH * 2) return null;
  return { head: cutEnd(text), tail: cutStart(text), hiddenLines: 0 };
}

function cutEnd(text: string): string {
  return text.length <= MAX_EXCERPT_LENGTH ? text : `${text.slice(0, MAX_EXCERPT_LENGTH)}…`;
}

function cutStart(text: string): string {
  return text.length <= MAX_EXCERPT_LENGTH ? text : `…${text.slice(-MAX_EXCERPT_LENGTH)}`;
}

function nthLineEnd(text: string, count: number): number {
  let end = -1;
  for (let line = 0; line < count; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) return -1;
  }
  return end;
}

function nthLineStartFromEnd(text: string, count: number): number {
  // A line end at the very end ends the last line and begins none.
  let start = text.endsWith('\n') ? text.length - 1 : text.length;
  for (let line = 0; line < count; line += 1) {
    start = text.lastIndexOf('\n', start - 1);
    if (start <= 0) return 0;
  }
  return start + 1;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let position = text.indexOf('\n', from); position !== -1 && position < to; position = text.indexOf('\n', position + 1)) lines += 1;
  return lines;
}
