/** Pure: which command opens a file at a line in the person's editor. */
import { basename } from 'node:path';

/** A program and its arguments; never a shell line. */
export interface EditorCommand {
  readonly program: string;
  readonly args: readonly string[];
}

type LineArguments = (file: string, line: number) => string[];

const gotoFlag: LineArguments = (file, line) => ['--goto', `${file}:${line}`];
const suffix: LineArguments = (file, line) => [`${file}:${line}`];
const lineFlag: LineArguments = (file, line) => ['--line', String(line), file];
const plusLine: LineArguments = (file, line) => [`+${line}`, file];

/** Editors with a window of their own, by the name of their program. One that wants a terminal has none here. */
const WINDOWED_EDITORS: Readonly<Record<string, LineArguments>> = {
  code: gotoFlag,
  'code-insiders': gotoFlag,
  codium: gotoFlag,
  vscodium: gotoFlag,
  cursor: gotoFlag,
  windsurf: gotoFlag,
  positron: gotoFlag,
  zed: suffix,
  zeditor: suffix,
  subl: suffix,
  sublime_text: suffix,
  lapce: suffix,
  idea: lineFlag,
  webstorm: lineFlag,
  pycharm: lineFlag,
  goland: lineFlag,
  rustrover: lineFlag,
  clion: lineFlag,
  phpstorm: lineFlag,
  rubymine: lineFlag,
  fleet: suffix,
  kate: lineFlag,
  kwrite: lineFlag,
  mate: lineFlag,
  gedit: plusLine,
  'gnome-text-editor': plusLine,
  pluma: plusLine,
  xed: plusLine,
  gvim: plusLine,
  mvim: plusLine,
};

/** With these the program would live as long as the file is open, which nobody waits for here. */
const WAIT_FLAGS = new Set(['--wait', '-w', '--nofork', '-f']);

/** Tried in this order where VISUAL and EDITOR name no editor with a window. */
const FALLBACK_EDITORS = ['code', 'codium', 'cursor', 'zed', 'subl'] as const;

/**
 * The commands worth trying, best first. `isInstalled` says whether a program is on the PATH (or is a path that exists).
 * Empty when no editor that is known here can be found.
 */
export function editorCommands(
  environment: Readonly<Record<string, string | undefined>>,
  isInstalled: (program: string) => boolean,
  file: string,
  line: number,
): EditorCommand[] {
  const chosen = [environment.VISUAL, environment.EDITOR].flatMap((value) => {
    const [program, ...ownArgs] = words(value ?? '');
    return program === undefined ? [] : [{ program, ownArgs: ownArgs.filter((arg) => !WAIT_FLAGS.has(arg)) }];
  });
  const candidates = [...chosen, ...FALLBACK_EDITORS.map((program) => ({ program, ownArgs: [] as string[] }))];
  const seen = new Set<string>();
  return candidates.flatMap(({ program, ownArgs }) => {
    const lineArguments = WINDOWED_EDITORS[editorName(program)];
    if (lineArguments === undefined || seen.has(program) || !isInstalled(program)) return [];
    seen.add(program);
    return [{ program, args: [...ownArgs, ...lineArguments(file, line)] }];
  });
}

/** `C:\Program Files\Code.exe` and `/usr/bin/code` are both `code`. */
function editorName(program: string): string {
  return basename(program.replaceAll('\\', '/'))
    .replace(/\.(exe|cmd|bat|sh)$/i, '')
    .toLowerCase();
}

/** Splits as a shell would, quotes included, without anything else a shell does. */
function words(commandLine: string): string[] {
  return [...commandLine.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

/** Endings that a desktop starts instead of showing, whatever the file's permissions say. */
const STARTED_BY_ENDING = {
  win32: /\.(exe|com|bat|cmd|scr|pif|msi|msp|lnk|url|js|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|reg|py|pyw|pyz|jar|cpl|inf)$/i,
  darwin: /\.(command|tool|app|terminal|workflow|pkg|jar|scpt|applescript)$/i,
  other: /\.(desktop|appimage|run|jar)$/i,
} as const;

/** True where the desktop's own "open" could run the file: then its folder is shown instead. `mode`: permission bits. */
export function mayRunWhenOpened(file: string, mode: number, platform: NodeJS.Platform): boolean {
  const byEnding = STARTED_BY_ENDING[platform === 'win32' || platform === 'darwin' ? platform : 'other'].test(file);
  return byEnding || (platform !== 'win32' && (mode & 0o111) !== 0);
}
