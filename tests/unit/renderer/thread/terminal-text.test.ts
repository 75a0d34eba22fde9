import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needsTerminal, terminalLines, terminalPlainText } from '#renderer/features/thread/terminal-text.ts';

const ESC = '\u001b';
const plain = (text: string) => terminalPlainText(text);

describe('what a terminal would show', () => {
  test('colours and bold are runs, and nothing of the sequences is left', () => {
    expect(terminalLines(`${ESC}[1;31mFAIL${ESC}[0m a.ts\n${ESC}[92mok${ESC}[39m${ESC}[2m 3 ms`)).toEqual([
      [
        { text: 'FAIL', style: { color: 'red', isBold: true, isDim: false } },
        { text: ' a.ts', style: null },
      ],
      [
        { text: 'ok', style: { color: 'green', isBold: false, isDim: false } },
        { text: ' 3 ms', style: { color: null, isBold: false, isDim: true } },
      ],
    ]);
    expect(terminalLines(`${ESC}[38;5;4mblue${ESC}[38;2;1;2;3m any`)).toEqual([
      [{ text: 'blue any', style: { color: 'blue', isBold: false, isDim: false } }],
    ]);
  });

  test('a progress bar is its last state', () => {
    expect(plain('10%\r 50%\r100% done\n')).toBe('100% done\n');
    expect(plain(`building…${ESC}[2K\rdone`)).toBe('done');
    expect(plain(`long line\rshort${ESC}[K!`)).toBe('short!');
    expect(plain('abc\b\bX')).toBe('aXc');
    expect(plain(`one\ntwo\n${ESC}[2A${ESC}[Kfirst\n\n`)).toBe('first\ntwo\n');
    expect(plain(`a${ESC}[5Gb`)).toBe('ab');
  });

  test('what would clear the screen or set a title takes nothing away and shows nothing', () => {
    expect(plain(`kept\n${ESC}[2J${ESC}[H${ESC}]0;title\u0007more${ESC}(B${ESC}=\u0000\u0007`)).toBe('kept\nmore');
    expect(plain(`link ${ESC}]8;;https://example.com${ESC}\\text${ESC}]8;;${ESC}\\ end`)).toBe('link text end');
  });

  test('plain text, Windows line ends included, is its lines', () => {
    expect(terminalLines('a\r\n\tb\n')).toEqual([[{ text: 'a', style: null }], [{ text: '\tb', style: null }], []]);
    expect(needsTerminal('just words\n\ttabs and ünïcode 🙂')).toBe(false);
  });

  test('whatever comes in, no control character comes out, and printed letters are not lost by themselves', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        `${ESC}[31m`,
        `${ESC}[`,
        ESC,
        `${ESC}]0;x`,
        '\r',
        '\n',
        '\b',
        `${ESC}[3A`,
        `${ESC}[K`,
        `${ESC}[99C`,
        '\u009b1m',
        '\u0007',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const shown = plain(pieces.join(''));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be gone.
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/);
      }),
    );
  });
});
