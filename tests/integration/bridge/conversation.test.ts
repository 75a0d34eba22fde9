import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer, call, gate, say, thought } from '../../support/gemini-api-server/index.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges();

describe('a client that knows only the three frames', () => {
  test('gets the whole answer, and not a line more', async () => {
    bridges.api.reply(say('Hello ', 'there'));
    const bridge = await bridges.start();
    bridge.write('{"type":"message","content":"hi","model":"gemini-2.5-flash"}\n');
    expect(await bridge.final(undefined)).toEqual({ status: 'success', data: 'Hello there' });
    expect(bridge.frames).toHaveLength(1);
    expect(bridge.strayLines).toEqual([]);
    expect(bridges.api.streams[0]?.model).toBe('gemini-2.5-flash');
    expect(bridges.api.streams[0]?.headers['x-goog-api-key']).toBe('test-key');
  });

  test('has a conversation: each turn is sent with those before it', async () => {
    bridges.api.reply(say('Nice to meet you, Ada'), say('Ada'));
    const bridge = await bridges.start();
    bridge.write('{"type":"message","content":"My name is Ada"}\n');
    await bridge.final(undefined);
    bridge.frames.length = 0;
    bridge.write('{"type":"message","content":"What is my name?"}\n');
    expect(await bridge.final(undefined)).toEqual({ status: 'success', data: 'Ada' });
    const sent = bridges.api.streams[1]?.contents.map((content) => ({
      role: content.role,
      text: content.parts.at(-1)?.text,
    }));
    expect(sent).toEqual([
      { role: 'user', text: 'My name is Ada' },
      { role: 'model', text: 'Nice to meet you, Ada' },
      { role: 'user', text: 'What is my name?' },
    ]);
  });
});

test('a streamed turn tells text, thoughts, usage and its history, then the whole text', async () => {
  bridges.api.reply(
    answer([thought('Greeting', 'I should be kind.'), 'Hel', 'lo'], {
      usage: {
        promptTokenCount: 100,
        candidatesTokenCount: 7,
        thoughtsTokenCount: 3,
        cachedContentTokenCount: 40,
        totalTokenCount: 110,
      },
    }),
  );
  const bridge = await bridges.start();
  const id = bridge.message('hi');
  expect(await bridge.final(id)).toEqual({ id, status: 'success', data: 'Hello' });
  expect(bridge.events(id, 'text_delta').map((event) => event.text)).toEqual(['Hel', 'lo']);
  expect(bridge.events(id, 'thought_delta')).toEqual([{ id, event: 'thought_delta', text: 'I should be kind.', subject: 'Greeting' }]);
  expect(bridge.events(id, 'usage').at(-1)).toMatchObject({
    usage: {
      inputTokens: 100,
      outputTokens: 7,
      thoughtTokens: 3,
      cachedTokens: 40,
      totalTokens: 110,
      contextTokens: 100,
      contextWindow: 1_048_576,
    },
    model: 'gemini-2.5-pro',
  });
  expect(bridge.history(id)).toEqual([
    { role: 'user', parts: [{ text: 'hi' }] },
    { role: 'model', parts: [{ text: 'Hello' }] },
  ]);
  expect(bridge.strayLines).toEqual([]);
});

test('two bridges at once do not mix their conversations', async () => {
  bridges.api.answerWith((request) => say(`${request.contents.length} contents, last: ${request.lastText.split('\n').at(-1)}`));
  const [one, two] = [await bridges.start(), await bridges.start()];
  await Promise.all([one.ask('I am one'), two.ask('I am two')]);
  await Promise.all([one.ask('one again'), two.ask('two again')]);
  const conversations = bridges.api.streams.map((request) => JSON.stringify(request.contents));
  expect(conversations.filter((text) => text.includes('I am one') && text.includes('I am two'))).toEqual([]);
  expect(conversations.filter((text) => text.includes('one again'))).toHaveLength(1);
  expect(conversations.find((text) => text.includes('one again'))).toContain('I am one');
});

test('images go with the message', async () => {
  bridges.api.reply(say('A dot'));
  const bridge = await bridges.start();
  await bridge.ask('What is this?', { attachments: [{ type: 'image', mimeType: 'image/png', data: 'aGk=' }] });
  expect(bridges.api.streams[0]?.contents.at(-1)?.parts).toContainEqual({
    inlineData: { mimeType: 'image/png', data: 'aGk=' },
  });
});

describe('the model', () => {
  test('is the one of the message, else the configured one, from the next turn on', async () => {
    bridges.api.answerWith(() => say('ok'));
    const bridge = await bridges.start();
    await bridge.request({ type: 'configure', model: 'gemini-2.5-flash' });
    await bridge.ask('one');
    await bridge.ask('two', { model: 'gemini-3-flash-preview' });
    await bridge.ask('three');
    expect(bridges.api.streams.map((request) => request.model)).toEqual(['gemini-2.5-flash', 'gemini-3-flash-preview', 'gemini-2.5-flash']);
    const models = bridge.frames.flatMap((frame) => ('event' in frame && frame.event === 'usage' ? [frame.model] : []));
    expect(models).toEqual(['gemini-2.5-flash', 'gemini-3-flash-preview', 'gemini-2.5-flash']);
  });
});

