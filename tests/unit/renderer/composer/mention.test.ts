import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionAt, replaceMention } from '#renderer/features/composer/mention.ts';

describe('a mention', () => {
  test.each([
    ['@save', 5, { start: 0, query: 'save' }],
    ['look at @src/app', 16, { start: 8, query: 'src/app' }],
    ['line one\n@x', 11, { start: 9, query: 'x' }],
    ['(@Store.save', 12, { start: 1, query: 'Store.save' }],
    ['@größe', 6, { start: 0, query: 'größe' }],
  ])('is seen in %j at %i', (text, caret, mention) => {
    expect(mentionAt(text, caret)).toEqual(mention);
  });

  test.each([
    ['ada@example.org', 15],
    ['@', 1],
    ['@save it', 8],
    ['no mention', 10],
    ['@save', 0],
  ])('is not seen in %j at %i', (text, caret) => {
    expect(mentionAt(text, caret)).toBeNull();
  });

  test('is the part before the caret, where the caret stands inside a word', () => {
    expect(mentionAt('@save', 3)).toEqual({ start: 0, query: 'sa' });
  });

  test('is replaced with the reference and a space, the caret behind it', () => {
    expect(replaceMention('see @sa', { start: 4, query: 'sa' }, '`a.ts:1 save`')).toEqual({ text: 'see `a.ts:1 save` ', caret: 18 });
  });

  test('gets no second space where one follows', () => {
    expect(replaceMention('see @sa please', { start: 4, query: 'sa' }, '`a.ts`')).toEqual({ text: 'see `a.ts` please', caret: 11 });
  });

  test('is replaced without touching anything else', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z]{1,10}$/), fc.string(), (before, query, after) => {
        const start = before.length + 1;
        const replaced = replaceMention(`${before} @${query} ${after}`, { start, query }, 'X');
        expect(replaced.text).toBe(`${before} X ${after}`);
      }),
    );
  });
});
