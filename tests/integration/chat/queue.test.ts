/** Messages sent while a turn runs: in order after turns that end well, held after others and after a start, or into the running turn. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ChatRig, startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { answer, fail, gate, say } from '#tests/support/gemini-api-server/index.ts';

const text = (words: string) => [{ type: 'text' as const, text: words }];

function begin(rig: ChatRig, id: string, words: string): void {
  rig.chat.send({ conversationId: id, parts: text(words) });
}

/** Fulfilled when the answer to this prompt is finished. */
function answered(rig: ChatRig, words: string): Promise<unknown> {
  return rig.nextEvent((event) => event.type === 'message-finished' && textOf(event.message) === words);
}

function queuedWords(rig: ChatRig, id: string): string[] {
  return rig.queues.of(id).messages.map(({ parts }) => (parts[0]?.type === 'text' ? parts[0].text : ''));
}

function pathWords(rig: ChatRig, id: string): string[] {
  return rig.chat.open(id, 50).messages.map(textOf);
}

test('each is sent when the turn before it has ended well, in the order the person gave them', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer([held, 'One.']), say('Three.'), say('Two.'));
  begin(rig, id, 'one');
  await rig.queues.add({ conversationId: id, parts: text('two') });
  const { id: third } = await rig.queues.add({ conversationId: id, parts: text('three?') });
  const { id: removed } = await rig.queues.add({ conversationId: id, parts: text('never') });
  rig.queues.update(id, third, text('three'));
  rig.queues.move(id, third, 0);
  rig.queues.remove(id, removed);
  expect(rig.chat.open(id, 10).queue.messages.map(({ parts }) => parts)).toEqual([text('three'), text('two')]);
  const last = answered(rig, 'Two.');
  held.open();
  await last;
  expect(pathWords(rig, id)).toEqual(['one', 'One.', 'three', 'Three.', 'two', 'Two.']);
  expect(rig.queues.of(id)).toEqual({ messages: [], hold: null });
  expect(rig.api.streams).toHaveLength(3);
});

test('after a failed turn the queue waits, and goes on when the person says so', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply({ steps: [held, { type: 'cut' }] }, say('Second.'), say('Third.'));
  begin(rig, id, 'one');
  await rig.queues.add({ conversationId: id, parts: text('two') });
  await rig.queues.add({ conversationId: id, parts: text('three') });
  const holding = rig.nextEvent((event) => event.type === 'queue-changed' && event.queue.hold !== null);
  held.open();
  await holding;
  expect(rig.queues.of(id).hold).toBe('failed');
  expect(rig.api.streams).toHaveLength(1);
  const last = answered(rig, 'Third.');
  rig.queues.resume(id);
  await last;
  expect(pathWords(rig, id).slice(2)).toEqual(['two', 'Second.', 'three', 'Third.']);
});

test('a stopped turn holds the queue, also over a message that the person sends by hand', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(answer(['Begun', gate()]), say('By hand.'), say('Chosen.'), say('Rest.'));
  begin(rig, id, 'one');
  await rig.nextEvent((event) => event.type === 'part-set');
  await rig.queues.add({ conversationId: id, parts: text('rest') });
  const { id: chosen } = await rig.queues.add({ conversationId: id, parts: text('chosen') });
  await rig.chat.stop(id);
  expect(rig.queues.of(id).hold).toBe('stopped');
  expect(textOf(await rig.ask(id, 'by hand'))).toBe('By hand.');
  expect(queuedWords(rig, id)).toEqual(['rest', 'chosen']);
  const last = answered(rig, 'Rest.');
  await rig.queues.sendNow(id, chosen);
  await last;
  expect(pathWords(rig, id).slice(-4)).toEqual(['chosen', 'Chosen.', 'rest', 'Rest.']);
});

test('what is being changed is not sent; it goes out when the change is done', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer([held, 'One.']), say('Two.'));
  begin(rig, id, 'one');
  const { id: queued } = await rig.queues.add({ conversationId: id, parts: text('half a th') });
  rig.queues.setEditing(id, queued);
  const first = answered(rig, 'One.');
  held.open();
  await first;
  await rig.chat.settled();
  expect(queuedWords(rig, id)).toEqual(['half a th']);
  rig.queues.update(id, queued, text('half a thought'));
  const second = answered(rig, 'Two.');
  rig.queues.setEditing(id, null);
  await second;
  expect(rig.api.streams[1]?.lastText).toBe('half a thought');
});

