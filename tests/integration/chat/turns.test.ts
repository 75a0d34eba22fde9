/** A turn from the prompt to the stored answer: real bridge, real SDK, real database. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { answer, call, callTools, fail, gate, say, thought } from '#tests/support/gemini-api-server/index.ts';

test('an answer streams to the window and is stored whole, with its thought, usage and model', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(answer([thought('Greeting', 'A short one.'), 'Hel', 'lo']));
  const message = await rig.ask(id, 'Hi');
  expect(message.status).toBe('complete');
  expect(textOf(message)).toBe('Hello');
  expect(message.parts).toContainEqual({ type: 'thought', subject: 'Greeting', text: 'A short one.' });
  expect(message.usage).toMatchObject({ inputTokens: 10, outputTokens: 5 });
  expect(message.model).toBe('gemini-2.5-pro');
  expect(rig.conversations.get(id).title).toBe('Hi');
});

test('the prompt is durable before the agent sees it', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer([held, 'late']));
  const { userMessageId, assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'Keep me' }] });
  expect(rig.database.messages.get(userMessageId)?.parts).toEqual([{ type: 'text', text: 'Keep me' }]);
  expect(rig.api.requests).toEqual([]);
  held.open();
  await rig.turnEnd(id, assistantMessageId);
});

test('three turns are one process, and each sends what was said before', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('One.'), say('Two.'), say('Three.'));
  await rig.ask(id, 'first');
  const pid = rig.bridges.sessions()[0]?.pid;
  await rig.ask(id, 'second');
  await rig.ask(id, 'third');
  expect(rig.bridges.sessions().map((session) => session.pid)).toEqual([pid]);
  const said = JSON.stringify(rig.api.streams[2]?.contents);
  for (const words of ['first', 'One.', 'second', 'Two.', 'third']) expect(said).toContain(words);
});

test('two conversations at once are two processes and do not mix', async () => {
  const rig = await startChatRig();
  rig.api.answerWith((request) => say(`echo ${request.lastText.slice(-5)}`));
  const [a, b] = [rig.newConversation(), rig.newConversation()];
  const [answerA, answerB] = await Promise.all([rig.ask(a, 'alpha'), rig.ask(b, 'bravo')]);
  expect([textOf(answerA), textOf(answerB)]).toEqual(['echo alpha', 'echo bravo']);
  const pids = rig.bridges.sessions().map((session) => session.pid);
  expect(new Set(pids).size).toBe(2);
  for (const request of rig.api.streams) {
    const said = JSON.stringify(request.contents);
    expect(said.includes('alpha') && said.includes('bravo')).toBe(false);
  }
});

test('a second prompt while one is answered is refused and changes nothing', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer([held, 'done']));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'one' }] });
  expect(() => rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'two' }] })).toThrow(
    expect.objectContaining({ code: 'busy' }),
  );
  held.open();
  await rig.turnEnd(id, assistantMessageId);
  expect(rig.chat.open(id, 10).messages).toHaveLength(2);
});

test('a failed turn keeps its prompt, says what is wrong, and the next one works with the context', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(fail(403, 'Permission denied'));
  const failed = await rig.ask(id, 'first');
  expect(failed.status).toBe('failed');
  expect(failed.parts.at(-1)).toMatchObject({ type: 'error', error: { code: 'auth', action: 'open-settings' } });
  rig.api.reply(say('fine'));
  expect(textOf(await rig.ask(id, 'second'))).toBe('fine');
  expect(JSON.stringify(rig.api.streams.at(-1)?.contents)).toContain('first');
});

test('Stop ends a turn in the middle, keeps what was shown, and the conversation goes on with its context', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer(['shown words', held, 'never shown']));
  const shown = rig.nextEvent((event) => event.type === 'part-set' && event.part.type === 'text');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  await shown;
  await rig.chat.stop(id);
  const stopped = rig.database.messages.get(assistantMessageId);
  expect(stopped?.status).toBe('cancelled');
  expect(stopped && textOf(stopped)).toBe('shown words');
  rig.api.reply(say('on it goes'));
  expect(textOf(await rig.ask(id, 'more'))).toBe('on it goes');
  expect(JSON.stringify(rig.api.streams.at(-1)?.contents)).toContain('shown words');
  held.open();
});

test('an approval waits for the person; denied, the tool does not run and the model is told', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch made-by-agent' } }), say('Then not.'));
  const asked = rig.nextEvent((event) => event.type === 'turn-changed' && event.turn?.phase.phase === 'waiting-for-approval');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'run it' }] });
  await asked;
  const [approval] = rig.approvals.list();
  expect(approval).toMatchObject({ conversationId: id, detail: { type: 'command', command: 'touch made-by-agent' } });
  expect(rig.conversations.summary(id)).toMatchObject({ sessionState: 'waiting', openApprovals: 1 });
  await rig.chat.answerApproval({ conversationId: id, approvalId: approval?.approvalId ?? '', decision: 'deny' });
  const message = await rig.turnEnd(id, assistantMessageId);
  expect(message.parts.find((part) => part.type === 'tool-call')).toMatchObject({ state: 'denied' });
  expect(textOf(message)).toBe('Then not.');
  expect(rig.approvals.list()).toEqual([]);
});

test('an allowed command runs, and its output is part of the answer', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch made-by-agent; echo from-the-shell' } }), say('It ran.'));
  const asked = rig.nextEvent((event) => event.type === 'turn-changed' && event.turn?.phase.phase === 'waiting-for-approval');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'run it' }] });
  await asked;
  await rig.chat.answerApproval({ conversationId: id, approvalId: rig.approvals.list()[0]?.approvalId ?? '', decision: 'allow-once' });
  const message = await rig.turnEnd(id, assistantMessageId);
  expect(message.parts.find((part) => part.type === 'tool-call')).toMatchObject({
    state: 'succeeded',
    result: { output: expect.stringContaining('from-the-shell') },
  });
  await expect(rig.chat.answerApproval({ conversationId: id, approvalId: 'long-gone', decision: 'allow-once' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a window that opens in the middle of a stream gets every word so far', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer(['so far', held, ' and on']));
  const shown = rig.nextEvent((event) => event.type === 'part-set' && event.part.type === 'text');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  await shown;
  const opened = rig.chat.open(id, 10);
  expect(opened.turn?.assistantMessageId).toBe(assistantMessageId);
  expect(opened.messages.at(-1)?.parts).toContainEqual({ type: 'text', text: 'so far' });
  held.open();
  await rig.turnEnd(id, assistantMessageId);
});

test('a deleted conversation has no process, and can be taken back', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('hello'));
  await rig.ask(id, 'hi');
  expect(rig.bridges.sessions()).toHaveLength(1);
  await rig.conversations.delete(id);
  expect(rig.bridges.sessions()).toEqual([]);
  expect(() => rig.conversations.get(id)).toThrow(expect.objectContaining({ code: 'not-found' }));
  rig.conversations.undoDelete(id);
  expect(rig.chat.open(id, 10).messages).toHaveLength(2);
});

test('deleting a conversation in the middle of a turn ends the turn first', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer(['a', held]));
  const shown = rig.nextEvent((event) => event.type === 'part-set');
  rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  await shown;
  await rig.conversations.delete(id);
  expect(rig.chat.isRunning(id)).toBe(false);
  expect(rig.bridges.sessions()).toEqual([]);
  held.open();
});

test('a project folder that is gone fails the turn with the way out, and the conversation stays readable', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation({ projectFolder: '/nowhere/at/all' });
  const message = await rig.ask(id, 'hi');
  expect(message.status).toBe('failed');
  expect(message.parts.at(-1)).toMatchObject({ type: 'error', error: { code: 'not-found', action: 'choose-folder' } });
});

test('a tool call keeps its place between the words around it', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(answer(['Looking.', call('list_directory', { dir_path: '.' })]), say('Done.'));
  const message = await rig.ask(id, 'look');
  expect(message.parts.map((part) => part.type)).toEqual(['text', 'tool-call', 'text']);
});

test('allowing edits for the conversation is shown as its approval mode, and stays', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const write = (name: string) => callTools({ name: 'write_file', args: { file_path: `${rig.folder}/project/${name}`, content: 'x' } });
  rig.api.reply(write('one.txt'), say('One.'), write('two.txt'), say('Two.'));
  const asked = rig.nextEvent((event) => event.type === 'turn-changed' && event.turn?.phase.phase === 'waiting-for-approval');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'write' }] });
  await asked;
  await rig.chat.answerApproval({ conversationId: id, approvalId: rig.approvals.list()[0]?.approvalId ?? '', decision: 'allow-session' });
  await rig.turnEnd(id, assistantMessageId);
  expect(rig.conversations.get(id).approvalMode).toBe('auto-edit');
  const second = await rig.ask(id, 'write another');
  expect(second.parts.find((part) => part.type === 'tool-call')).toMatchObject({ state: 'succeeded' });
  expect(rig.conversations.get(id).approvalMode).toBe('auto-edit');
});

test('without a project the agent works in an empty folder of the conversation, not in the home of the person', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation({ projectFolder: null });
  rig.api.reply(callTools({ name: 'list_directory', args: { dir_path: '.' } }), say('Nothing here.'));
  const message = await rig.ask(id, 'look around');
  expect(message.parts.find((part) => part.type === 'tool-call')).toMatchObject({
    state: 'succeeded',
    result: { output: expect.stringMatching(/empty/i) },
  });
  expect(readdirSync(join(rig.folder, 'workspaces'))).toEqual([id]);
});
