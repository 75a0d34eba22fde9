/** Runs a script of tests/fixtures/store on Electron's own Node, as main runs its code. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface StoreChild {
  process: ChildProcess;
  lines: Interface;
  exit: Promise<{ code: number | null; signal: string | null; stderr: string }>;
}

/** `before`: shell words put before the command, e.g. `ulimit -f 100;`. The child ends with its test at the latest. */
export function runStoreChild(script: string, args: string[], before = ''): StoreChild {
  const file = join(import.meta.dirname, '..', '..', 'fixtures', 'store', script);
  const child = spawn('/bin/sh', ['-c', `${before} exec "$0" "$@"`, process.execPath, '--no-warnings', file, ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, stderr }));
  return { process: child, lines: createInterface({ input: child.stdout }), exit };
}

/** The next line the child writes; fails when it ends without one. */
export async function nextLine({ lines, exit }: StoreChild): Promise<string> {
  const line = once(lines, 'line').then(([text]) => text as string);
  const ended = exit.then(({ code, signal, stderr }) => {
    throw new Error(`The child ended (${code ?? signal}) without a line: ${stderr}`);
  });
  return Promise.race([line, ended]);
}