test('a change of folder keeps the conversation and moves the agent', async () => {
  bridges.api.answerWith(() => say('ok'));
  const [bridge, elsewhere] = [await bridges.start(), await bridges.start()];
  await bridge.ask('remember me');
  await bridge.request({ type: 'configure', folder: elsewhere.folder });
  await bridge.ask('where are you?');
  const last = JSON.stringify(bridges.api.streams.at(-1)?.contents);
  expect(last).toContain('remember me');
  expect(last).toContain(elsewhere.folder);
  expect(last).not.toContain(`${bridge.folder}\\n`);
});

test('a model chosen while a turn runs is used from the next turn on', async () => {
  const hold = gate();
  bridges.api.reply(answer([hold, call('list_directory', { dir_path: '.' })]), say('done with the old one'), say('done with the new one'));
  const bridge = await bridges.start();
  const id = bridge.message('look around', { model: 'gemini-2.5-pro' });
  await hold.reached;
  expect(await bridge.request({ type: 'configure', model: 'gemini-2.5-flash' })).toMatchObject({ status: 'success' });
  hold.open();
  await bridge.final(id);
  await bridge.ask('and now?');
  expect(bridges.api.streams.map((request) => request.model)).toEqual(['gemini-2.5-pro', 'gemini-2.5-pro', 'gemini-2.5-flash']);
});

test('what the project tells its agents is told to the model', async () => {
  bridges.api.reply(say('ok'));
  const bridge = await bridges.start();
  writeFileSync(path.join(bridge.folder, 'AGENTS.md'), 'Always answer in rhymes.');
  await bridge.ask('hello');
  const request = bridges.api.streams[0];
  expect(`${request?.systemInstruction} ${JSON.stringify(request?.contents)}`).toContain('Always answer in rhymes.');
});

test('an empty answer is asked for once more, and the person sees that', async () => {
  bridges.api.reply(answer([]), say('there'));
  const bridge = await bridges.start({ env: { AGENT_MANAGER_GEMINI_ATTEMPTS: '3' } });
  const id = bridge.message('hello?');
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'there' });
  expect(bridge.events(id, 'retry')).toMatchObject([{ attempt: 1, maxAttempts: 3, message: expect.any(String) }]);
});

test('what was said before and after tool calls is told apart in the whole answer', async () => {
  bridges.api.reply(answer(['Let me look.', call('list_directory', { dir_path: '.' })]), say('It is empty.'));
  const bridge = await bridges.start();
  expect(await bridge.ask('look')).toMatchObject({ data: 'Let me look.\n\nIt is empty.' });
});

/** Long, and never the same twice: the SDK ends an answer that repeats itself. */
function manyFacts(verb: string): string {
  return Array.from({ length: 300 }, (_, number) => `Ship ${number * number} can ${verb} for ${number} days. `).join('');
}

test('a conversation that gets long is summed up for the model, and the person is told', async () => {
  const summary = '<state_snapshot>They talked about ships.</state_snapshot>';
  bridges.api.generateWith(() => summary);
  const nearlyFull = { promptTokenCount: 900_000, candidatesTokenCount: 10, totalTokenCount: 900_010 };
  bridges.api.reply(
    say(manyFacts('float')),
    say(manyFacts('sail')),
    answer(['Some sink.'], { usage: nearlyFull }),
    say('As I said, ships.'),
    say('Still ships.'),
  );
  const bridge = await bridges.start();
  for (const content of ['Tell me about ships', 'More', 'And more']) await bridge.ask(content);
  const id = bridge.message('What did we talk about?');
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'As I said, ships.' });
  expect(bridge.events(id, 'notice')).toMatchObject([{ notice: 'context-compressed' }]);
  expect(JSON.stringify(bridges.api.streams.at(-1)?.contents)).toContain('They talked about ships.');
  // What the host keeps has the summary in place of what came before, with the turn behind it.
  expect(bridge.history(id)).toEqual([
    { role: 'user', parts: [{ text: 'What did we talk about?' }] },
    { compressed: expect.arrayContaining([{ role: 'user', parts: [{ text: summary }] }]) },
    { role: 'user', parts: [{ text: 'What did we talk about?' }] },
    { role: 'model', parts: [{ text: 'As I said, ships.' }] },
  ]);
  await bridge.ask('Go on');
  expect(JSON.stringify(bridges.api.streams.at(-1)?.contents)).toContain('They talked about ships.');
});

test('a folder that does not exist is an error that leads to choosing one', async () => {
  const bridge = await bridges.start();
  await bridge.request({ type: 'configure', folder: path.join(bridge.folder, 'gone') });
  expect(await bridge.ask('hello')).toMatchObject({ code: 'not-found', action: 'choose-folder' });
  bridges.api.reply(say('back'));
  await bridge.request({ type: 'configure', folder: bridge.folder });
  expect(await bridge.ask('hello')).toMatchObject({ status: 'success', data: 'back' });
});

test('an agent that repeats itself is stopped, and the person is told', async () => {
  bridges.api.answerWith(() => say('Round and round we go, all day long. '.repeat(100)));
  const bridge = await bridges.start();
  const id = bridge.message('go');
  expect(await bridge.final(id)).toMatchObject({ status: 'success' });
  expect(bridge.events(id, 'notice')).toMatchObject([{ notice: 'loop-detected' }]);
  bridges.api.answerWith(() => say('Something else.'));
  expect(await bridge.ask('stop that')).toMatchObject({ status: 'success', data: 'Something else.' });
});
