/** Runs git: without a shell, without prompts, and without the programs that a repository's own configuration may name. */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { childEnvironment } from '#platform/child-environment.ts';
import { AppError } from '#protocol/errors.ts';

export interface GitOptions {
  /** Given to its stdin. */
  input?: string;
  timeoutMs?: number;
  /** More output than this ends it with `too-large`. */
  maxBytes?: number;
  /** Ends it, with the signal's reason. */
  signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** A project from somewhere else must not run a program just because it is looked at. */
const WITHOUT_PROGRAMS = ['-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${devNull}`, '-c', 'core.quotePath=false'];

/** Its stdout. Throws `AppError`: `not-found` without git, `conflict` with git's own words where it says no, `timed-out`, `too-large`. */
export function runGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const { input, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, signal } = options;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn('git', [...WITHOUT_PROGRAMS, '-C', folder, ...args], { env: gitEnvironment(), stdio: 'pipe', windowsHide: true });
    const output: Buffer[] = [];
    let outputBytes = 0;
    let errorText = '';
    const fail = (error: unknown) => {
      child.kill('SIGKILL');
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new AppError({ code: 'timed-out', message: 'Git did not answer in time.', details: `git ${args.join(' ')}` })),
      timeoutMs,
    );
    const onAbort = () => fail(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk);
      outputBytes += chunk.length;
      if (outputBytes > maxBytes) fail(new AppError({ code: 'too-large', message: 'The project has more files than can be listed.' }));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errorText = (errorText + chunk.toString('utf8')).slice(-4000);
    });
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    child.once('error', (cause) => {
      release();
      reject(new AppError({ code: 'not-found', message: 'Git was not found on this computer.', details: cause.message }, { cause }));
    });
    child.once('close', (exitCode) => {
      release();
      if (exitCode === 0) resolve(Buffer.concat(output));
      else reject(new AppError({ code: 'conflict', message: firstLine(errorText) || 'Git could not do it.', details: errorText }));
    });
    // A git that ends early closes its stdin; what it says itself is the news then.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** The same as text, without the line end. */
export async function gitText(folder: string, args: readonly string[], options?: GitOptions): Promise<string> {
  return (await runGit(folder, args, options)).toString('utf8').replace(/\n$/, '');
}

/** Git's own variables, which would lead it to another repository than the folder's, are not among those a child gets. */
function gitEnvironment(): NodeJS.ProcessEnv {
  return childEnvironment({ GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' });
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^(fatal|error): /, '');
}
