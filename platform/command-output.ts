/** Runs a short system command and gives what it printed. */
import { execFile } from 'node:child_process';
import { offlineEnvironment } from './child-environment.ts';

/** Longer than the slowest of them (PowerShell on a busy machine). */
const DEADLINE_MS = 10_000;

/**
 * stdout of a command that needs no input. Rejects with the error of `execFile` (`ENOENT`: not installed) when it fails or takes longer
 * than 10 s; but one that found nothing and says so by its exit code (`ps -p`) gives what it printed.
 */
export function readCommandOutput(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: offlineEnvironment(env), timeout: DEADLINE_MS, maxBuffer: 64 * 1024 * 1024, windowsHide: true };
    execFile(command, [...args], options, (error, stdout) => {
      if (error && (error.killed || typeof error.code !== 'number')) reject(error);
      else resolve(stdout);
    });
  });
}
