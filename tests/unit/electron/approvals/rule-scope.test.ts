import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { rulesCovering, scopeOf } from '#electron/approvals/rule-scope.ts';
import type { RuleScope } from '#protocol/approval-rules.ts';
import type { ApprovalDetail, ApprovalRequest } from '#protocol/conversation.ts';
import { makeTestFolder } from '#tests/support/store/open-test-database.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(makeTestFolder());
  mkdirSync(join(root, 'web'));
});

const request = (detail: ApprovalDetail, canAllowAlways = true): ApprovalRequest => ({
  approvalId: 'a',
  callId: 'c',
  toolName: 'tool',
  kind: 'other',
  title: 'Do it',
  detail,
  canAllowAlways,
});
const command = (text: string, folder = root) => request({ type: 'command', command: text, folder });
const edit = (path: string) => request({ type: 'edit', diff: { path, oldText: null, newText: '' } });
const fetching = (...urls: string[]) => request({ type: 'fetch', urls });
const scope = (asked: ApprovalRequest) => scopeOf(asked, root);
/** Whether what was allowed for always with the first request covers the second. */
const covers = (allowed: ApprovalRequest | ApprovalRequest[], asked: ApprovalRequest) => {
  const rules = [allowed].flat().map((each) => ({ scope: scope(each) as RuleScope }));
  return rulesCovering(asked, root, rules) !== null;
};

describe('what "always" covers', () => {
  test.each<[string, RuleScope]>([
    ['npm test', { type: 'command-prefix', words: ['npm', 'test'], folder: '' }],
    ['npm run build --silent', { type: 'command-prefix', words: ['npm', 'run', 'build'], folder: '' }],
    ['git status', { type: 'command-prefix', words: ['git', 'status'], folder: '' }],
    ['cargo run', { type: 'command', command: 'cargo run', folder: '' }],
    ['npm run', { type: 'command', command: 'npm run', folder: '' }],
    ['poetry run python', { type: 'command', command: 'poetry run python', folder: '' }],
    ['git -C /etc status', { type: 'command', command: 'git -C /etc status', folder: '' }],
    ['rm notes', { type: 'command', command: 'rm notes', folder: '' }],
    ['sh script', { type: 'command', command: 'sh script', folder: '' }],
    ['./git status', { type: 'command', command: './git status', folder: '' }],
    ['git status && rm x', { type: 'command', command: 'git status && rm x', folder: '' }],
    ['echo $(date) > now', { type: 'command', command: 'echo $(date) > now', folder: '' }],
  ])('for `%s` is told exactly', (text, expected) => {
    expect(scope(command(text))).toEqual(expected);
  });

  test('is one file, one tool, or the sites named', () => {
    expect(scope(edit(join(root, 'web', 'new.ts')))).toEqual({ type: 'edit', path: 'web/new.ts' });
    expect(scope(request({ type: 'mcp', server: 'tickets', tool: 'close', args: { number: 1 } }))).toEqual({
      type: 'tool',
      server: 'tickets',
      tool: 'close',
    });
    expect(scope(fetching('https://b.example/x?y', 'https://a.example/', 'https://b.example/z'))).toEqual({
      type: 'fetch',
      origins: ['https://a.example', 'https://b.example'],
    });
  });

  test('is nothing where the agent says so, outside of the project, and for questions', () => {
    expect(scope(request({ type: 'command', command: 'npm test', folder: root }, false))).toBeNull();
    expect(scope(command('npm test', join(root, '..')))).toBeNull();
    expect(scope(edit(join(root, '..', 'other.txt')))).toBeNull();
    expect(scope(request({ type: 'question', text: 'Carry out this plan?' }))).toBeNull();
    expect(scope(fetching('data:text/plain,x'))).toBeNull();
  });

  test('does not follow a link out of the project', () => {
    const outside = realpathSync(makeTestFolder());
    symlinkSync(outside, join(root, 'link'));
    writeFileSync(join(outside, 'a'), '');
    expect(scope(edit(join(root, 'link', 'a')))).toBeNull();
    expect(scope(edit(join(root, 'link', 'not', 'there', 'yet')))).toBeNull();
    expect(scope(command('npm test', join(root, 'link')))).toBeNull();
  });
});

