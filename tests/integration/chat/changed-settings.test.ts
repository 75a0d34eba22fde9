/** What the person changes while an agent lives: account, model, folder. The next turn has it, no turn is lost, and the context stays. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ChatRig, startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { answer, gate, say } from '#tests/support/gemini-api-server/index.ts';

const keyOf = (rig: ChatRig, index: number) => rig.api.streams.at(index)?.headers['x-goog-api-key'];
const pidOf = (rig: ChatRig) => rig.bridges.sessions()[0]?.pid;

function saveKey(rig: ChatRig, key: string): void {
  rig.credentials.save({ method: 'api-key', key, baseUrl: rig.api.baseUrl }, 'memory');
}

test('a new key reaches an agent that runs: the next turn signs in with it and has the context', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('One.'), say('Two.'));
  await rig.ask(id, 'first');
  expect(keyOf(rig, -1)).toBe('test-key');
  saveKey(rig, 'another-key');
  await rig.ask(id, 'second');
  expect(keyOf(rig, -1)).toBe('another-key');
  expect(JSON.stringify(rig.api.streams.at(-1)?.contents)).toContain('One.');
});

test('a key saved in the middle of a turn ends no turn, and the next one has it', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer(['half', held, ' and half']), say('Two.'));
  const shown = rig.nextEvent((event) => event.type === 'part-set' && event.part.type === 'text');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'first' }] });
  await shown;
  saveKey(rig, 'another-key');
  held.open();
  const first = await rig.turnEnd(id, assistantMessageId);
  expect([first.status, textOf(first)]).toEqual(['complete', 'half and half']);
  await rig.ask(id, 'second');
  expect(keyOf(rig, -1)).toBe('another-key');
});

test('a key removed while an agent runs: the next turn signs in with the one of the environment', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  saveKey(rig, 'soon-gone');
  rig.api.reply(say('One.'), say('Two.'));
  await rig.ask(id, 'first');
  rig.credentials.remove();
  await rig.ask(id, 'second');
  expect(keyOf(rig, -1)).toBe('test-key');
});

test('a chosen model answers the next turn in the same process, and “Default” is the agent’s own again', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.answerWith(() => say('Yes.'));
  const pids = new Set<number | undefined>();
  for (const model of [null, 'gemini-2.5-flash', null]) {
    await rig.conversations.update(id, { model });
    await rig.ask(id, `model ${model}`);
    pids.add(pidOf(rig));
  }
  expect(rig.api.streams.map((request) => request.model)).toEqual(['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-pro']);
  expect(pids.size).toBe(1);
});

test('an agent started with a chosen model goes back to the default, too', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.answerWith(() => say('Yes.'));
  await rig.conversations.update(id, { model: 'gemini-2.5-flash' });
  await rig.ask(id, 'one');
  await rig.conversations.update(id, { model: null });
  await rig.ask(id, 'two');
  expect(rig.api.streams.map((request) => request.model)).toEqual(['gemini-2.5-flash', 'gemini-2.5-pro']);
});

test('another folder chosen in the middle of a turn: the turn ends where it began, the next one works in the new folder', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const next = join(rig.folder, 'next-project');
  mkdirSync(next);
  const held = gate();
  rig.api.reply(answer([held, 'Done.']), say('Here.'));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'first' }] });
  await held.reached;
  await rig.conversations.update(id, { projectFolder: next });
  held.open();
  expect(await rig.turnEnd(id, assistantMessageId)).toMatchObject({ status: 'complete' });
  await rig.ask(id, 'second');
  expect(rig.api.streams).toHaveLength(2);
  expect(JSON.stringify(rig.api.streams.at(-1)?.contents)).toContain('next-project');
});

test('a prompt sent while the conversation’s last process still ends: never two processes at once', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('One.'), say('Two.'));
  await rig.ask(id, 'first');
  const [session] = rig.bridges.sessions();
  const closed = rig.sessions.stop(id);
  let hasEnded = false;
  void closed.then(() => {
    hasEnded = true;
  });
  const connecting = rig.nextEvent((event) => event.type === 'turn-changed' && event.turn?.phase.phase === 'waiting-for-model');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'second' }] });
  await connecting;
  expect(hasEnded).toBe(true);
  expect(session?.pid).not.toBe(pidOf(rig));
  await rig.turnEnd(id, assistantMessageId);
});
