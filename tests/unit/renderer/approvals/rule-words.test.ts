import { expect, test } from 'vitest';
import type { RuleScope } from '#protocol/approval-rules.ts';
import { ruleWords } from '#renderer/features/approvals/rule-words.ts';

test.each<[RuleScope, string]>([
  [{ type: 'command-prefix', words: ['npm', 'test'], folder: '' }, 'Any command that begins with “npm test”'],
  [{ type: 'command-prefix', words: ['npm', 'test'], folder: 'web' }, 'Any command that begins with “npm test”, in web/'],
  [{ type: 'command', command: 'rm -rf build', folder: '' }, 'Exactly the command “rm -rf build”'],
  [{ type: 'edit', path: 'src/a.ts' }, 'Any change of src/a.ts'],
  [{ type: 'edit', path: 'src/\u202ea.ts' }, 'Any change of src/[U+202E]a.ts'],
  [{ type: 'tool', server: 'tickets', tool: 'close' }, 'The tool close of tickets, with any arguments'],
  [{ type: 'fetch', origins: ['https://a.example', 'https://b.example'] }, 'Any page of https://a.example, https://b.example'],
])('%j is told as what it is', (scope, words) => {
  expect(ruleWords(scope)).toBe(words);
});
