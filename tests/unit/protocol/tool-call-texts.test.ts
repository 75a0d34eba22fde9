import { expect, test } from 'vitest';
import type { Message, ToolCallPart } from '#protocol/conversation.ts';
import { MAX_SHOWN_CALL_CHARS, withShownCalls } from '#protocol/tool-call-texts.ts';

const call = (args: ToolCallPart['args'], result?: ToolCallPart['result']): ToolCallPart => ({
  type: 'tool-call',
  callId: 'c',
  name: 'write_file',
  title: 'Write a.txt',
  kind: 'edit',
  args,
  paths: ['a.txt'],
  state: 'succeeded',
  ...(result !== undefined && { result }),
});

const message = (...parts: Message['parts']): Message => ({
  id: 'm',
  conversationId: 'c',
  parentId: null,
  seq: 0,
  depth: 0,
  role: 'assistant',
  status: 'complete',
  parts,
  model: null,
  usage: null,
  createdAt: 0,
  finishedAt: 0,
  siblingIds: ['m'],
});

const LONG = 'x'.repeat(MAX_SHOWN_CALL_CHARS);

test('short calls and everything else stay the very same', () => {
  const short = message(
    { type: 'text', text: LONG },
    call({ content: 'a' }, { output: LONG, diff: { path: 'a', oldText: null, newText: 'a' } }),
  );
  expect(withShownCalls(short)).toBe(short);
});

test('a long diff is left out, long arguments are cut, and how much that is is told', () => {
  const long = call(
    { file_path: 'a.txt', nested: [{ text: LONG }] },
    { output: 'Done.', diff: { path: 'a', oldText: 'ab', newText: LONG } },
  );
  const [words, shown] = withShownCalls(message({ type: 'text', text: 'Hi' }, long)).parts;
  expect(words).toEqual({ type: 'text', text: 'Hi' });
  expect(shown).toEqual({
    ...long,
    args: { file_path: 'a.txt', nested: [{ text: `${'x'.repeat(200)}…` }] },
    result: { output: 'Done.' },
    leftOut: { chars: 5 + 2 * LONG.length + 2 },
  });
  expect(JSON.stringify(shown).length).toBeLessThan(1_000);
});

test('a call that has not ended has only its arguments cut', () => {
  const [shown] = withShownCalls(message(call({ content: `${LONG}y` }))).parts;
  expect(shown).toMatchObject({ args: { content: `${'x'.repeat(200)}…` }, leftOut: { chars: LONG.length + 1 } });
});
