import { expect, test } from 'vitest';
import { filterMenus } from '#renderer/features/search/filter-menus.ts';
import { dateText, readDate } from '#renderer/features/search/query-dates.ts';
import { type FilterContext, readQuery, withFilter } from '#renderer/features/search/query-filters.ts';

const NOW_MS = new Date(2026, 2, 15, 12).getTime();
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();

const CONTEXT: FilterContext = {
  facets: {
    projects: [
      { folder: '/home/ada/web', conversations: 3 },
      { folder: '/work/web', conversations: 1 },
      { folder: '/home/ada/My Café', conversations: 2 },
      { folder: 'C:\\code\\website', conversations: 2 },
      { folder: null, conversations: 9 },
    ],
    agentIds: ['gemini', 'gone'],
  },
  agents: [
    { id: 'gemini', name: 'Gemini' },
    { id: 'guide', name: 'Code guide' },
  ],
  conversationId: 'shown',
  nowMs: NOW_MS,
};
const read = (text: string) => readQuery(text, CONTEXT);

test.each([
  ['role:me okapi', 'okapi', { role: 'user' }],
  ['okapi role:agent ', 'okapi  ', { role: 'assistant' }],
  ['ROLE:You x', 'x', { role: 'user' }],
  ['in:web x', 'x', { projectFolders: ['/home/ada/web', '/work/web'] }],
  ['in:webs', '', { projectFolders: ['C:\\code\\website'] }],
  ['in:"my cafe" x', 'x', { projectFolders: ['/home/ada/My Café'] }],
  ['in:none x', 'x', { projectFolders: [null] }],
  ['agent:code x', 'x', { agentId: 'guide' }],
  ['agent:gone x', 'x', { agentId: 'gone' }],
  ['chat:this x', 'x', { conversationId: 'shown' }],
  ['is:archived x', 'x', { archived: true }],
  ['is:active x', 'x', { archived: false }],
  ['after:2026-03-01 x', 'x', { fromMs: day(2026, 3, 1) }],
  ['before:2026-03-01 x', 'x', { toMs: day(2026, 3, 1) - 1 }],
  ['on:2025 x', 'x', { fromMs: day(2025, 1, 1), toMs: day(2026, 1, 1) - 1 }],
  ['on:2026-02 x', 'x', { fromMs: day(2026, 2, 1), toMs: day(2026, 3, 1) - 1 }],
  ['on:yesterday x', 'x', { fromMs: day(2026, 3, 14), toMs: day(2026, 3, 15) - 1 }],
  ['role:me in:none before:2026-01-01 a b', 'a b', { role: 'user', projectFolders: [null], toMs: day(2026, 1, 1) - 1 }],
])('%j looks for %j within filters', (text, words, filters) => {
  expect(read(text)).toMatchObject({ words, filters, problem: null });
});

test.each(['"role:me"', 'https://in:web', 'std::in', 'x.role:me', 'foo:bar', ':', 'role', '"in:web okapi'])(
  '%j is text and no filter',
  (text) => {
    expect(read(text)).toEqual({ words: text, filters: {}, values: {}, problem: null });
  },
);

test('what can be no filter is looked for as text and said; what is still being typed is left out', () => {
  expect(read('role:admin x')).toMatchObject({ words: 'role:admin x', filters: {}, problem: 'After role: comes me or agent.' });
  expect(read('x before:2026-0')).toMatchObject({ words: 'x ', filters: {}, problem: expect.stringContaining('a date') });
  expect(read('x before:')).toMatchObject({ words: 'x ', filters: {}, problem: null });
  expect(read('is:x y').problem).toBe('After is: comes archived or active.');
});

test.each(['2026-13', '2026-02-31', '31-01-2026', 'soon', '', '20266'])('%j is no date', (text) => {
  expect(readDate(text, NOW_MS)).toBeNull();
});

test('a day is written as it is read', () => {
  expect(dateText(day(2026, 1, 5))).toBe('2026-01-05');
  expect(readDate(dateText(NOW_MS), NOW_MS)?.fromMs).toBe(day(2026, 3, 15));
});

test('a filter takes the place of those of its kind, and stands before the words', () => {
  expect(withFilter('okapi', ['in'], 'in', 'My Café')).toBe('in:"My Café" okapi');
  expect(withFilter('in:web "in:x" okapi in:none', ['in'], 'in', 'web')).toBe('in:web "in:x" okapi ');
  expect(withFilter('role:me after:2026 okapi', ['after', 'before', 'on'], 'on', '')).toBe('role:me okapi');
});

test('the menus show what is typed, and write what is chosen', () => {
  let text = 'role:me okapi';
  const menu = (label: string) => {
    const menus = filterMenus(text, read(text), CONTEXT, (changed) => {
      text = changed;
    });
    const found = menus.find((candidate) => candidate.label === label);
    const [entry] = found?.entries ?? [];
    if (found === undefined || entry?.type !== 'radio') throw new Error(`No menu ${label}`);
    return { ...found, entry };
  };
  expect([menu('Who').chosen, menu('Project').chosen]).toEqual(['Me', null]);
  expect(menu('Project').entry.options.map(({ label }) => label)).toEqual(['Any project', 'web', 'My Café', 'website', 'No project']);
  menu('Project').entry.onChange('in:My Café');
  expect(text).toBe('in:"My Café" role:me okapi');
  expect(menu('Project').chosen).toBe('My Café');
  menu('Who').entry.onChange('any');
  menu('Date').entry.onChange('on:today');
  expect(text).toBe('on:today in:"My Café" okapi');
  expect(menu('Date').chosen).toBe('Today');
  text = 'before:2024 okapi';
  expect(menu('Date').chosen).toBe('before 2024');
});
