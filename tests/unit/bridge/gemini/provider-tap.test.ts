import { expect, test } from 'vitest';
import { parseThought } from '../../../../bridge/gemini/provider-tap.ts';

test.each([
  ['**Finding it**\n\nI look first.', { subject: 'Finding it', text: 'I look first.' }],
  ['and then further ', { text: 'and then further ' }],
  ['a word in **bold** later', { text: 'a word in **bold** later' }],
  ['**Only a heading**', { subject: 'Only a heading', text: '' }],
])('the thought %j is %j', (raw, expected) => {
  expect(parseThought(raw)).toEqual(expected);
});
