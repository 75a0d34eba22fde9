import { describe, expect, test } from 'vitest';
import type { SdkToolCall } from '../../../../bridge/gemini/sdk.ts';
import { displayOf, relativePath, toFileDiff, toolTitle } from '../../../../bridge/gemini/tool-presentation.ts';

describe('what tools give for display becomes text or a diff:', () => {
  test.each([
    ['nothing', undefined, { output: '' }],
    ['text', 'done', { output: 'done' }],
    ['lines of a terminal', [[{ text: 'a' }, { text: 'b' }], [{ text: 'c' }]], { output: 'ab\nc' }],
    ['a list with its entries', { summary: '2 items', payload: 'x\ny' }, { output: 'x\ny' }],
    ['a summary', { summary: 'Found 2 matches' }, { output: 'Found 2 matches' }],
    [
      'a to-do list',
      {
        todos: [
          { status: 'completed', description: 'one' },
          { status: 'in_progress', description: 'two' },
        ],
      },
      { output: '[x] one\n[>] two' },
    ],
    [
      'a change',
      { filePath: '/p/a', originalContent: 'old', newContent: 'new' },
      { output: '', diff: { path: '/p/a', oldText: 'old', newText: 'new' } },
    ],
    [
      'a new file',
      { filePath: '/p/a', originalContent: '', newContent: 'new', isNewFile: true },
      { output: '', diff: { path: '/p/a', oldText: null, newText: 'new' } },
    ],
    ['something unknown', { surprise: 1 }, { output: '' }],
  ])('%s', (_name, display, expected) => {
    expect(displayOf(display)).toEqual(expected);
  });

  test('a change too large to be sent is told in words', () => {
    const newContent = 'x'.repeat(2_000_000);
    expect(displayOf({ filePath: '/p/a', originalContent: '', newContent }).output).toContain('/p/a');
    expect(toFileDiff('/p/a', null, newContent)).toBeUndefined();
  });
});

describe('titles say what is done to what:', () => {
  test.each([
    ['run_shell_command', { command: 'npm test\n--watch', dir_path: 'web' }, 'Run `npm test --watch` in web'],
    ['run_shell_command', { command: 'x'.repeat(200) }, `Run \`${'x'.repeat(99)}…\``],
    ['read_file', { file_path: '/project/src/a.ts' }, 'Read src/a.ts'],
    ['write_file', { file_path: '/elsewhere/a.ts' }, 'Write /elsewhere/a.ts'],
    ['replace', { file_path: 'a.ts' }, 'Edit a.ts'],
    ['list_directory', { dir_path: '/project' }, 'List .'],
    ['glob', { pattern: '**/*.ts' }, 'Find files matching `**/*.ts`'],
    ['grep_search', { pattern: 'TODO', dir_path: 'src' }, 'Search for `TODO` in src'],
    ['google_web_search', { query: 'weather' }, 'Search the web for “weather”'],
    ['web_fetch', { prompt: 'Sum up https://example.com/a for me' }, 'Fetch https://example.com/a'],
    ['web_fetch', {}, 'Fetch a page'],
    ['some_tool', {}, 'some_tool'],
    ['read_file', { file_path: 7 }, 'Read .'],
  ])('%s %j is "%s"', (name, args, title) => {
    const call = { request: { name, args, callId: '1' } } as unknown as SdkToolCall;
    expect(toolTitle(call, '/project')).toBe(title);
  });
});

test('paths are relative inside the project and absolute outside', () => {
  expect(relativePath('/project/a/b', '/project')).toBe('a/b');
  expect(relativePath('/projects/a', '/project')).toBe('/projects/a');
  expect(relativePath('/project', '/project')).toBe('.');
});
