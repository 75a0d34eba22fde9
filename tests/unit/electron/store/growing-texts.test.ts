import { expect, test } from 'vitest';
import { createTurnRecorder } from '#electron/chat/turn-recorder.ts';
import type { PartWrite } from '#electron/store/messages.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { createConversationReader } from '#electron/store/transfer/read-conversations.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

/** Half of an emoji ends each delta, and begins the next. */
const DELTAS = Array.from(
  { length: 120 },
  (_, number) => `${number === 0 ? '' : '\ude00'} word ${number} 東京${' and more words'.repeat(15)}\n \ud83d`,
);
const TEXT = DELTAS.join('');
/** The last half has no other one. */
const STORED = TEXT.slice(0, -1);

function withAnswer() {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const prompt = database.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  const answer = database.messages.beginAssistantMessage({ conversationId: id, parentId: prompt.id });
  const writes: PartWrite[] = [];
  const recorder = createTurnRecorder({
    messageId: answer.id,
    agentId: 'gemini',
    store: {
      setParts(messageId, parts) {
        writes.push(...parts);
        database.messages.setParts(messageId, parts);
      },
      appendProviderContents: () => {},
    },
    emit: () => {},
    onStoreFailure: (error) => expect.fail(String(error)),
  });
  const stream = () => {
    for (const text of DELTAS) {
      recorder.apply({ id: '1', event: 'text_delta', text });
      recorder.flush();
    }
  };
  const rows = (sql: string) => database.connection.statement<{ value: number }>(sql).get()?.value ?? 0;
  return { ...database, conversationId: id, answerId: answer.id, recorder, writes, stream, rows };
}

const part = (text: string) => [{ type: 'text', text }];

test('a chunk writes only what it adds, in pieces that stay small, and reading gives all of it at any time', () => {
  const { messages, conversationId, answerId, stream, writes, rows, connection } = withAnswer();
  stream();
  expect(writes.length).toBe(DELTAS.length);
  expect(writes.slice(1).every(({ gained }) => gained !== undefined && gained.length < 300)).toBe(true);
  expect(rows('SELECT max(length(text)) AS value FROM growing_texts')).toBeLessThan(10_000);
  expect(rows('SELECT max(length(text)) AS value FROM message_parts')).toBeLessThan(10_000);
  expect(messages.get(answerId)?.parts).toEqual(part(STORED));
  expect(messages.tail(conversationId, 1).messages[0]?.parts).toEqual(part(STORED));
  const reader = createConversationReader(connection, silentLog);
  const [chosen] = reader.conversations({ conversationIds: [conversationId] });
  expect([...reader.pathShown(chosen?.key ?? 0)].at(-1)?.parts).toEqual(part(STORED));
});

test('the end makes it one row again, which search, export and an earlier version of the app know', () => {
  const { messages, answerId, stream, rows, search } = withAnswer();
  stream();
  messages.finishMessage(answerId, { status: 'complete', usage: null, model: null });
  expect(rows('SELECT count(*) AS value FROM growing_texts')).toBe(0);
  expect(rows('SELECT max(length(text)) AS value FROM message_parts')).toBe([...STORED].length);
  expect(messages.get(answerId)?.parts).toEqual(part(STORED));
  expect(search.searchMessages({ query: '119', limit: 5 }).hits).toHaveLength(1);
});

test('so does the start after a crash', () => {
  const { messages, answerId, stream, rows } = withAnswer();
  stream();
  expect(messages.recoverInterrupted()).toBe(1);
  expect(rows('SELECT count(*) AS value FROM growing_texts')).toBe(0);
  expect(messages.get(answerId)).toMatchObject({ status: 'interrupted', parts: part(STORED) });
});

test('a part written whole forgets what it grew by; one of another kind can’t grow', () => {
  const { messages, answerId, stream, rows } = withAnswer();
  stream();
  messages.setPart(answerId, 0, { type: 'text', text: 'short' });
  expect(messages.get(answerId)?.parts).toEqual(part('short'));
  expect(rows('SELECT count(*) AS value FROM growing_texts')).toBe(0);
  messages.setPart(answerId, 1, { type: 'notice', notice: 'info', text: 'x' });
  const notice = { type: 'notice', notice: 'info', text: 'x' } as const;
  expect(() => messages.setParts(answerId, [{ index: 1, part: notice, gained: 'more' }])).toThrow('before it was written');
});

test('thoughts and a second text grow each by itself', () => {
  const { messages, answerId, recorder } = withAnswer();
  for (let step = 0; step < 3; step += 1) {
    recorder.apply({ id: '1', event: 'thought_delta', text: `t${step}`, subject: 'Why' });
    recorder.flush();
  }
  for (let step = 0; step < 3; step += 1) {
    recorder.apply({ id: '1', event: 'text_delta', text: `a${step}` });
    recorder.flush();
  }
  expect(messages.get(answerId)?.parts).toEqual([
    { type: 'thought', text: 't0t1t2', subject: 'Why' },
    { type: 'text', text: 'a0a1a2' },
  ]);
});
