/** A snippet cut at its marks. Pure. */
import type { MessageHit } from '#protocol/search.ts';

export type SnippetPiece = { start: number; text: string; isMatch: boolean };

/** The pieces of the text in order, those that were found marked; together they are the whole text. */
export function snippetPieces({ text, marks }: MessageHit['snippet']): SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  let position = 0;
  const add = (end: number, isMatch: boolean) => {
    if (end > position) pieces.push({ start: position, text: text.slice(position, end), isMatch });
    position = Math.max(position, end);
  };
  for (const { start, end } of marks) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return pieces;
}
