import { describe, expect, test } from 'vitest';
import type { MessageStore } from '#electron/store/messages.ts';
import type { Part } from '#protocol/conversation.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const text = (words: string) => [{ type: 'text' as const, text: words }];
const COMPLETE = { status: 'complete' as const, usage: null, model: 'm' };

function openConversation(options: { now?: () => number } = {}) {
  const database = openTestDatabase(options);
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const ask = (words: string, parentId?: string | null) =>
    database.messages.appendUserMessage({ conversationId: id, parts: text(words), ...(parentId !== undefined && { parentId }) });
  const answer = (parentId: string, words: string) => {
    const message = database.messages.beginAssistantMessage({ conversationId: id, parentId });
    database.messages.setPart(message.id, 0, { type: 'text', text: words });
    return database.messages.finishMessage(message.id, COMPLETE);
  };
  const shown = (limit = 100) => wordsOf(database.messages, id, limit);
  return { ...database, database, id, ask, answer, shown };
}

function wordsOf(messages: MessageStore, conversationId: string, limit: number): string[] {
  return messages.tail(conversationId, limit).messages.map(({ parts }) => (parts[0]?.type === 'text' ? parts[0].text : ''));
}

describe('writing messages', () => {
  test('a message without a parent continues the path shown', () => {
    const { ask, answer } = openConversation();
    const question = ask('one');
    const reply = answer(question.id, 'hello');
    const next = ask('two');
    expect(question).toMatchObject({ parentId: null, depth: 0, seq: 0, status: 'complete', role: 'user' });
    expect(reply).toMatchObject({ parentId: question.id, depth: 1, seq: 1, status: 'complete', model: 'm', parts: text('hello') });
    expect(next).toMatchObject({ parentId: reply.id, depth: 2, seq: 2 });
  });

  test('every kind of part comes back as it was stored, also with long values, odd keys and characters beyond the BMP', () => {
    const { id, ask, messages } = openConversation();
    const parts: Part[] = [
      { type: 'thought', text: 'Hm 🤔', subject: 'Plan' },
      { type: 'thought', text: '' },
      { type: 'text', text: 'Ünïcödé\u0000 with a NUL, 日本語, 👩‍👩‍👧' },
      {
        type: 'tool-call',
        callId: 'c',
        name: 'write_file',
        title: 'Write a.ts',
        kind: 'edit',
        args: { content: 'x'.repeat(50_000), nested: [{ long: 'y'.repeat(3_000) }, 1, null], __proto__x: true, '': 'empty key' },
        paths: ['/a.ts'],
        state: 'succeeded',
        result: { output: 'z'.repeat(30_000), diff: { path: 'a', oldText: null, newText: 'n'.repeat(9_000) }, exitCode: 0 },
        startedAt: 1.5,
        durationMs: 2.25,
      },
      { type: 'image', mimeType: 'image/png', data: 'iVBORw0KGgo='.repeat(1_000), name: 'shot.png' },
      { type: 'error', error: { code: 'quota', message: 'Wait', retryAfterMs: 10 } },
      { type: 'notice', notice: 'restored', text: 'Restored.' },
    ];
    const message = messages.beginAssistantMessage({ conversationId: id, parentId: ask('go').id });
    messages.setParts(
      message.id,
      parts.map((part, index) => ({ index, part })),
    );
    expect(messages.get(message.id)?.parts).toEqual(parts);
  });

  test('a part set again replaces the one before, its long values included', () => {
    const { id, ask, messages } = openConversation();
    const message = messages.beginAssistantMessage({ conversationId: id, parentId: ask('go').id });
    const call = (output: string): Part => ({
      type: 'tool-call',
      callId: 'c',
      name: 'sh',
      title: 'Run',
      kind: 'execute',
      args: {},
      paths: [],
      state: 'running',
      result: { output },
    });
    messages.setPart(message.id, 0, call('a'.repeat(10_000)));
    messages.setPart(message.id, 0, call('short'));
    expect(messages.get(message.id)?.parts).toEqual([call('short')]);
    messages.setPart(message.id, 0, { type: 'text', text: 'now text' });
    expect(messages.get(message.id)?.parts).toEqual(text('now text'));
  });

  test('a part that would leave a gap is refused, and nothing of that write stays', () => {
    const { id, ask, messages } = openConversation();
    const message = messages.beginAssistantMessage({ conversationId: id, parentId: ask('go').id });
    expect(() =>
      messages.setParts(message.id, [
        { index: 0, part: { type: 'text', text: 'a' } },
        { index: 2, part: { type: 'text', text: 'c' } },
      ]),
    ).toThrow(/before part 1/);
    expect(messages.get(message.id)?.parts).toEqual([]);
  });

  test('order is the order of creation when the clock goes backwards', () => {
    let time = 1_000_000;
    const { ask, answer, shown, conversations, id } = openConversation({ now: () => (time -= 1_000) });
    answer(ask('one').id, 'two');
    answer(ask('three').id, 'four');
    expect(shown()).toEqual(['one', 'two', 'three', 'four']);
    expect(conversations.get(id).preview).toBe('four');
  });

  test('a message of another conversation cannot be a parent', () => {
    const { conversations, messages, ask, id } = openConversation();
    const other = conversations.create(NEW_CONVERSATION);
    const stranger = messages.appendUserMessage({ conversationId: other.id, parts: text('other') });
    expect(() => ask('mine', stranger.id)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => messages.earlier(id, stranger.id, 5)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test('finishing stores the outcome and the preview; usage comes back whole', () => {
    const { id, ask, messages, conversations } = openConversation();
    const usage = {
      inputTokens: 5,
      outputTokens: 2,
      cachedTokens: 0,
      thoughtTokens: 1,
      totalTokens: 8,
      contextTokens: 5,
      contextWindow: 1000,
    };
    const message = messages.beginAssistantMessage({ conversationId: id, parentId: ask('q').id, model: 'asked-for' });
    messages.setPart(message.id, 0, { type: 'text', text: '  An\n answer ' });
    const finished = messages.finishMessage(message.id, { status: 'failed', usage, model: null, finishedAt: 77 });
    expect(finished).toMatchObject({ status: 'failed', usage, model: 'asked-for', finishedAt: 77 });
    expect(conversations.get(id).preview).toBe('An answer');
    expect(messages.finishMessage(message.id, { status: 'failed', usage, model: null, finishedAt: 77 })).toEqual(finished);
  });

  test('at the start, answers that were streaming become interrupted, their open calls failed, and they can be found', () => {
    const { id, ask, messages, search } = openConversation();
    const message = messages.beginAssistantMessage({ conversationId: id, parentId: ask('q').id });
    messages.setPart(message.id, 0, { type: 'text', text: 'half an aardvark' });
    messages.setPart(message.id, 1, {
      type: 'tool-call',
      callId: 'c',
      name: 'sh',
      title: 'Run',
      kind: 'execute',
      args: {},
      paths: [],
      state: 'awaiting-approval',
    });
    expect(search.searchMessages({ query: 'aardvark', limit: 5 }).hits).toEqual([]);
    expect(messages.recoverInterrupted()).toBe(1);
    expect(messages.get(message.id)).toMatchObject({ status: 'interrupted', parts: [{ type: 'text' }, { state: 'failed' }] });
    expect(search.searchMessages({ query: 'aardvark', limit: 5 }).hits).toHaveLength(1);
    expect(messages.recoverInterrupted()).toBe(0);
  });

  test('one part that cannot be read does not make its message unreadable, and its row stays', () => {
    const { id, ask, messages, database } = openConversation();
    const question = ask('fine');
    const sqlite = database.connection.sqlite;
    sqlite
      .prepare(
        "INSERT INTO message_parts (message_key, position, type, payload) SELECT key, 1, 'hologram', '{broken' FROM messages WHERE id = ?",
      )
      .run(question.id);
    expect(messages.tail(id, 10).messages[0]?.parts).toEqual([
      { type: 'text', text: 'fine' },
      { type: 'notice', notice: 'info', text: expect.stringContaining('hologram') as string },
    ]);
    expect(sqlite.prepare("SELECT payload FROM message_parts WHERE type = 'hologram'").get()).toEqual({ payload: '{broken' });
  });
});

describe('branches', () => {
  test('a retry is a branch beside the first answer; both know each other', () => {
    const { ask, answer, shown, messages } = openConversation();
    const question = ask('q');
    const first = answer(question.id, 'first');
    const second = answer(question.id, 'second');
    expect(shown()).toEqual(['q', 'second']);
    expect(messages.get(first.id)?.siblingIds).toEqual([first.id, second.id]);
    expect(messages.get(question.id)?.siblingIds).toEqual([question.id]);
  });

  test('an edited first message stands beside the one before', () => {
    const { ask, shown, messages } = openConversation();
    const first = ask('first');
    const second = ask('second', null);
    expect(shown()).toEqual(['second']);
    expect(second).toMatchObject({ parentId: null, depth: 0, seq: 1, siblingIds: [first.id, second.id] });
    messages.selectBranch(first.id);
    expect(shown()).toEqual(['first']);
  });

  test('coming back to a branch shows the leaf that was shown there last', () => {
    const { ask, answer, shown, messages } = openConversation();
    const question = ask('q');
    const left = answer(question.id, 'left');
    const leftOld = ask('left-old', left.id);
    ask('left-new', left.id);
    expect(messages.selectBranch(leftOld.id)).toBe(leftOld.id);
    answer(question.id, 'right');
    expect(shown()).toEqual(['q', 'right']);
    messages.selectBranch(left.id);
    expect(shown()).toEqual(['q', 'left', 'left-old']);
  });

  test('a message added to a branch that is not shown makes its whole path the one remembered', () => {
    const { ask, answer, shown, messages } = openConversation();
    const root = ask('root');
    const left = answer(root.id, 'left');
    answer(root.id, 'right');
    ask('added', left.id);
    expect(shown()).toEqual(['root', 'left', 'added']);
    messages.selectBranch(root.id);
    expect(shown()).toEqual(['root', 'left', 'added']);
  });

  test('selecting a branch whose ancestors are not shown shows them', () => {
    const { ask, answer, shown, messages } = openConversation();
    const deep = answer(ask('deeper').id, 'deepest');
    ask('other root', null);
    messages.selectBranch(deep.id);
    expect(shown()).toEqual(['deeper', 'deepest']);
  });
});

describe('reading a path', () => {
  test('pages fit together without gap or overlap', () => {
    const { ask, messages, id } = openConversation();
    for (let count = 0; count < 25; count += 1) ask(`m${count}`);
    const tail = messages.tail(id, 10);
    const middle = messages.earlier(id, tail.messages[0]?.id ?? '', 10);
    const head = messages.earlier(id, middle.messages[0]?.id ?? '', 10);
    expect([tail, middle, head].map(({ hasEarlier, totalMessages }) => ({ hasEarlier, totalMessages }))).toEqual([
      { hasEarlier: true, totalMessages: 25 },
      { hasEarlier: true, totalMessages: 25 },
      { hasEarlier: false, totalMessages: 25 },
    ]);
    const depths = [...head.messages, ...middle.messages, ...tail.messages].map(({ depth }) => depth);
    expect(depths).toEqual(Array.from({ length: 25 }, (_, index) => index));
    expect(messages.earlier(id, head.messages[0]?.id ?? '', 10)).toEqual({ messages: [], hasEarlier: false, totalMessages: 25 });
  });

  test('an empty conversation has an empty page', () => {
    const { messages, id } = openConversation();
    expect(messages.tail(id, 10)).toEqual({ messages: [], hasEarlier: false, totalMessages: 0 });
  });

  test('a page around a message has as many as asked, and says whether there is more on each side', () => {
    const { ask, messages, id } = openConversation();
    const all = Array.from({ length: 20 }, (_, count) => ask(`m${count}`));
    const depths = (messageId: string, limit: number) => {
      const page = messages.around(messageId, limit);
      return { depths: page.messages.map(({ depth }) => depth), hasEarlier: page.hasEarlier, hasLater: page.hasLater };
    };
    expect(depths(all[10]?.id ?? '', 5)).toEqual({ depths: [8, 9, 10, 11, 12], hasEarlier: true, hasLater: true });
    expect(depths(all[19]?.id ?? '', 5)).toEqual({ depths: [15, 16, 17, 18, 19], hasEarlier: true, hasLater: false });
    expect(depths(all[0]?.id ?? '', 4)).toEqual({ depths: [0, 1, 2], hasEarlier: false, hasLater: true });
    const later = messages.later(id, all[12]?.id ?? '', 5);
    expect(later).toMatchObject({ hasEarlier: true, hasLater: true, totalMessages: 20 });
    expect(later.messages.map(({ depth }) => depth)).toEqual([13, 14, 15, 16, 17]);
  });

  test('messages of a deleted conversation are not found', () => {
    const { ask, messages, conversations, id } = openConversation();
    const message = ask('q');
    conversations.softDelete(id);
    expect(messages.get(message.id)).toBeNull();
    expect(() => messages.tail(id, 1)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