test('nothing is lost over quitting; after a start the queue waits for the person', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(answer(['Begun', gate()]));
  begin(rig, id, 'one');
  await rig.nextEvent((event) => event.type === 'part-set');
  await rig.queues.add({ conversationId: id, parts: text('later') });
  await rig.quit();

  const next = await startChatRig({ folder: rig.folder, api: rig.api });
  expect(next.chat.open(id, 10).queue).toMatchObject({ hold: 'restarted', messages: [{ parts: text('later'), isSteering: false }] });
  next.api.reply(say('Later.'));
  const done = answered(next, 'Later.');
  next.queues.resume(id);
  await done;
  expect(next.queues.of(id)).toEqual({ messages: [], hold: null });
});

test('words for the running turn reach the very next request, stand where they entered, and are restored', async () => {
  const rig = await startChatRig();
  const project = join(rig.folder, 'project');
  const id = rig.newConversation();
  writeFileSync(join(project, 'a.txt'), 'content of a\n');
  const held = gate();
  rig.api.reply(answer(['Reading.', held, { functionCall: { name: 'read_file', args: { file_path: 'a.txt' } } }]), say('With care.'));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: text('read a.txt') });
  await rig.nextEvent((event) => event.type === 'part-set');
  await rig.queues.add({ conversationId: id, parts: text('Be careful.'), steer: true });
  expect(rig.queues.of(id).messages).toMatchObject([{ isSteering: true }]);
  expect(() => rig.queues.remove(id, rig.queues.of(id).messages[0]?.id ?? '')).toThrow(expect.objectContaining({ code: 'conflict' }));
  held.open();
  const message = await rig.turnEnd(id, assistantMessageId);
  expect(message.parts.map((part) => part.type)).toEqual(['text', 'tool-call', 'steering', 'text']);
  expect(message.parts[2]).toEqual({ type: 'steering', parts: text('Be careful.') });
  expect(rig.queues.of(id)).toEqual({ messages: [], hold: null });
  expect(rig.api.streams).toHaveLength(2);
  expect(rig.api.streams[1]?.contents.at(-1)?.parts.at(-1)).toEqual({ text: 'Be careful.' });
  expect(rig.database.search.searchMessages({ query: 'careful', limit: 5 }).hits).toHaveLength(1);

  await rig.quit();
  const next = await startChatRig({ folder: rig.folder, api: rig.api });
  next.api.reply(say('I was.'));
  await next.ask(id, 'were you?');
  expect(JSON.stringify(next.api.streams.at(-1)?.contents)).toContain('Be careful.');
});

test('words that a stopped turn did not take in wait in the queue', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(answer(['Begun', gate()]));
  begin(rig, id, 'one');
  await rig.nextEvent((event) => event.type === 'part-set');
  await rig.queues.add({ conversationId: id, parts: text('not taken'), steer: true });
  await rig.chat.stop(id);
  expect(rig.queues.of(id)).toMatchObject({ hold: 'stopped', messages: [{ parts: text('not taken'), isSteering: false }] });
});

test('an agent that can’t be steered says so, and the message waits for the end of its turn', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation({ agentId: 'guide' });
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: text('what is unused?') });
  await expect(rig.queues.add({ conversationId: id, parts: text('help'), steer: true })).rejects.toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
  expect(queuedWords(rig, id)).toEqual(['help']);
  await rig.turnEnd(id, assistantMessageId);
  await rig.chat.settled();
});

test('what can’t be sent because the agent fails at once stays as a sent message, and the rest is held', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer([held, 'One.']), fail(403, 'Permission denied'));
  begin(rig, id, 'one');
  await rig.queues.add({ conversationId: id, parts: text('two') });
  await rig.queues.add({ conversationId: id, parts: text('three') });
  const holding = rig.nextEvent((event) => event.type === 'queue-changed' && event.queue.hold !== null);
  held.open();
  await holding;
  expect(queuedWords(rig, id)).toEqual(['three']);
  expect(pathWords(rig, id).slice(0, 3)).toEqual(['one', 'One.', 'two']);
});

test('a conversation opens beside damaged rows, says what can’t be read, and goes on', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('One.'));
  const done = answered(rig, 'One.');
  begin(rig, id, 'one');
  await done;
  expect(rig.chat.open(id, 10).unreadable).toBeUndefined();
  rig.chat.saveDraftAttachments(id, [{ type: 'file', name: 'a.txt', sizeBytes: 1, content: { encoding: 'text', text: 'a' } }]);
  const { connection } = rig.database;
  connection
    .statement('INSERT INTO queued_messages (id, conversation_key, position, parts, created_at) SELECT ?, key, 0, ?, 0 FROM conversations')
    .run('cut', '[{"type":"te');
  connection.statement('UPDATE draft_attachments SET parts = ?').run('[{"type":"fi');
  const opened = rig.chat.open(id, 10);
  expect(opened.messages.map(textOf)).toContain('One.');
  expect(opened.unreadable).toEqual({ queuedMessages: 1, draftAttachments: true });
});