describe('a rule for commands', () => {
  test('covers what begins with the same words, in the same folder', () => {
    expect(covers(command('npm test'), command('npm test -- --watch=false'))).toBe(true);
    expect(covers(command('npm test'), command('npm test', join(root, 'web')))).toBe(false);
    expect(covers(command('npm test'), command('npm testing'))).toBe(false);
    expect(covers(command('npm test'), command('npm install'))).toBe(false);
    expect(covers(command('npm run build'), command('npm run deploy'))).toBe(false);
    expect(covers(command('npm test'), { ...command('npm test'), canAllowAlways: false })).toBe(false);
  });

  test('covers a compound command only when it covers each of its parts', () => {
    const allowed = [command('npm test'), command('git status')];
    expect(covers(allowed, command('npm test && git status -s'))).toBe(true);
    expect(covers(allowed, command('npm test; git status'))).toBe(true);
    for (const hostile of [
      'npm test && rm -rf ~',
      'npm test; rm -rf ~',
      'npm test || rm -rf ~',
      'npm test | sh',
      'npm test |& sh',
      'npm test & rm -rf ~',
      'npm test\nrm -rf ~',
      'npm test $(rm -rf ~)',
      'npm test `rm -rf ~`',
      'npm test "$(rm -rf ~)"',
      'npm test > ~/.bashrc',
      'npm test <(rm -rf ~)',
      'cd /tmp && npm test',
      'PATH=/tmp/evil:$PATH npm test',
      'npm_config_script_shell=/tmp/evil npm test',
      'sudo npm test',
      'env npm test',
      'npm\u00a0test',
      "bash -c 'npm test'",
    ])
      expect(covers(allowed, command(hostile)), hostile).toBe(false);
  });

  test('for one line covers that line and no other', () => {
    expect(covers(command('rm -rf build && mkdir build'), command('rm -rf build && mkdir build'))).toBe(true);
    expect(covers(command('rm -rf build && mkdir build'), command('rm -rf build'))).toBe(false);
    expect(covers(command('rm build'), command('rm build -rf /'))).toBe(false);
    expect(covers(command('rm build'), command('rm build', join(root, 'web')))).toBe(false);
  });
});

test('a rule for a file covers that file, by whatever way it is named', () => {
  symlinkSync(join(root, 'web'), join(root, 'www'));
  expect(covers(edit(join(root, 'web', 'a.ts')), edit(join(root, 'www', '..', 'web', 'a.ts')))).toBe(true);
  expect(covers(edit(join(root, 'web', 'a.ts')), edit(join(root, 'www', 'a.ts')))).toBe(true);
  expect(covers(edit(join(root, 'web', 'a.ts')), edit(join(root, 'web', 'b.ts')))).toBe(false);
});

test('a rule for a tool or a site covers no other', () => {
  const tool = (server: string, name: string) => request({ type: 'mcp', server, tool: name, args: {} });
  expect(covers(tool('tickets', 'close'), tool('tickets', 'close'))).toBe(true);
  expect(covers(tool('tickets', 'close'), tool('tickets', 'delete'))).toBe(false);
  expect(covers(tool('tickets', 'close'), tool('wiki', 'close'))).toBe(false);
  expect(covers(fetching('https://a.example/1'), fetching('https://a.example/2'))).toBe(true);
  expect(covers(fetching('https://a.example/1'), fetching('https://a.example/1', 'https://b.example'))).toBe(false);
  expect(covers(fetching('https://a.example'), fetching('http://a.example'))).toBe(false);
  expect(covers(fetching('https://a.example'), fetching('https://a.example.evil.example'))).toBe(false);
});
