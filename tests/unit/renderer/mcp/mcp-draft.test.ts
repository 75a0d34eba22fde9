import { describe, expect, test } from 'vitest';
import type { McpServer } from '#protocol/mcp.ts';
import { checkDraft, draftOf, EMPTY_DRAFT, emptyVariable, type McpDraft } from '#renderer/features/mcp/mcp-draft.ts';
import { connectionLine, lookOf, scopeWords } from '#renderer/features/mcp/mcp-words.ts';

const check = (change: Partial<McpDraft>, others: string[] = []) =>
  checkDraft({ ...EMPTY_DRAFT, name: 'tickets', command: 'npx', ...change }, others);
const errorsOf = (change: Partial<McpDraft>, others?: string[]) => {
  const result = check(change, others);
  return 'errors' in result ? Object.keys(result.errors) : [];
};
const line = (change: Partial<ReturnType<typeof emptyVariable>>) => ({ ...emptyVariable(), ...change });

describe('what is typed', () => {
  test('becomes a server: arguments by line, empty lines of variables left out', () => {
    const env = [line({ name: ' TOKEN ', value: 'x', secret: true }), line({})];
    expect(check({ args: '-y\n@example/tickets mcp\n', env })).toEqual({
      draft: {
        name: 'tickets',
        enabled: true,
        projects: null,
        disabledTools: [],
        startSeconds: 60,
        callSeconds: 60,
        connection: {
          type: 'stdio',
          command: 'npx',
          args: ['-y', '@example/tickets mcp'],
          cwd: null,
          env: [{ name: 'TOKEN', secret: true, value: 'x' }],
        },
      },
    });
  });

  test.each<[Partial<McpDraft>, string]>([
    [{ name: '' }, 'name'],
    [{ name: 'my_server' }, 'name'],
    [{ name: 'x'.repeat(33) }, 'name'],
    [{ command: '  ' }, 'command'],
    [{ cwd: 'relative/folder' }, 'cwd'],
    [{ type: 'http', url: 'ftp://x' }, 'url'],
    [{ type: 'sse', url: '' }, 'url'],
    [{ env: [line({ value: 'without a name' })] }, 'env'],
    [{ env: [line({ name: 'A B' })] }, 'env'],
    [{ env: [line({ name: 'A' }), line({ name: 'A' })] }, 'env'],
    [{ everywhere: false }, 'projects'],
    [{ startSeconds: '0' }, 'startSeconds'],
    [{ callSeconds: '1.5' }, 'callSeconds'],
  ])('%j is refused beside its field', (change, field) => {
    expect(errorsOf(change)).toEqual([field]);
  });

  test('a name is taken whatever its case, and a field of the other kind is not looked at', () => {
    expect(errorsOf({}, ['Tickets'])).toEqual(['name']);
    expect(errorsOf({ type: 'http', url: 'https://x', command: '', cwd: 'relative' })).toEqual([]);
  });
});

test('a secret that is left empty is not sent, so that main keeps it; one that was typed is', () => {
  const server: McpServer = {
    id: '1',
    name: 'tickets',
    enabled: true,
    projects: ['/work/shop'],
    disabledTools: ['close'],
    startSeconds: 30,
    callSeconds: 90,
    importedFrom: null,
    tools: [],
    running: [],
    connection: { type: 'http', url: 'https://x', headers: [{ name: 'Authorization', secret: true, isSet: true }] },
  };
  const result = checkDraft(draftOf(server), []);
  expect(result).toMatchObject({ draft: { projects: ['/work/shop'], disabledTools: ['close'], startSeconds: 30 } });
  expect('draft' in result && result.draft.connection).toEqual({
    type: 'http',
    url: 'https://x',
    headers: [{ name: 'Authorization', secret: true }],
  });
});

test('words for a server: a failure in one agent counts more than success in others', () => {
  const state = (state: 'connected' | 'failed' | 'starting') => ({
    conversationId: state,
    state: { name: 't', state, reason: 'why', tools: [] },
  });
  expect(lookOf({ enabled: false, running: [state('connected')] }).words).toBe('Off');
  expect(lookOf({ enabled: true, running: [] }).words).toBe('Starts with the next message');
  expect(lookOf({ enabled: true, running: [state('connected'), state('failed')] })).toMatchObject({ tone: 'bad', reason: 'why' });
  expect(lookOf({ enabled: true, running: [state('connected'), state('connected')] }).words).toBe('Connected in 2 agents');
  expect(connectionLine({ type: 'stdio', command: 'npx', args: ['-y', 'two words'], env: [], cwd: null })).toBe('npx -y "two words"');
  expect([null, ['/a/b'], ['/a', '/b/', '/c']].map(scopeWords)).toEqual(['All projects', 'b', 'a, b and 1 more']);
});
