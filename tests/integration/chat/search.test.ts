/** From what the window asks to what it gets: the contract's schemas, the chat service, and a real search worker on a real database. */
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parsePayload } from '#electron/ipc/parse-payload.ts';
import { createStoreWorkers } from '#electron/store/worker/store-workers.ts';
import { type InvokeRequest, type InvokeResponse, invokeContract, type ParsedInvokeRequest } from '#protocol/ipc.ts';
import type { MessageHit } from '#protocol/search.ts';
import { addConversation } from '#tests/support/app/seed-database.ts';
import { startChatRig } from '#tests/support/chat/chat-rig.ts';
import { answer, gate, say } from '#tests/support/gemini-api-server/index.ts';

const WORKER_FILE = join(import.meta.dirname, '../../../electron/store/worker/store-worker.ts');

async function setUp() {
  const rig = await startChatRig();
  const workers = createStoreWorkers({ workerFile: WORKER_FILE, databaseFile: join(rig.folder, 'conversations.db') });
  onTestFinished(() => workers.close());
  /** All pages: on a busy machine one answer may hold less than there is. */
  const search = async (request: InvokeRequest<'search.messages'>) => {
    const hits: MessageHit[] = [];
    for (let olderThan = request.olderThan; ; ) {
      const parsed = parsePayload('search.messages', { ...request, olderThan }) as ParsedInvokeRequest<'search.messages'>;
      const page = invokeContract['search.messages'].response.parse(await workers.searchMessages(parsed));
      hits.push(...page.hits);
      if (page.next === null) return hits;
      olderThan = page.next;
    }
  };
  const openAround = (request: InvokeRequest<'chat.openAround'>) => {
    const { conversationId, messageId, limit } = parsePayload('chat.openAround', request) as ParsedInvokeRequest<'chat.openAround'>;
    return invokeContract['chat.openAround'].response.parse(rig.chat.openAround(conversationId, messageId, limit));
  };
  const later = (request: InvokeRequest<'chat.later'>) => {
    const { conversationId, afterMessageId, limit } = parsePayload('chat.later', request) as ParsedInvokeRequest<'chat.later'>;
    return invokeContract['chat.later'].response.parse(rig.chat.later(conversationId, afterMessageId, limit));
  };
  return { rig, search, openAround, later };
}

const textsOf = ({ messages }: Pick<InvokeResponse<'chat.later'>, 'messages'>) =>
  messages.map(({ parts }) => (parts[0]?.type === 'text' ? parts[0].text : ''));

describe('search, from the window’s request to a message far above', () => {
  test('finds in every conversation, newest first, with the match marked, and within filters', async () => {
    const { rig, search } = await setUp();
    const first = addConversation(rig.database, {
      title: 'Animals',
      turns: 1,
      words: () => ({ prompt: 'What is an okapi?', answer: 'A giraffe’s shy cousin.' }),
    });
    const second = addConversation(rig.database, {
      title: '東京',
      turns: 1,
      words: () => ({ prompt: '東京都の天気は?', answer: 'The okapi stays dry.' }),
    });
    const hits = await search({ query: 'okap' });
    expect(hits.map(({ conversationId, role }) => [conversationId, role])).toEqual([
      [second, 'assistant'],
      [first, 'user'],
    ]);
    expect(hits.map(({ snippet: { text, marks } }) => marks.map(({ start, end }) => text.slice(start, end)))).toEqual([['okap'], ['okap']]);
    expect(await search({ query: 'okap', filters: { conversationId: first } })).toHaveLength(1);
    expect(await search({ query: 'okap', filters: { role: 'assistant' } })).toMatchObject([{ conversationTitle: '東京' }]);
    expect(await search({ query: '京都' })).toMatchObject([{ conversationId: second, role: 'user' }]);
    rig.conversations.update(first, { archived: true });
    expect(await search({ query: 'okap', filters: { archived: false } })).toMatchObject([{ conversationId: second }]);
    expect(await search({ query: '?!' })).toEqual([]);
  });

  test('opens a long conversation around a hit, and goes on downwards to its end', async () => {
    const { rig, search, openAround, later } = await setUp();
    const conversationId = addConversation(rig.database, {
      title: 'Long',
      turns: 30,
      words: (turn) => ({ prompt: turn === 5 ? 'the needle' : `prompt ${turn}`, answer: `answer ${turn}` }),
    });
    const [hit] = await search({ query: 'needle' });
    const opened = openAround({ conversationId, messageId: hit?.messageId ?? '', limit: 8 });
    expect(textsOf(opened)).toEqual(['answer 3', 'prompt 4', 'answer 4', 'the needle', 'answer 5', 'prompt 6', 'answer 6', 'prompt 7']);
    expect(opened).toMatchObject({ hasEarlier: true, hasLater: true, totalMessages: 60, turn: null, conversation: { title: 'Long' } });
    const rest = later({ conversationId, afterMessageId: opened.messages.at(-1)?.id ?? '', limit: 100 });
    expect(rest).toMatchObject({ hasLater: false, totalMessages: 60 });
    expect(textsOf(rest)).toHaveLength(47);
    expect(textsOf(rest).at(-1)).toBe('answer 30');
  });

  test('a hit on another version shows the path through it, but not under a running turn', async () => {
    const { rig, search, openAround } = await setUp();
    const id = rig.newConversation();
    rig.api.reply(say('An apple.'), say('A carrot.'));
    await rig.ask(id, 'A fruit?');
    await rig.ask(id, 'A vegetable?', null);
    const [apple] = await search({ query: 'apple' });
    const messageId = apple?.messageId ?? '';
    const held = gate();
    rig.api.reply(answer([held, 'Soup.']));
    const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'Cook it' }] });
    expect(() => openAround({ conversationId: id, messageId })).toThrow(expect.objectContaining({ code: 'busy' }));
    held.open();
    await rig.turnEnd(id, assistantMessageId);
    expect(textsOf(openAround({ conversationId: id, messageId }))).toEqual(['A fruit?', 'An apple.']);
    expect(textsOf(rig.chat.open(id, 100))).toEqual(['A fruit?', 'An apple.']);
  });

  test('a message of another conversation is refused', async () => {
    const { rig, openAround, later } = await setUp();
    const words = () => ({ prompt: 'p', answer: 'a' });
    const one = addConversation(rig.database, { title: 'One', turns: 1, words });
    const other = addConversation(rig.database, { title: 'Other', turns: 1, words });
    const messageId = rig.chat.open(one, 1).messages[0]?.id ?? '';
    expect(() => openAround({ conversationId: other, messageId })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => later({ conversationId: other, afterMessageId: messageId })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => openAround({ conversationId: other, messageId: '' })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
