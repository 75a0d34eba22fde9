/** Room is made in the model's context, by the SDK or because the person asks for it: said in the thread, and still so after a restart. */
import { expect, test } from 'vitest';
import type { Message } from '#protocol/conversation.ts';
import { type ChatRig, startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { answer, fail, gate, say } from '#tests/support/gemini-api-server/index.ts';

const SUMMARY = '<state_snapshot>They talked about ships.</state_snapshot>';
const LONG = { promptTokenCount: 50_000, candidatesTokenCount: 10, totalTokenCount: 50_010 };
const NEARLY_FULL = { promptTokenCount: 900_000, candidatesTokenCount: 10, totalTokenCount: 900_010 };
const TOO_LONG = fail(400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).');

/** Never the same twice: the SDK ends an answer that repeats itself. */
const facts = (verb: string) => Array.from({ length: 100 }, (_, number) => `Ship ${number * number} can ${verb}. `).join('');

/** A conversation of two turns. */
async function talk(rig: ChatRig, usage = LONG): Promise<string> {
  rig.api.generateWith(() => SUMMARY);
  const id = rig.newConversation();
  rig.api.reply(say(facts('float')), answer([facts('sail')], { usage }));
  await rig.ask(id, 'Tell me about ships');
  await rig.ask(id, 'And more');
  return id;
}

async function makeRoom(rig: ChatRig, id: string): Promise<Message> {
  const { assistantMessageId } = rig.chat.compress(id);
  return rig.turnEnd(id, assistantMessageId);
}

function sent(rig: ChatRig): string {
  return JSON.stringify(rig.api.streams.at(-1)?.contents);
}

async function restart(rig: ChatRig): Promise<ChatRig> {
  await rig.quit();
  return startChatRig({ folder: rig.folder, api: rig.api });
}

test('asked for: the thread says from how many tokens to how many, the meter follows, and a restart keeps it', async () => {
  const rig = await startChatRig();
  const id = await talk(rig);
  const { parts, status, usage } = await makeRoom(rig, id);
  expect(status).toBe('complete');
  expect(parts).toEqual([{ type: 'notice', notice: 'context-compressed', text: expect.stringMatching(/from 50,000 to [\d,]+ tokens/) }]);
  expect(usage?.contextTokens).toBeGreaterThan(0);
  expect(usage?.contextTokens).toBeLessThan(50_000);
  rig.api.reply(say('Ships.'));
  await rig.ask(id, 'What was it about?');
  expect(sent(rig)).toContain('They talked about ships.');
  expect(sent(rig)).not.toContain('Tell me about ships');

  const after = await restart(rig);
  after.api.reply(say('Still ships.'));
  const message = await after.ask(id, 'And now?');
  expect(message.parts[0]).toMatchObject({ notice: 'restored' });
  for (const words of ['They talked about ships.', 'What was it about?', 'Ships.', 'And now?']) expect(sent(after)).toContain(words);
  expect(sent(after)).not.toContain('Tell me about ships');
});

test('done by the SDK itself in the middle of a turn: said as well, and a restart keeps it with the whole turn', async () => {
  const rig = await startChatRig();
  const id = await talk(rig, NEARLY_FULL);
  rig.api.reply(say('As I said, ships.'));
  const message = await rig.ask(id, 'What did we talk about?');
  expect(message.parts[0]).toMatchObject({ notice: 'context-compressed', text: expect.stringContaining('900,000') });
  const after = await restart(rig);
  after.api.reply(say('Go on.'));
  await after.ask(id, 'And?');
  const contents = sent(after);
  for (const words of ['They talked about ships.', 'What did we talk about?', 'As I said, ships.'])
    expect(contents.split(words)).toHaveLength(2);
  expect(contents).not.toContain('Tell me about ships');
});

test('after a prompt that no longer fits it is sent again by itself', async () => {
  const rig = await startChatRig();
  const id = await talk(rig);
  rig.api.reply(TOO_LONG, say('It fits.'));
  const failed = await rig.ask(id, 'One more thing');
  expect(failed.parts).toMatchObject([{ type: 'error', error: { code: 'context-full', action: 'make-room' } }]);
  const answered = rig.nextEvent((event) => event.type === 'message-finished' && textOf(event.message) === 'It fits.');
  await makeRoom(rig, id);
  await answered;
  expect(sent(rig)).toContain('One more thing');
  expect(sent(rig)).not.toContain('Tell me about ships');
  const { messages } = rig.chat.open(id, 100);
  expect(messages.slice(-3).map((message) => message.parts[0])).toMatchObject([
    { notice: 'context-compressed' },
    { text: 'One more thing' },
    { text: 'It fits.' },
  ]);
});

test('Stop ends it, and a failure is said; nothing is lost to the model in either case', async () => {
  const rig = await startChatRig();
  const id = await talk(rig);
  const hold = gate();
  rig.api.generateWith(async () => {
    await hold.pass();
    return SUMMARY;
  });
  const { assistantMessageId } = rig.chat.compress(id);
  await hold.reached;
  const { pid } = rig.bridges.sessions()[0] ?? {};
  await rig.chat.stop(id);
  expect(rig.database.messages.get(assistantMessageId)).toMatchObject({ status: 'cancelled' });
  // Not ended by force, which is what happens after two seconds.
  expect(rig.bridges.sessions()[0]?.pid).toBe(pid);
  hold.open();
  rig.api.generateWith(() => facts('be told of in a summary that is longer than what it sums up').repeat(3));
  const { status, parts } = await makeRoom(rig, id);
  expect(status).toBe('failed');
  expect(parts.at(-1)).toMatchObject({ type: 'error', error: { code: 'conflict' } });
  rig.api.reply(say('All there.'));
  await rig.ask(id, 'Go on');
  expect(sent(rig)).toContain('Tell me about ships');
});

test('an agent killed meanwhile is said to be interrupted, and trying again does it', async () => {
  const rig = await startChatRig();
  const id = await talk(rig);
  const holds = [gate(), gate()];
  rig.api.generateWith(async () => {
    await holds.shift()?.pass();
    return SUMMARY;
  });
  const [first, second] = [holds[0], holds[1]];
  const { assistantMessageId } = rig.chat.compress(id);
  const ended = rig.turnEnd(id, assistantMessageId);
  for (const hold of [first, second]) {
    await hold?.reached;
    // Once more by itself, since nothing was shown; then the person decides.
    process.kill(rig.bridges.sessions()[0]?.pid ?? 0, 'SIGKILL');
    hold?.open();
  }
  expect(await ended).toMatchObject({ status: 'interrupted' });
  const { assistantMessageId: again } = rig.chat.retry(id, assistantMessageId);
  expect(await rig.turnEnd(id, again)).toMatchObject({ status: 'complete' });
  rig.api.reply(say('Ships.'));
  await rig.ask(id, 'Go on');
  expect(sent(rig)).toContain('They talked about ships.');
});

test('where there is nothing to summarize it says so', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  expect(() => rig.chat.compress(id)).toThrow('nothing in this conversation');
});
