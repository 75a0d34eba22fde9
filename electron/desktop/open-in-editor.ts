/** Opens a file of a project in the person's editor. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { shell } from 'electron';
import { AppError } from '#protocol/errors.ts';
import { type EditorCommand, editorCommands, mayRunWhenOpened } from './editor-command.ts';
import { fileInProject } from './project-file.ts';

/** Opens `file`, a path in the project, at `line`. Throws `invalid-request` for a path that leads out of it, `not-found` for a missing one. */
export async function openInEditor(projectFolder: string, file: string, line: number): Promise<void> {
  const path = fileInProject(projectFolder, file);
  for (const command of editorCommands(process.env, (program) => programFile(program) !== undefined, path, line)) {
    if (await starts(command)) return;
  }
  if (mayRunWhenOpened(path, statSync(path).mode, process.platform)) {
    shell.showItemInFolder(path);
    return;
  }
  const problem = await shell.openPath(path);
  if (problem === '') return;
  throw new AppError({
    code: 'not-found',
    message: 'No editor was found for this file. Set VISUAL to your editor, or put "code" on the PATH.',
    details: `${path}\n${problem}`,
  });
}

/** The file a program name stands for. */
function programFile(program: string): string | undefined {
  if (isAbsolute(program)) return isExecutable(program) ? program : undefined;
  if (program.includes('/') || program.includes('\\')) return undefined;
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const found = process.platform === 'win32' ? windowsProgram(folder, program) : join(folder, program);
    if (found !== undefined && isExecutable(found)) return found;
  }
  return undefined;
}

/** Editors put a batch file on the PATH, which can't be started without a shell; the program stands one folder above it. */
function windowsProgram(folder: string, program: string): string | undefined {
  const own = join(folder, `${program}.exe`);
  if (existsSync(own)) return own;
  return existsSync(join(folder, `${program}.cmd`)) ? join(dirname(folder), `${program}.exe`) : undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not ours to start.
    return false;
  }
}

/** True once the editor runs. It is not a child of the app's: it stays when the app quits. */
function starts({ program, args }: EditorCommand): Promise<boolean> {
  return new Promise((settle) => {
    const editor = spawn(programFile(program) ?? program, args, { detached: true, stdio: 'ignore' });
    editor.once('error', () => settle(false));
    editor.once('spawn', () => {
      editor.unref();
      settle(true);
    });
  });
}
