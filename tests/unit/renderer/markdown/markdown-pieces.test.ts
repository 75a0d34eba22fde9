import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  growPieces,
  type MarkdownPiece,
  type MarkdownPieces,
  noPieces,
  splitMarkdown,
} from '#renderer/features/markdown/markdown-pieces.ts';

const grow = (chunks: readonly string[]): MarkdownPieces => {
  let pieces = noPieces();
  let text = '';
  for (const chunk of chunks) {
    text += chunk;
    pieces = growPieces(pieces, text);
  }
  return pieces;
};
const all = ({ closed, open }: MarkdownPieces): MarkdownPiece[] => (open === null ? [...closed] : [...closed, open]);
const kinds = (text: string) =>
  splitMarkdown(text).map((piece) => (piece.kind === 'code' ? `code ${piece.language}: ${piece.code}` : piece.source.trim()));

/** Lines that matter to the cutting, in any order. */
const line = fc.constantFrom(
  '',
  '',
  'Text.',
  'More text',
  '- item',
  '  - nested',
  '1. first',
  '   continued',
  '```ts',
  '```',
  '  ```',
  '~~~',
  '$$',
  'x $$',
  '> quote',
  '# Head',
  '| a | b |',
  '|---|---|',
  '    code',
  '1',
  '-',
);
const document = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('cutting Markdown into pieces', () => {
  it('gives the same pieces whether the text comes at once or in chunks', () => {
    fc.assert(
      fc.property(document, fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 60 }), (text, lengths) => {
        const chunks: string[] = [];
        let at = 0;
        for (const length of lengths) {
          chunks.push(text.slice(at, at + length));
          at += length;
        }
        chunks.push(text.slice(at));
        expect(all(grow(chunks))).toEqual(splitMarkdown(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('loses nothing: the pieces and the blank lines between them are the text', () => {
    fc.assert(
      fc.property(document, (text) => {
        let end = 0;
        for (const piece of splitMarkdown(text)) {
          expect(text.slice(end, piece.start).trim()).toBe('');
          expect(piece.end).toBeGreaterThan(piece.start);
          end = piece.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });

  it('never changes a closed piece while the text grows', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 400 }), (text, cut) => {
        const before = growPieces(noPieces(), text.slice(0, cut));
        const after = growPieces(before, text);
        expect(after.closed.slice(0, before.closed.length)).toEqual(before.closed);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['paragraphs', 'One.\n\nTwo.', ['One.', 'Two.']],
    ['a list with blank lines stays one', '1. a\n\n2. b\n\nText', ['1. a\n\n2. b', 'Text']],
    ['code in a list item stays in the list', '- a\n\n  ```ts\n  x\n\n  y\n  ```\n\n- b', ['- a\n\n  ```ts\n  x\n\n  y\n  ```\n\n- b']],
    ['code stands by itself', 'Text\n```ts\nconst a = 1;\n```\nMore', ['Text', 'code ts: const a = 1;', 'More']],
    ['code without an end', '```py\nprint(1)\n', ['code py: print(1)\n']],
    ['an empty code block', '```\n```\n', ['code : ']],
    ['a longer fence holds a shorter one', '````md\n```\n````\n', ['code md: ```']],
    ['math with a blank line', '$$\na\n\nb\n$$\n\nText', ['$$\na\n\nb\n$$', 'Text']],
    ['text after math is cut again', '$$\na\n$$\n\nOne\n\nTwo', ['$$\na\n$$', 'One', 'Two']],
    ['a word after the language', '```ts title="a.ts"\nx\n```', ['code ts: x']],
    ['code within a sentence', '```a``` is code', ['```a``` is code']],
  ])('%s', (_name, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it('reads only the end of a long text again', () => {
    const long = 'A paragraph.\n\n'.repeat(20_000);
    const before = growPieces(noPieces(), long);
    const after = growPieces(before, `${long}Next`);
    expect(after.closed.at(-2)).toBe(before.closed.at(-1));
    expect(after.open).toMatchObject({ source: 'Next' });
  });

  it('cuts even text without any blank line, so that no piece grows without end', () => {
    const pieces = splitMarkdown('word '.repeat(10).concat('\n').repeat(4000));
    expect(Math.max(...pieces.map((piece) => piece.end - piece.start))).toBeLessThan(20_000);
  });
});
