import { expect, test } from 'vitest';
import type { RuleScope } from '#protocol/approval-rules.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const NPM_TEST: RuleScope = { type: 'command-prefix', words: ['npm', 'test'], folder: '' };

test('rules hold in their project, or in one conversation of it, until they are taken back', () => {
  const { conversations, approvalRules } = openTestDatabase({ now: () => 7 });
  const here = conversations.create({ ...NEW_CONVERSATION, title: 'Here' }).id;
  const there = conversations.create(NEW_CONVERSATION).id;
  const project = approvalRules.add({ projectFolder: '/p', conversationId: null, scope: NPM_TEST });
  const conversation = approvalRules.add({ projectFolder: '/p', conversationId: here, scope: { type: 'edit', path: 'a' } });
  expect(approvalRules.list()).toEqual([conversation, project]);
  expect(conversation.conversation).toEqual({ id: here, title: 'Here' });
  expect(approvalRules.inForce('/p', here)).toEqual([project, conversation]);
  expect(approvalRules.inForce('/p', there)).toEqual([project]);
  expect(approvalRules.inForce('/q', here)).toEqual([]);

  approvalRules.countUse([project.id]);
  approvalRules.countUse([project.id]);
  expect(approvalRules.inForce('/p', there)).toEqual([{ ...project, uses: 2, lastUsedAt: 7 }]);

  approvalRules.revoke(project.id);
  expect(approvalRules.inForce('/p', there)).toEqual([]);
  approvalRules.restore(project.id);
  expect(approvalRules.inForce('/p', there)).toHaveLength(1);
  expect(() => approvalRules.revoke('gone')).toThrow(expect.objectContaining({ code: 'not-found' }));
});

test('the rules of a deleted conversation rest with it, and come back with it', () => {
  const { conversations, approvalRules } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  approvalRules.add({ projectFolder: '/p', conversationId: id, scope: NPM_TEST });
  conversations.softDelete(id);
  expect(approvalRules.list()).toEqual([]);
  conversations.undoDelete(id);
  expect(approvalRules.list()).toHaveLength(1);
  conversations.softDelete(id);
  conversations.purgeDeleted(Date.now() + 1000);
  expect(approvalRules.list()).toEqual([]);
  expect(() => approvalRules.add({ projectFolder: '/p', conversationId: id, scope: NPM_TEST })).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  );
});

test('a rule that can’t be read allows nothing', () => {
  const { approvalRules, connection } = openTestDatabase();
  approvalRules.add({ projectFolder: '/p', conversationId: null, scope: NPM_TEST });
  connection.sqlite.exec(`UPDATE approval_rules SET scope = '{"type":"anything"}'`);
  expect(approvalRules.inForce('/p', 'any')).toEqual([]);
});
