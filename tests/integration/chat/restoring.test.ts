/** Context survives whatever ends an agent: crash, idle stop, restart of the app, edit, retry and branch. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ChatRig, startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';

function lastContents(rig: ChatRig): string {
  return JSON.stringify(rig.api.streams.at(-1)?.contents);
}

function pidOf(rig: ChatRig): number {
  const pid = rig.bridges.sessions()[0]?.pid;
  if (pid === undefined) throw new Error('No agent runs.');
  return pid;
}

/** There is no signal for a session that has become aware of its process's end but its state, so this looks. */
async function untilState(rig: ChatRig, id: string, state: string): Promise<void> {
  while (rig.conversations.summary(id).sessionState !== state) await delay(5);
}

test('after the app was closed and started again the next turn has the context, and says the agent was restored', async () => {
  const before = await startChatRig();
  const id = before.newConversation();
  before.api.reply(say('My name is Ada.'));
  await before.ask(id, 'Who are you?');
  await before.quit();

  const after = await startChatRig({ folder: before.folder, api: before.api });
  after.api.reply(say('Ada, as I said.'));
  const message = await after.ask(id, 'Again?');
  expect(message.parts[0]).toMatchObject({ type: 'notice', notice: 'restored' });
  for (const words of ['Who are you?', 'My name is Ada.', 'Again?']) expect(lastContents(after)).toContain(words);
});

test('tool calls and their results are part of what is restored, signatures included', async () => {
  const before = await startChatRig();
  const id = before.newConversation();
  before.api.reply(callTools({ name: 'list_directory', args: { dir_path: '.' } }), say('Nothing here.'));
  await before.ask(id, 'look');
  await before.quit();
  const after = await startChatRig({ folder: before.folder, api: before.api });
  after.api.reply(say('Still nothing.'));
  await after.ask(id, 'look again');
  const parts = after.api.streams.at(-1)?.contents.flatMap((content) => content.parts) ?? [];
  expect(parts.find((part) => part.functionCall)).toMatchObject({
    functionCall: { name: 'list_directory' },
    thoughtSignature: expect.any(String),
  });
  expect(parts.find((part) => part.functionResponse)).toMatchObject({ functionResponse: { name: 'list_directory' } });
});

test('an agent killed between turns is started anew with the context', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('One.'), say('Two.'));
  await rig.ask(id, 'first');
  process.kill(pidOf(rig), 'SIGKILL');
  await untilState(rig, id, 'failed');
  const message = await rig.ask(id, 'second');
  expect(message.parts[0]).toMatchObject({ type: 'notice', notice: 'restored' });
  expect(lastContents(rig)).toContain('One.');
});

test('an agent killed in the middle of an answer: what was shown is kept as interrupted, nothing is run again by itself', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer(['half an', held]));
  const shown = rig.nextEvent((event) => event.type === 'part-set' && event.part.type === 'text');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  await shown;
  process.kill(pidOf(rig), 'SIGKILL');
  const message = await rig.turnEnd(id, assistantMessageId);
  expect(message.status).toBe('interrupted');
  expect(textOf(message)).toBe('half an');
  expect(message.parts.at(-1)).toMatchObject({ type: 'error', error: { code: 'exited' } });
  expect(rig.api.streams).toHaveLength(1);
  rig.api.reply(say('whole answer'));
  expect(textOf(await rig.ask(id, 'go on'))).toBe('whole answer');
  expect(lastContents(rig)).toContain('half an');
  held.open();
});

test('an agent killed before it said anything is tried once more by itself', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer([held]), say('second try'));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  await rig.api.stream(0);
  process.kill(pidOf(rig), 'SIGKILL');
  const message = await rig.turnEnd(id, assistantMessageId);
  expect(message.status).toBe('complete');
  expect(textOf(message)).toBe('second try');
  held.open();
});

test('editing an earlier prompt makes a branch that knows only what came before it', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('Red.'), say('Apples.'), say('Bananas.'));
  const first = await rig.ask(id, 'A colour?');
  await rig.ask(id, 'A fruit of that colour?');
  await rig.ask(id, 'A yellow fruit?', first.id);
  expect(lastContents(rig)).toContain('Red.');
  expect(lastContents(rig)).not.toContain('Apples.');
  const shown = rig.chat.open(id, 10).messages;
  expect(shown.map(textOf)).toEqual(['A colour?', 'Red.', 'A yellow fruit?', 'Bananas.']);
  expect(shown[2]?.siblingIds).toHaveLength(2);
});

test('stepping to another branch and going on there sends that branch', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('Red.'), say('Apples.'), say('Bananas.'), say('Pears.'));
  const first = await rig.ask(id, 'A colour?');
  const apples = await rig.ask(id, 'A fruit?');
  await rig.ask(id, 'Another fruit?', first.id);
  const back = rig.chat.selectBranch(id, apples.id);
  expect(back.messages.map(textOf)).toEqual(['A colour?', 'Red.', 'A fruit?', 'Apples.']);
  await rig.ask(id, 'And one more?');
  expect(lastContents(rig)).toContain('Apples.');
  expect(lastContents(rig)).not.toContain('Bananas.');
});

test('Retry answers the same prompt beside the first answer', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('First.'), say('Second.'));
  const first = await rig.ask(id, 'go');
  const { assistantMessageId } = rig.chat.retry(id, first.id);
  const second = await rig.turnEnd(id, assistantMessageId);
  expect(second.siblingIds).toEqual([first.id, second.id]);
  expect(lastContents(rig)).not.toContain('First.');
});

test('an idle agent is stopped and comes back with the context', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  // The shortest the settings take is a minute; the timer itself is tested with a clock of its own.
  rig.api.reply(say('One.'), say('Two.'));
  await rig.ask(id, 'first');
  const [session] = rig.bridges.sessions();
  expect(session?.idleStopAt).toBeGreaterThan(Date.now());
  await session?.stop('idle');
  expect(rig.conversations.summary(id).sessionState).toBe('stopped');
  await rig.ask(id, 'second');
  expect(lastContents(rig)).toContain('One.');
});

test('another project folder takes a new agent, with the context', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('One.'), say('Two.'));
  await rig.ask(id, 'first');
  const pid = pidOf(rig);
  await rig.conversations.update(id, { projectFolder: rig.folder });
  await rig.ask(id, 'second');
  expect(pidOf(rig)).not.toBe(pid);
  expect(lastContents(rig)).toContain('One.');
});

test('an answer that was streaming when the app died is interrupted at the next start, with what was stored', async () => {
  const before = await startChatRig();
  const id = before.newConversation();
  const user = before.database.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  const cut = before.database.messages.beginAssistantMessage({ conversationId: id, parentId: user.id });
  before.database.messages.setPart(cut.id, 0, { type: 'text', text: 'half' });
  await before.quit();
  const after = await startChatRig({ folder: before.folder, api: before.api });
  const [, interrupted] = after.chat.open(id, 10).messages;
  expect(interrupted?.status).toBe('interrupted');
  expect(interrupted && textOf(interrupted)).toBe('half');
});
