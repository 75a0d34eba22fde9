/** Finds a Python that can run the sidecar. */
import { isAbsolute } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { readCommandOutput } from './command-output.ts';

/** A way to run Python: the program and what comes before the script's own arguments. */
export interface PythonCommand {
  readonly command: string;
  readonly prefixArgs: readonly string[];
  /** For example `3.11.7`. */
  readonly version: string;
}

type PythonCandidate = Omit<PythonCommand, 'version'>;

/** The oldest version with what the package uses (`python/pyproject.toml`). */
export const MIN_PYTHON_VERSION = [3, 9] as const;

/** Where to look, in this order. A path from the settings is the only candidate: who names one means that one. */
export function pythonCandidates(configured: string | undefined, platform: NodeJS.Platform = process.platform): PythonCandidate[] {
  const plain = (command: string): PythonCandidate => ({ command, prefixArgs: [] });
  if (configured) return [plain(configured)];
  // The launcher first: `python` may be the stub that opens the Microsoft Store.
  if (platform === 'win32') return [{ command: 'py', prefixArgs: ['-3'] }, plain('python'), plain('python3')];
  // An app started from the Finder has a bare PATH, in which python3 is Apple's stub or its old version.
  const macPaths = [
    '/opt/homebrew/bin/python3',
    '/usr/local/bin/python3',
    '/Library/Frameworks/Python.framework/Versions/Current/bin/python3',
  ];
  return [...(platform === 'darwin' ? macPaths : []), 'python3', 'python'].map(plain);
}

/** `[3, 11, 7]` of what `sys.version` or `python --version` prints; undefined for anything else. */
export function parsePythonVersion(output: string): [number, number, number] | undefined {
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(output);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** The first candidate that runs and is new enough. Rejects with `AppError` `start-failed` that says what to install and what was found. */
export async function findPython(configured?: string, platform: NodeJS.Platform = process.platform): Promise<PythonCommand> {
  const found: string[] = [];
  for (const candidate of pythonCandidates(configured, platform)) {
    const python = await identify(candidate);
    if (!python) continue;
    const { version, program } = python;
    const [major, minor] = version;
    // What starts Python from now on is the program itself: a launcher (pyenv's shim, Apple's stub, `py`) would be paid for at every start.
    if (major === MIN_PYTHON_VERSION[0] && minor >= MIN_PYTHON_VERSION[1])
      return { ...(program ? { command: program, prefixArgs: [] } : candidate), version: version.join('.') };
    found.push(`${candidate.command} is ${version.join('.')}`);
  }
  throw notFound(configured, found, platform);
}

/** Its version, and the program that runs in the end where that is known. */
async function identify({
  command,
  prefixArgs,
}: PythonCandidate): Promise<{ version: [number, number, number]; program: string | undefined } | undefined> {
  try {
    const script = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable or "")';
    const output = await readCommandOutput(command, [...prefixArgs, '-I', '-c', script]);
    const version = parsePythonVersion(output);
    const program = output.split(/\r?\n/)[1]?.trim();
    return version && { version, program: program && isAbsolute(program) ? program : undefined };
  } catch {
    // Not there, not runnable, or it hung: the next candidate may do better, and the error at the end names what was found.
    return undefined;
  }
}

function notFound(configured: string | undefined, found: readonly string[], platform: NodeJS.Platform): AppError {
  const wanted = `Python ${MIN_PYTHON_VERSION.join('.')} or later`;
  const install =
    platform === 'win32' || platform === 'darwin'
      ? 'Install it from https://www.python.org/downloads/'
      : 'Install it with your package manager, for example "sudo apt install python3"';
  const what = configured ? `${configured} is not ${wanted}.` : `${wanted} was not found on this computer.`;
  const message = `${what} The code map needs it. ${install}, or set its path in the settings.`;
  return new AppError({ code: 'start-failed', message, action: 'open-settings', ...(found.length > 0 && { details: found.join('\n') }) });
}
