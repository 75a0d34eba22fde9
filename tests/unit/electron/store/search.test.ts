import { describe, expect, test } from 'vitest';
import type { SearchFilters } from '#protocol/search.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

function openWith(...texts: string[]) {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const add = (words: string, conversationId = id) =>
    database.messages.appendUserMessage({ conversationId, parts: [{ type: 'text', text: words }] });
  for (const words of texts) add(words);
  const hits = (query: string, filters: SearchFilters = {}) => database.search.searchMessages({ query, limit: 50, filters }).hits;
  /** The marked pieces of each hit, newest first. */
  const marked = (query: string) => hits(query).map(({ snippet }) => snippet.marks.map(({ start, end }) => snippet.text.slice(start, end)));
  return { ...database, id, add, hits, marked };
}

describe('searching messages', () => {
  test('every word must occur, the last one may be unfinished, and the newest comes first', () => {
    const { hits, marked } = openWith('the quick brown fox', 'a quick brownie', 'brown only');
    expect(hits('quick brown').map(({ snippet }) => snippet.text)).toEqual(['a quick brownie', 'the quick brown fox']);
    expect(marked('quick brown')).toEqual([
      ['quick', 'brown'],
      ['quick', 'brown'],
    ]);
    expect(hits('quick brown ').map(({ snippet }) => snippet.text)).toEqual(['the quick brown fox']);
    expect(hits('quick brown fox jumps')).toEqual([]);
  });

  test('a phrase in quotes stays together, also while its closing quote is not typed yet', () => {
    const { hits } = openWith('brown quick fox', 'quick brown fox');
    expect(hits('"quick brown"')).toHaveLength(1);
    expect(hits('"quick bro')).toHaveLength(1);
    expect(hits('"quick bro"')).toHaveLength(0);
  });

  test.each([
    ['résumé', 'resume'],
    ['resume', 'RÉSUMÉ'],
    ['re\u0301sume\u0301', 'résumé'],
    ['Ｆｕｌｌ ｗｉｄｔｈ', 'full'],
    ['ﬁne ligature', 'fine'],
    ['ΑΘΗΝΑ', 'αθηνα'],
  ])('%j is found by %j', (text, query) => {
    const { marked } = openWith(text);
    expect(marked(query)).toHaveLength(1);
    expect(marked(query)[0]?.length).toBeGreaterThan(0);
  });

  test.each([
    ['我们在东京都庁见面。', '东京', ['东京']],
    ['我们在东京都庁见面。', '京都', ['京都']],
    ['我们在东京都庁见面。', '见面', ['见面']],
    ['我们在东京都庁见面。', '面', ['面']],
    ['今日はデータベースを直します', 'データ', ['データ']],
    ['今日はデータベースを直します', 'ﾃﾞｰﾀﾍﾞｰｽ', ['データベース']],
    ['今日はデータベースを直します', '直し', ['直し']],
    ['학교에서 데이터베이스를 배웠다', '학교', ['학교']],
    ['학교에서 데이터베이스를 배웠다', '베이스', ['베이스']],
    ['\u1112\u1161\u11a8\u1100\u116d decomposed', '학교', ['\u1112\u1161\u11a8\u1100\u116d']],
    ['新しいiPhone手機です', 'iPhone', ['iPhone']],
    ['新しいiPhone手機です', '手機', ['手機']],
    ['ship it 🚀 now', '🚀', ['🚀']],
    ['good 👍🏽 work', '👍', ['👍']],
    ['旗 🇯🇵 旗', '🇯🇵', ['🇯🇵']],
  ])('in %j, %j is found and marked', (text, query, marks) => {
    const { marked } = openWith(text, 'nothing of the sort', '全然違う 全く 다른');
    expect(marked(query)).toEqual([marks]);
  });

  test.each([
    ['我们在东京都庁见面。', '东庁'],
    ['我们在东京都庁见面。', '庁东'],
    ['학교에서', '교학'],
    ['ship it 🚀 now', '🚗'],
    ['旗 🇯🇵 旗', '🇯🇲'],
  ])('in %j, %j is not found', (text, query) => {
    expect(openWith(text).hits(query)).toEqual([]);
  });

  test.each([
    '"',
    '""',
    '*',
    '(',
    ')',
    'NOT',
    'AND OR',
    'NEAR(a b)',
    'text:fox',
    'scope:user',
    '-fox',
    '^fox',
    'a + b',
    '{x}',
    '\\',
    "'",
    ';--',
    'fox*',
    '\u0000',
    '\ud800',
  ])('what looks like query language is taken literally: %j', (query) => {
    const { hits } = openWith('the fox says: text:fox scope:user fox* -fox ^fox a + b NOT AND OR NEAR(a b)', 'fox');
    expect(() => hits(query)).not.toThrow();
    expect(() => hits(`fox ${query} x"`)).not.toThrow();
  });

  test('operators are words, not operators', () => {
    const { hits } = openWith('cats and dogs', 'cats or birds', 'cats');
    expect(hits('cats OR').map(({ snippet }) => snippet.text)).toEqual(['cats or birds']);
    expect(hits('cats NOT dogs')).toEqual([]);
    expect(hits('user')).toEqual([]);
  });

  test('a query with nothing to look for finds nothing', () => {
    const { hits } = openWith('words');
    expect([hits(''), hits('   '), hits('...'), hits('"')]).toEqual([[], [], [], []]);
  });

  test('filters narrow by conversation, role, agent, project, archive and date', () => {
    let time = 0;
    const { conversations, messages, search } = openTestDatabase({ now: () => ++time });
    const a = conversations.create({ ...NEW_CONVERSATION, projectFolder: '/p' });
    const b = conversations.create({ ...NEW_CONVERSATION, agentId: 'guide' });
    const inA = messages.appendUserMessage({ conversationId: a.id, parts: [{ type: 'text', text: 'okapi' }] });
    const inB = messages.appendUserMessage({ conversationId: b.id, parts: [{ type: 'text', text: 'okapi' }] });
    const answer = messages.beginAssistantMessage({ conversationId: a.id, parentId: inA.id });
    messages.setPart(answer.id, 0, { type: 'text', text: 'okapi' });
    messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
    conversations.update(b.id, { archived: true });
    const found = (filters: SearchFilters) =>
      search.searchMessages({ query: 'okapi', limit: 9, filters }).hits.map(({ messageId }) => messageId);
    expect(found({})).toEqual([answer.id, inB.id, inA.id]);
    expect(found({ conversationId: a.id })).toEqual([answer.id, inA.id]);
    expect(found({ conversationId: a.id, role: 'user' })).toEqual([inA.id]);
    expect(found({ role: 'assistant' })).toEqual([answer.id]);
    expect(found({ agentId: 'guide' })).toEqual([inB.id]);
    expect(found({ projectFolders: ['/p'] })).toEqual([answer.id, inA.id]);
    expect(found({ projectFolders: [null] })).toEqual([inB.id]);
    expect(found({ projectFolders: ['/p', null] })).toEqual([answer.id, inB.id, inA.id]);
    expect(found({ projectFolders: [] })).toEqual([]);
    expect(found({ archived: false })).toEqual([answer.id, inA.id]);
    expect(found({ fromMs: inB.createdAt, toMs: inB.createdAt })).toEqual([inB.id]);
    expect(found({ conversationId: 'nobody' })).toEqual([]);
  });

  test('an answer is found once it is finished, by its words and its tool calls, and by its new words when finished again', () => {
    const { id, add, hits, messages } = openWith();
    const answer = messages.beginAssistantMessage({ conversationId: id, parentId: add('q').id });
    messages.setPart(answer.id, 0, { type: 'text', text: 'okapi' });
    messages.setPart(answer.id, 1, {
      type: 'tool-call',
      callId: 'c',
      name: 'sh',
      title: 'Run zebrafish',
      kind: 'execute',
      args: {},
      paths: [],
      state: 'succeeded',
    });
    expect(hits('okapi')).toEqual([]);
    messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
    expect(hits('okapi')).toHaveLength(1);
    expect(hits('zebrafish')).toHaveLength(1);
    messages.setPart(answer.id, 0, { type: 'text', text: 'quagga' });
    messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
    expect([hits('okapi').length, hits('quagga').length]).toEqual([0, 1]);
  });
});

