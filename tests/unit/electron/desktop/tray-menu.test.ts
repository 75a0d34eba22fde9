import { expect, test } from 'vitest';
import { type TrayState, trayItems, trayStatus, trayTooltip } from '#electron/desktop/tray-menu.ts';
import type { ConversationSummary } from '#protocol/ipc.ts';

const conversation = (id: string, overrides: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  title: `Title ${id}`,
  titleIsManual: false,
  agentId: 'gemini',
  model: null,
  approvalMode: 'default',
  projectFolder: null,
  extraFolders: [],
  worktree: null,
  pinned: false,
  archived: false,
  leafMessageId: null,
  createdAt: 0,
  updatedAt: 0,
  sessionState: 'stopped',
  openApprovals: 0,
  preview: '',
  unread: false,
  ...overrides,
});

const state = (conversations: ConversationSummary[], overrides: Partial<TrayState> = {}): TrayState => ({
  conversations,
  liveAgents: 0,
  paused: false,
  ...overrides,
});
const labels = (given: TrayState) => trayItems(given).flatMap((item) => ('label' in item ? [item.label] : []));

test('what needs the person outranks what works, in icon and menu', () => {
  const given = state([conversation('a', { sessionState: 'working' }), conversation('b', { sessionState: 'waiting', openApprovals: 1 })], {
    liveAgents: 2,
  });
  expect(trayStatus(given)).toBe('needs-you');
  expect(labels(given)).toEqual([
    'Show Agent Manager',
    'New conversation',
    'Quick composer',
    'Needs you',
    'Title b',
    'Working',
    'Title a',
    '2 agents running',
    'Stop all agents',
    'Pause: start no agents',
    'Quit',
  ]);
  expect(trayTooltip(given)).toBe('Agent Manager · 1 needs you · 1 working');
});

test('with nothing to do it is idle, and there is nothing to stop', () => {
  const given = state([conversation('a')]);
  expect(trayStatus(given)).toBe('idle');
  expect(trayItems(given)).toContainEqual({ kind: 'action', label: 'Stop all agents', action: { type: 'stop-all' }, enabled: false });
});

test('pause is a mark that a click takes away', () => {
  expect(trayItems(state([], { paused: true }))).toContainEqual({
    kind: 'checkbox',
    label: 'Pause: start no agents',
    action: { type: 'set-paused', paused: false },
    checked: true,
  });
});

test('a long list ends with how many more there are', () => {
  const many = Array.from({ length: 15 }, (_, i) => conversation(`${i}`, { sessionState: 'working' }));
  expect(labels(state(many))).toContain('and 3 more');
});

test('an ampersand in a title stays an ampersand', () => {
  expect(labels(state([conversation('a', { title: 'R&D', sessionState: 'working' })]))).toContain('R&&D');
});

test('a title can’t turn its label round nor break it', () => {
  const title = 'Quit\n\u202efdp.exe';
  expect(labels(state([conversation('a', { title, sessionState: 'working' })]))).toContain('Quit [U+202E]fdp.exe');
});
