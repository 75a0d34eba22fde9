import { describe, expect, test } from 'vitest';
import { editorCommands, mayRunWhenOpened } from '#electron/desktop/editor-command.ts';

const installed =
  (...programs: string[]) =>
  (program: string) =>
    programs.includes(program);

describe('the command that opens a file in the editor', () => {
  test('is that of VISUAL, with its own arguments and at the line', () => {
    expect(editorCommands({ VISUAL: 'subl --new-window', EDITOR: 'code' }, installed('subl', 'code'), '/p/a.ts', 7)[0]).toEqual({
      program: 'subl',
      args: ['--new-window', '/p/a.ts:7'],
    });
  });

  test('never waits for the editor to close', () => {
    expect(editorCommands({ VISUAL: 'code --wait' }, installed('code'), '/p/a.ts', 7)).toEqual([
      { program: 'code', args: ['--goto', '/p/a.ts:7'] },
    ]);
  });

  test('passes over an editor that needs a terminal', () => {
    const commands = editorCommands({ VISUAL: 'vim', EDITOR: 'nano -w' }, installed('vim', 'nano', 'codium'), '/p/a.ts', 1);
    expect(commands).toEqual([{ program: 'codium', args: ['--goto', '/p/a.ts:1'] }]);
  });

  test('keeps a quoted path with spaces whole', () => {
    const program = 'C:\\Program Files\\Zed\\zed.exe';
    expect(editorCommands({ EDITOR: `"${program}"` }, installed(program), 'C:\\p\\a.ts', 3)).toEqual([
      { program, args: ['C:\\p\\a.ts:3'] },
    ]);
  });

  test('gives a file name as one argument, whatever is in it', () => {
    const file = '/p/a; rm -rf $HOME `x`.ts';
    expect(editorCommands({}, installed('code'), file, 2)).toEqual([{ program: 'code', args: ['--goto', `${file}:2`] }]);
  });

  test('is none where no known editor is installed', () => {
    expect(editorCommands({ EDITOR: 'code' }, installed(), '/p/a.ts', 1)).toEqual([]);
  });
});

describe('a file that would run when opened', () => {
  test.each([
    ['tool.bat', 0o644, 'win32'],
    ['setup.py', 0o644, 'win32'],
    ['page.js', 0o644, 'win32'],
    ['go.command', 0o644, 'darwin'],
    ['app.desktop', 0o644, 'linux'],
    ['build.sh', 0o755, 'linux'],
  ] as const)('%s with mode %o on %s is not opened', (file, mode, platform) => {
    expect(mayRunWhenOpened(file, mode, platform)).toBe(true);
  });

  test.each([
    ['a.ts', 0o644, 'win32'],
    ['a.py', 0o644, 'linux'],
    ['a.go', 0o666, 'win32'],
  ] as const)('%s with mode %o on %s is opened', (file, mode, platform) => {
    expect(mayRunWhenOpened(file, mode, platform)).toBe(false);
  });
});
