import { expect, test } from 'vitest';
import type { Usage } from '#protocol/conversation.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const used = (inputTokens: number): Usage => ({
  inputTokens,
  outputTokens: 1000,
  cachedTokens: 0,
  thoughtTokens: 500,
  totalTokens: inputTokens + 1500,
  contextTokens: inputTokens,
});

test('all turns count by model: other versions and stopped ones too, other conversations and turns without figures not', () => {
  const { conversations, messages, usage } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  const other = conversations.create(NEW_CONVERSATION).id;
  const turn = (conversationId: string, model: string | null, figures: Usage | null, status: 'complete' | 'cancelled' = 'complete') => {
    const prompt = messages.appendUserMessage({ conversationId, parts: [{ type: 'text', text: 'x' }], parentId: null });
    const answer = messages.beginAssistantMessage({ conversationId, parentId: prompt.id });
    messages.finishMessage(answer.id, { status, usage: figures, model });
  };
  // Each is another version of the first message.
  turn(id, 'gemini-2.5-flash', used(10_000));
  turn(id, 'gemini-2.5-flash', used(20_000), 'cancelled');
  turn(id, 'unknown-model', used(5_000));
  turn(id, 'gemini-2.5-flash', null);
  turn(other, 'gemini-2.5-flash', used(99_000));

  const report = usage.ofConversation(id, {});
  expect(report.turns).toBe(3);
  const flash = report.models.find(({ model }) => model === 'gemini-2.5-flash');
  expect(flash).toMatchObject({ turns: 2, inputTokens: 30_000, outputTokens: 2000, thoughtTokens: 1000, unpricedTurns: 0 });
  expect(flash?.costUsd).toBeCloseTo((30_000 * 0.3 + 3000 * 2.5) / 1_000_000);
  expect(report.models.find(({ model }) => model === 'unknown-model')).toMatchObject({ costUsd: null, unpricedTurns: 1 });
  expect(usage.ofConversation(id, { 'unknown-model': { input: 1, output: 1, cached: 1 } }).models[1]).toMatchObject({ unpricedTurns: 0 });
});

test('figures that can’t be read are left out, and the others still add up', () => {
  const { conversations, messages, usage, connection } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  const prompt = messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'x' }] });
  const answers = [1, 2].map(() => messages.beginAssistantMessage({ conversationId: id, parentId: prompt.id }).id);
  for (const answer of answers) messages.finishMessage(answer, { status: 'complete', usage: used(10_000), model: 'm' });
  connection.statement('UPDATE messages SET usage = ? WHERE id = ?').run('{"inputTok', answers[0] ?? '');
  expect(usage.ofConversation(id, {}).turns).toBe(1);
});
