import { describe, expect, test } from 'vitest';
import { type RestoredMessage, restoredMessageSchema } from '#protocol/bridge.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

function openConversation() {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const ask = (words: string, parentId?: string) =>
    database.messages.appendUserMessage({
      conversationId: id,
      parts: [{ type: 'text', text: words }],
      ...(parentId !== undefined && { parentId }),
    });
  const answer = (parentId: string, words: string) => {
    const message = database.messages.beginAssistantMessage({ conversationId: id, parentId });
    database.messages.setPart(message.id, 0, { type: 'text', text: words });
    return database.messages.finishMessage(message.id, { status: 'complete', usage: null, model: null });
  };
  return { ...database, id, ask, answer };
}

const words = ({ parts: [first] }: RestoredMessage) => (first?.type === 'text' ? first.text : '');

describe('restoring history', () => {
  test('gives the path down to a message, with what the provider reported, in order', () => {
    const { id, ask, answer, history } = openConversation();
    const question = ask('q1');
    const reply = answer(question.id, 'a1');
    answer(question.id, 'another branch');
    const next = ask('q2', reply.id);
    history.appendProviderContents(reply.id, 'gemini', [{ role: 'user' }]);
    history.appendProviderContents(reply.id, 'gemini', [{ role: 'model', parts: [{ text: 'ä' }] }, null, 'odd']);
    expect(history.restoreMessages(id)).toEqual([
      { role: 'user', status: 'complete', parts: [{ type: 'text', text: 'q1' }] },
      {
        role: 'assistant',
        status: 'complete',
        parts: [{ type: 'text', text: 'a1' }],
        provider: { agentId: 'gemini', contents: [{ role: 'user' }, { role: 'model', parts: [{ text: 'ä' }] }, null, 'odd'] },
      },
      { role: 'user', status: 'complete', parts: [{ type: 'text', text: 'q2' }] },
    ]);
    expect(history.restoreMessages(id, reply.id).map(words)).toEqual(['q1', 'a1']);
    expect(history.restoreMessages(id, next.id)).toEqual(history.restoreMessages(id));
  });

  test('an answer that two agents worked on carries what the last one reported', () => {
    const { ask, answer, history, id } = openConversation();
    const reply = answer(ask('q').id, 'a');
    history.appendProviderContents(reply.id, 'one', [1]);
    history.appendProviderContents(reply.id, 'two', [2]);
    history.appendProviderContents(reply.id, 'two', [3]);
    expect(history.restoreMessages(id)[1]?.provider).toEqual({ agentId: 'two', contents: [2, 3] });
  });

  test('where a part of what the provider reported is damaged, the words shown go instead, and the turn goes on', () => {
    const { ask, answer, history, id, connection } = openConversation();
    const reply = answer(ask('q').id, 'a');
    history.appendProviderContents(reply.id, 'gemini', [1]);
    history.appendProviderContents(reply.id, 'gemini', [2]);
    connection.statement('UPDATE provider_history SET contents = ? WHERE contents = ?').run('[{"role', '[2]');
    expect(history.restoreMessages(id)[1]).toEqual({ role: 'assistant', status: 'complete', parts: [{ type: 'text', text: 'a' }] });
  });

  test('a long path is read whole and in order', () => {
    const { ask, history, id } = openConversation();
    for (let count = 0; count < 173; count += 1) ask(`m${count}`);
    expect(history.restoreMessages(id).map(words)).toEqual(Array.from({ length: 173 }, (_, count) => `m${count}`));
  });

  test('takes the newest that fit, and begins with a message of the person', () => {
    const { ask, answer, history, id } = openConversation();
    for (let count = 0; count < 10; count += 1) answer(ask(`q${count} ${'x'.repeat(1_000)}`).id, `a${count} ${'y'.repeat(1_000)}`);
    const restored = history.restoreMessages(id, undefined, { maxBytes: 5_500 });
    expect(restored.map((message) => words(message).slice(0, 2))).toEqual(['q8', 'a8', 'q9', 'a9']);
    expect(Buffer.byteLength(JSON.stringify(restored))).toBeLessThanOrEqual(5_500);
  });

  test('a summary that made room is kept where it is the first that fits', () => {
    const { ask, answer, messages, history, id } = openConversation();
    const before = answer(ask('q').id, `a ${'y'.repeat(5_000)}`);
    const summary = messages.beginAssistantMessage({ conversationId: id, parentId: before.id });
    messages.setPart(summary.id, 0, { type: 'notice', notice: 'context-compressed', text: 'Room was made.' });
    answer(ask('next').id, 'a');
    const restored = history.restoreMessages(id, undefined, { maxBytes: 2_000 });
    expect(restored.map(({ role, parts }) => [role, parts[0]?.type])).toEqual([
      ['assistant', 'notice'],
      ['user', 'text'],
      ['assistant', 'text'],
    ]);
  });

  test('one huge tool output or image is shortened instead of costing everything before it', () => {
    const { ask, messages, history, id } = openConversation();
    const question = ask('look at this');
    const reply = messages.beginAssistantMessage({ conversationId: id, parentId: question.id });
    messages.setParts(reply.id, [
      { index: 0, part: { type: 'image', mimeType: 'image/png', data: 'A'.repeat(100_000), name: 'big.png' } },
      {
        index: 1,
        part: {
          type: 'tool-call',
          callId: 'c',
          name: 'cat',
          title: 'Read',
          kind: 'read',
          args: { path: 'a', n: 1 },
          paths: [],
          state: 'succeeded',
          result: { output: 'o'.repeat(100_000) },
        },
      },
    ]);
    history.appendProviderContents(reply.id, 'gemini', ['p'.repeat(100_000)]);
    const restored = history.restoreMessages(id, undefined, { maxBytes: 20_000 });
    expect(restored.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(JSON.stringify(restored)).toContain('big.png');
    expect(JSON.stringify(restored)).toContain('96000 more characters left out');
    expect(restored[1]?.provider).toBeUndefined();
    for (const message of restored) restoredMessageSchema.parse(message);
  });

  test('an empty conversation has an empty history; a missing one is not found', () => {
    const { history, id } = openConversation();
    expect(history.restoreMessages(id)).toEqual([]);
    expect(() => history.restoreMessages('nobody')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => history.appendProviderContents('nobody', 'gemini', [])).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
