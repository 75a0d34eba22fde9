import { expect, test } from 'vitest';
import { readSimpleCommands } from '#electron/approvals/command-words.ts';

test.each<[string, string[][]]>([
  ['npm test', [['npm', 'test']]],
  ['  git\tstatus  --short ', [['git', 'status', '--short']]],
  ["git commit -m 'größer; als && $(gedacht)'", [['git', 'commit', '-m', 'größer; als && $(gedacht)']]],
  ['"git" st"at"us', [['git', 'status']]],
  ['git log a..b:c=d@e%f', [['git', 'log', 'a..b:c=d@e%f']]],
  [
    'npm test && git status',
    [
      ['npm', 'test'],
      ['git', 'status'],
    ],
  ],
  [
    'npm test || git status; git diff | git apply\ngit log',
    [
      ['npm', 'test'],
      ['git', 'status'],
      ['git', 'diff'],
      ['git', 'apply'],
      ['git', 'log'],
    ],
  ],
])('%j is read as the shell reads it', (line, commands) => {
  expect(readSimpleCommands(line)).toEqual(commands);
});

test.each([
  ['substitution', 'npm test $(rm -rf ~)'],
  ['substitution in double quotes', 'git commit -m "$(rm -rf ~)"'],
  ['backticks', 'npm test `id`'],
  ['backticks in double quotes', 'git commit -m "`id`"'],
  ['a variable', 'git status $HOME'],
  ['a variable as the command', '$GIT status'],
  ['output to a file', 'git status > ~/.bashrc'],
  ['input from a file', 'git apply < evil.patch'],
  ['process substitution', 'git diff <(cat a) b'],
  ['a here document', 'git apply <<EOF\nx\nEOF'],
  ['an assignment before the command', 'GIT_PAGER=sh git log'],
  ['an appending assignment', 'PATH+=:/tmp/evil git log'],
  ['a command in the background', 'npm test & rm -rf x'],
  ['an ampersand at the end', 'npm test &'],
  ['a pipe with errors', 'npm test |& sh'],
  ['a group', '(npm test)'],
  ['braces', '{ npm test; }'],
  ['brace expansion', 'git add {a,b}'],
  ['a glob', 'git add *'],
  ['a tilde', 'git add ~/x'],
  ['a comment', 'npm test # && rm'],
  ['negation', '! npm test'],
  ['an escaped character', 'npm te\\st'],
  ['an escaped line end', 'npm \\\ntest'],
  ['a carriage return', 'npm test\rrm -rf x'],
  ['a null character', 'npm test\0'],
  ['an escape code in quotes', "git commit -m '\u001b[2J'"],
  ['a line end in quotes', "git commit -m 'a\nb'"],
  ['an open quote', "git commit -m 'a"],
  ['a hidden character', 'git sta\u200btus'],
  ['a character that turns the line around', 'git status \u202e'],
  ['a letter that only looks like one', 'gіt status'],
  ['a space that is none', 'git\u00a0status'],
  ['nothing', ''],
  ['nothing between', 'npm test && && git status'],
  ['nothing at the end', 'npm test;'],
  ['two semicolons', 'npm test;; git status'],
  ['three bars', 'npm test ||| git status'],
])('%s is not read', (_, line) => {
  expect(readSimpleCommands(line)).toBeNull();
});