describe('searching page by page', () => {
  const texts = Array.from({ length: 25 }, (_, index) => `okapi ${index}`);

  test('the pages together are all hits, once each, newest first', () => {
    const { search } = openWith(...texts);
    const found: string[] = [];
    let olderThan: number | undefined;
    do {
      const page = search.searchMessages({ query: 'okapi ', limit: 10, olderThan });
      found.push(...page.hits.map(({ snippet }) => snippet.text));
      olderThan = page.next ?? undefined;
    } while (olderThan !== undefined);
    expect(found).toEqual(texts.toReversed());
  });

  test('a search whose time is over gives what it has, and is gone on with from there', () => {
    const { search } = openWith(...texts);
    const { hits, next } = search.searchMessages({ query: 'okapi', limit: 10 }, 0);
    expect(hits.map(({ snippet }) => snippet.text)).toEqual(['okapi 24']);
    expect(search.searchMessages({ query: 'okapi', limit: 1, olderThan: next ?? 0 }, 0).hits[0]?.snippet.text).toBe('okapi 23');
  });

  test('hits that a filter leaves out cost no more than the time given', () => {
    const { conversations, messages, search, transaction } = openTestDatabase();
    transaction(() => {
      // More than are looked for by themselves.
      for (let index = 0; index < 260; index += 1) {
        const { id } = conversations.create({ ...NEW_CONVERSATION, agentId: 'guide' });
        messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'okapi' }] });
      }
      const { id } = conversations.create({ ...NEW_CONVERSATION, agentId: 'gemini' });
      for (let index = 0; index < 100; index += 1)
        messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'okapi' }] });
    });
    const first = search.searchMessages({ query: 'okapi', limit: 10, filters: { agentId: 'guide' } }, 0);
    expect(first.hits).toEqual([]);
    expect(first.next).not.toBeNull();
    const rest = search.searchMessages(
      { query: 'okapi', limit: 500, filters: { agentId: 'guide' }, olderThan: first.next ?? 0 },
      Number.POSITIVE_INFINITY,
    );
    expect([rest.hits.length, rest.next]).toEqual([260, null]);
  });

  test('of conversations written now and then each is found, and nothing that was written between', () => {
    const { conversations, messages, search, transaction } = openTestDatabase();
    const ids: string[] = [];
    transaction(() => {
      const other = conversations.create({ ...NEW_CONVERSATION, agentId: 'gemini' }).id;
      const say = (conversationId: string) => messages.appendUserMessage({ conversationId, parts: [{ type: 'text', text: 'okapi' }] });
      for (let index = 0; index < 40; index += 1) {
        const { id } = conversations.create({ ...NEW_CONVERSATION, agentId: 'guide' });
        ids.push(id);
        say(id);
        say(other);
        if (index === 20) for (let between = 0; between < 5_000; between += 1) say(other);
        say(id);
      }
    });
    const { hits, next } = search.searchMessages({ query: 'okapi', limit: 500, filters: { agentId: 'guide' } });
    expect(hits.map(({ conversationId }) => conversationId)).toEqual(ids.toReversed().flatMap((id) => [id, id]));
    expect(next).toBeNull();
  });
});

