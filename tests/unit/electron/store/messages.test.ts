import { describe, expect, test } from 'vitest';
import { NEW_CONVERSATION, openTestDatabase } from './open-test-database.ts';

const text = (words: string) => [{ type: 'text' as const, text: words }];
const COMPLETE = { status: 'complete' as const, usage: null, model: 'm' };

describe('the message store', () => {
  test('continues the path shown when no parent is named', () => {
    const { conversations, messages } = openTestDatabase();
    const { id } = conversations.create(NEW_CONVERSATION);
    const question = messages.appendUserMessage({ conversationId: id, parts: text('one') });
    const answer = messages.beginAssistantMessage({ conversationId: id, parentId: question.id });
    messages.setParts(answer.id, [{ index: 0, part: { type: 'text', text: 'hello' } }]);
    const finished = messages.finishMessage(answer.id, COMPLETE);
    const next = messages.appendUserMessage({ conversationId: id, parts: text('two') });
    expect(finished).toMatchObject({
      status: 'complete',
      model: 'm',
      parts: text('hello'),
      parentId: question.id,
      depth: 1,
      seq: 1,
    });
    expect(next).toMatchObject({ parentId: answer.id, depth: 2, seq: 2 });
    const page = messages.tail(id, 2);
    expect(page).toMatchObject({ hasEarlier: true, totalMessages: 3 });
    expect(page.messages.map((message) => message.id)).toEqual([answer.id, next.id]);
    expect(messages.earlier(id, answer.id, 10)).toMatchObject({
      hasEarlier: false,
      totalMessages: 3,
      messages: [{ id: question.id }],
    });
  });
});
