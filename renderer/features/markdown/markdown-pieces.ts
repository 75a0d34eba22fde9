/**
 * Cuts Markdown into pieces that can be parsed, rendered and remembered one by one.
 *
 * A cut stands only where text that comes later can't change what stands before it: after a fenced code block, and at a blank line that
 * ends no list. So while an answer streams in, only its last piece is read again; all others keep their identity.
 */

/** A fenced code block that stands by itself; it never passes through the Markdown parser. */
export type CodePiece = { kind: 'code'; start: number; end: number; language: string; code: string; isClosed: boolean };
/** Everything else: paragraphs, headings, lists, tables, quotes. */
export type ProsePiece = { kind: 'prose'; start: number; end: number; source: string };
export type MarkdownPiece = CodePiece | ProsePiece;

/** `closed` never change again while the text only grows; `open` is what the next chunk goes on with. */
export type MarkdownPieces = { text: string; closed: readonly MarkdownPiece[]; open: MarkdownPiece | null };

const NO_PIECES: MarkdownPieces = { text: '', closed: [], open: null };

/** A piece of prose without any blank line is cut at a line end beyond this length, so that no single parse can freeze the window. */
const MAX_PROSE_LENGTH = 16_384;
/** A line that can't be judged before more of it is here: a list marker looks like a number or a dash at first. */
const JUDGEABLE_LINE_LENGTH = 12;

/** The pieces of `text`, going on from `previous` where the text only grew. */
export function growPieces(previous: MarkdownPieces, text: string): MarkdownPieces {
  if (text === previous.text) return previous;
  const grew = text.length > previous.text.length && text.startsWith(previous.text);
  const base = grew ? previous : NO_PIECES;
  const closed: MarkdownPiece[] = [];
  // Blank lines after the last piece may turn out to be the indent of the next one.
  let position = base.open?.start ?? base.closed.at(-1)?.end ?? 0;
  let resumeCodeAt = base.open?.kind === 'code' ? Math.max(base.open.start, base.text.lastIndexOf('\n')) : 0;
  for (;;) {
    position = skipBlankLines(text, position);
    if (position >= text.length) break;
    const piece = readPiece(text, position, resumeCodeAt);
    resumeCodeAt = 0;
    if (piece.end === text.length && !isClosedCode(piece)) return { text, closed: joined(base.closed, closed), open: piece };
    closed.push(piece);
    position = piece.end;
  }
  return { text, closed: joined(base.closed, closed), open: null };
}

/** The pieces of a whole text. */
export function splitMarkdown(text: string): readonly MarkdownPiece[] {
  const { closed, open } = growPieces(NO_PIECES, text);
  return open === null ? closed : [...closed, open];
}

/** The start for `growPieces`. */
export function noPieces(): MarkdownPieces {
  return NO_PIECES;
}

function joined(before: readonly MarkdownPiece[], more: readonly MarkdownPiece[]): readonly MarkdownPiece[] {
  return more.length === 0 ? before : [...before, ...more];
}

function isClosedCode(piece: MarkdownPiece): boolean {
  return piece.kind === 'code' && piece.isClosed;
}

function skipBlankLines(text: string, from: number): number {
  let position = from;
  for (;;) {
    const end = lineEnd(text, position);
    if (text.slice(position, end).trim() !== '') return position;
    if (end >= text.length) return text.length;
    position = end + 1;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

type Fence = { marker: '`' | '~'; length: number; indent: number; info: string };

function readFence(line: string): Fence | null {
  const match = /^( *)(`{3,}|~{3,})([^\n]*)$/.exec(line);
  if (match === null) return null;
  const [, indent = '', run = '', info = ''] = match;
  const marker = run.startsWith('`') ? '`' : '~';
  // ```a``` on one line is code within a sentence.
  if (marker === '`' && info.includes('`')) return null;
  return { marker, length: run.length, indent: indent.length, info: info.trim() };
}

function closesFence(line: string, fence: Fence): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence.marker.repeat(trimmed.length);
}

function readPiece(text: string, start: number, resumeCodeAt: number): MarkdownPiece {
  const fence = readFence(text.slice(start, lineEnd(text, start)));
  return fence !== null && fence.indent <= 3 ? readCode(text, start, fence, resumeCodeAt) : readProse(text, start);
}

function readCode(text: string, start: number, fence: Fence, resumeAt: number): CodePiece {
  const bodyStart = Math.min(lineEnd(text, start) + 1, text.length);
  const language = fence.info.split(/[\s{,]/, 1)[0] ?? '';
  let position = resumeAt > bodyStart ? resumeAt + 1 : bodyStart;
  while (position < text.length) {
    const end = lineEnd(text, position);
    if (closesFence(text.slice(position, end), fence)) {
      // Without its line end the closing line may still become another one.
      const code = text.slice(bodyStart, Math.max(bodyStart, position - 1));
      return {
        kind: 'code',
        start,
        end: Math.min(end + 1, text.length),
        language,
        code: unindent(code, fence.indent),
        isClosed: end < text.length,
      };
    }
    position = end + 1;
  }
  return { kind: 'code', start, end: text.length, language, code: unindent(text.slice(bodyStart), fence.indent), isClosed: false };
}

function unindent(code: string, indent: number): string {
  return indent === 0 ? code : code.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
}

function readProse(text: string, start: number): ProsePiece {
  let position = start;
  let isInList = false;
  let followsBlank = false;
  let innerFence: Fence | null = null;
  let isInMath = false;
  const prose = (end: number): ProsePiece => ({ kind: 'prose', start, end, source: text.slice(start, end) });

  while (position < text.length) {
    const end = lineEnd(text, position);
    const line = text.slice(position, end);
    const isBlank = line.trim() === '';
    const isIndented = /^[ \t]/.test(line);

    if (innerFence !== null && closesFence(line, innerFence)) {
      innerFence = null;
    } else if (isInMath) {
      if (line.trim().endsWith('$$')) isInMath = false;
    } else if (innerFence !== null && (isBlank || isIndented)) {
      // Code of a list item goes on.
    } else if (!isBlank) {
      // A line at the margin ends the list item, and a fence in it that was never closed.
      innerFence = null;
      const fence = readFence(line);
      if (position > start) {
        if (fence !== null && fence.indent <= 3 && (fence.indent === 0 || !isInList)) return prose(position);
        if (followsBlank && !isIndented && !continuesList(line, isInList, end < text.length)) return prose(position);
        if (position - start > MAX_PROSE_LENGTH && (followsBlank || !isIndented)) return prose(position);
      }
      if (isListItem(line)) isInList = true;
      // A fence inside a list item may open on the marker's own line.
      const afterMarker = /^ *(?:[-*+]|\d{1,9}[.)]) +(.*)$/.exec(line)?.[1];
      if (isInList && (fence !== null || afterMarker !== undefined)) innerFence = fence ?? readFence(afterMarker ?? '');
      else if (/^ *\$\$[^$]*$/.test(line)) isInMath = true;
    }
    followsBlank = isBlank && innerFence === null;
    position = end + 1;
  }
  return prose(text.length);
}

function isListItem(line: string): boolean {
  return /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(line);
}

/** Whether a line at the margin after a blank line may belong to the list above it. Where it can't be known yet, it may. */
function continuesList(line: string, isInList: boolean, isWholeLine: boolean): boolean {
  if (!isInList) return false;
  if (isWholeLine || line.length >= JUDGEABLE_LINE_LENGTH) return isListItem(line);
  return /^[-*+\d]/.test(line);
}
