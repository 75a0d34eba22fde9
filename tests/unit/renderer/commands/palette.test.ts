import { beforeEach, describe, expect, test } from 'vitest';
import { whyUnavailable } from '#renderer/features/commands/command-actions.ts';
import { fuzzyScore } from '#renderer/features/commands/fuzzy-match.ts';
import { matchingItems, paletteItems } from '#renderer/features/commands/palette-items.ts';
import { useAgents } from '#renderer/state/agents-store.ts';
import { useConversations } from '#renderer/state/conversations-store.ts';
import { INITIAL_SETTINGS, useSettings } from '#renderer/state/settings-store.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

const usual = usualState();
const shown = [...usual.conversations.values()].find(({ archived, agentId }) => !archived && agentId === 'gemini');
if (shown === undefined) throw new Error('The usual state has no conversation with Gemini');

beforeEach(() => {
  useAgents.setState({ agents: usual.agents });
  useConversations.setState({ byId: { [shown.id]: { ...shown, worktree: null } }, selectedId: shown.id });
  useSettings.setState({ settings: { ...INITIAL_SETTINGS, recentFolders: ['/home/ada/ledger'] } });
});

const titles = (query: string) => matchingItems(paletteItems(), query, []).map(({ title }) => title);

describe('fuzzyScore', () => {
  test('the beginning before a word, a word before its middle, that before a synonym', () => {
    const scores = [
      ['Settings…', ''],
      ['Open settings', ''],
      ['Presettings', ''],
      ['Options', 'settings'],
    ].map(([title = '', synonyms = '']) => fuzzyScore(title, synonyms, 'set') ?? 0);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });

  test('every word has to occur, in any order, whatever its case', () => {
    expect(fuzzyScore('Show or hide the code map', '', 'MAP code')).not.toBeNull();
    expect(fuzzyScore('Show or hide the code map', '', 'map route')).toBeNull();
  });

  test('letters in order are enough, from two on', () => {
    expect(fuzzyScore('New conversation', '', 'ncv')).not.toBeNull();
    expect(fuzzyScore('New conversation', '', 'vcn')).toBeNull();
    expect(fuzzyScore('Export', '', 'z')).toBeNull();
  });
});

describe('the palette', () => {
  test.each([
    ['new conv', 'New conversation'],
    ['cancel', 'Stop the agent'],
    ['dark', 'Theme: dark'],
    ['diff', 'Show or hide changes'],
    ['inbox', 'Show or hide approvals'],
    ['preferences', 'Settings…'],
    ['plan', 'Approval mode: Plan only'],
    ['ledger', 'New conversation in ledger'],
    ['mcp', 'Settings: MCP servers'],
    ['backup', 'Back up now'],
  ])('“%s” finds “%s” first', (query, title) => {
    expect(titles(query)[0]).toBe(title);
  });

  test('what can’t be done now says why', () => {
    expect(whyUnavailable('stop-turn')).toBe('The agent isn’t working');
    useConversations.setState({ byId: { [shown.id]: { ...shown, turnStartedAt: 1 } } });
    expect(whyUnavailable('stop-turn')).toBeNull();
    useConversations.setState({ selectedId: null });
    expect(whyUnavailable('stop-turn')).toBe('No conversation is open');
    expect(paletteItems().some(({ key }) => key.startsWith('mode:'))).toBe(false);
  });

  test('the model and mode in use are told as such', () => {
    const { agentId, model, approvalMode } = shown;
    const byKey = new Map(paletteItems().map((item) => [item.key, item.whyNot]));
    expect([byKey.get(`model:${agentId}:${model ?? ''}`), byKey.get(`mode:${approvalMode}`)]).toEqual(['In use here', 'In use here']);
  });

  test('keys of the person’s own are the ones shown', () => {
    useSettings.setState(({ settings }) => ({ settings: { ...settings, shortcuts: { search: ['F3'] } } }));
    expect(paletteItems().find(({ key }) => key === 'search')?.shortcut).toBe('F3');
  });

  test('what was used last comes first, once', () => {
    const keys = matchingItems(paletteItems(), '', ['theme-dark', 'gone']).map(({ key }) => key);
    expect(keys[0]).toBe('theme-dark');
    expect(keys.filter((key) => key === 'theme-dark')).toHaveLength(1);
  });

  test('nothing is listed twice', () => {
    const keys = paletteItems().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