describe('a long unfinished word', () => {
  test.each([
    ['a refactoring of it', 'refactori', ['refactori']],
    ['refactoringAll', 'refactoring', ['refactoring']],
    ['the parser_refactoring', 'parser_refactor', ['parser_refactor']],
    ['call parser.refactor()', 'parser.refact', ['parser.refact']],
    ['Überprüfungen', 'uberprufu', ['Überprüfu']],
    ['проверяющий', 'проверяю', ['проверяю']],
    ['src/store/messages.ts', 'store/messag', ['store/messag']],
  ])('in %j, %j is found and marked', (text, query, marks) => {
    const { marked } = openWith(text, 'refuse', 'parse', 'Überdruss', 'проверка', 'messy store');
    expect(marked(query)).toEqual([marks]);
  });

  test('what stands behind a name ends it', () => {
    const { hits } = openWith('call parser.refactor() now', 'call parser.refactoring');
    expect(hits('parser.refactor()')).toHaveLength(1);
    expect(hits('parser.refactor')).toHaveLength(2);
  });

  test('what only begins like it is not found', () => {
    const { hits } = openWith('refactored', 'a refact', 'xrefactoring', 'parser refactored');
    expect(hits('refactori')).toEqual([]);
    expect(hits('parser_refactori')).toEqual([]);
  });
});

describe('searching titles', () => {
  test('every word must occur, anywhere in the title; all scripts, without accents', () => {
    const { conversations, search } = openTestDatabase();
    for (const title of ['Refactor the Café menu', '東京都の天気', 'Menu of the café', 'Deploy 🚀'])
      conversations.create({ ...NEW_CONVERSATION, title });
    const titles = (query: string) =>
      search
        .searchTitles({ query, limit: 9 })
        .map((hit) => hit.title)
        .sort();
    expect(titles('cafe menu')).toEqual(['Menu of the café', 'Refactor the Café menu']);
    expect(titles('factor')).toEqual(['Refactor the Café menu']);
    expect(titles('京都')).toEqual(['東京都の天気']);
    expect(titles('気')).toEqual(['東京都の天気']);
    expect(titles('🚀')).toEqual(['Deploy 🚀']);
    expect(titles('%')).toEqual([]);
  });

  test('a new title is found, the one before is not', () => {
    const { conversations, search } = openTestDatabase();
    const { id } = conversations.create({ ...NEW_CONVERSATION, title: 'okapi' });
    conversations.update(id, { title: 'zebra' });
    expect(search.searchTitles({ query: 'okapi', limit: 9 })).toEqual([]);
    expect(search.searchTitles({ query: 'zebra', limit: 9, archived: false })).toEqual([
      { conversationId: id, title: 'zebra', archived: false },
    ]);
    expect(search.searchTitles({ query: 'zebra', limit: 9, archived: true })).toEqual([]);
  });
});
