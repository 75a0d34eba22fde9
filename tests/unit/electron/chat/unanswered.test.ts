import { expect, test } from 'vitest';
import { NOT_RUN, recoverAfterExit } from '#electron/chat/unanswered.ts';
import type { Part } from '#protocol/conversation.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const call = (callId: string): Part => ({
  type: 'tool-call',
  callId,
  name: 'run_shell_command',
  title: `Run \`${callId}\``,
  kind: 'execute',
  args: {},
  paths: [],
  state: 'awaiting-approval',
});

test('after a kill the thread says of a call that waited that it was not run, and only of that one', () => {
  const database = openTestDatabase();
  const { conversations, messages, approvals } = database;
  const { id } = conversations.create(NEW_CONVERSATION);
  const prompt = messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  const { id: messageId } = messages.beginAssistantMessage({ conversationId: id, parentId: prompt.id });
  messages.setParts(messageId, [
    { index: 0, part: call('answered') },
    { index: 1, part: call('waiting') },
  ]);
  for (const callId of ['answered', 'waiting']) {
    approvals.open({
      conversationId: id,
      messageId,
      approvalId: callId,
      callId,
      toolName: 'run_shell_command',
      kind: 'execute',
      title: `Run \`${callId}\``,
      detail: { type: 'command', command: callId },
      canAllowAlways: true,
      createdAt: 1,
    });
  }
  approvals.close(id, 'answered', 'allow-once');

  recoverAfterExit(database);
  const message = messages.get(messageId);
  expect(message?.status).toBe('interrupted');
  expect(message?.parts.map((part) => (part.type === 'tool-call' ? part.result?.error : part.type === 'notice' && part.text))).toEqual([
    'The app ended before the result of this call was known.',
    NOT_RUN,
    'This waited for your approval and was not run: Run `waiting`',
  ]);
  expect(conversations.getListed(id)?.unread).toBe(true);
  recoverAfterExit(database);
  expect(messages.get(messageId)).toEqual(message);
});
