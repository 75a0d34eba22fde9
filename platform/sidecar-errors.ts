/** What can go wrong with a supervised child, in sentences that name it. */
import { existsSync } from 'node:fs';
import { AppError } from '#protocol/errors.ts';
import type { ExitFacts, StopReason } from './sidecar-contract.ts';

/** It is not running: never started, or ended by us for `reason`. */
export function closedError(label: string, reason: StopReason | undefined): AppError {
  const why = reason ? ` (${reason})` : '';
  return new AppError({ code: 'closed', message: `The ${label} process is not running${why}.` });
}

/** It ended by itself; the last of what it said on stderr are the details. */
export function exitedError(label: string, facts: ExitFacts | null): AppError {
  const how = facts?.signal ? `was ended by ${facts.signal}` : `ended with exit code ${facts?.code ?? 'unknown'}`;
  const details = facts?.stderrTail ? { details: facts.stderrTail } : {};
  return new AppError({ code: 'exited', message: `The ${label} process ${how}.`, action: 'retry', ...details });
}

/** It runs, and did not say in time that it is ready. */
export function startTimedOutError(label: string, startMs: number, details: string): AppError {
  const seconds = Math.round(startMs / 100) / 10;
  return new AppError({ code: 'timed-out', message: `The ${label} process was not ready within ${seconds} s.`, details });
}

/** The system did not run the program at all. */
export function spawnFailedError({ command, cwd }: { command: string; cwd?: string | undefined }, cause: Error): AppError {
  // The system says "not found" for a missing folder as well as for a missing program.
  const isFolderMissing = cwd !== undefined && !existsSync(cwd);
  const message = isFolderMissing ? `The folder ${cwd} does not exist.` : `${command} could not be started.`;
  return new AppError({ code: 'start-failed', message, details: cause.message }, { cause });
}

/** Whatever ended a start, as an error to tell. */
export function startFailedError(label: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const details = cause instanceof Error ? cause.message : String(cause);
  return new AppError({ code: 'start-failed', message: `The ${label} process could not be started.`, details }, { cause });
}
