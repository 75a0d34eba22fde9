/** Why the conversations could not be opened, as the recovery screen tells it. Pure but for a look at the file. */
import { statSync } from 'node:fs';
import type { RecoveryProblem, RecoveryState } from '#protocol/data.ts';
import { type ErrorCode, toErrorInfo } from '#protocol/errors.ts';

const PROBLEMS: Partial<Record<ErrorCode, RecoveryProblem>> = {
  'storage-corrupt': 'damaged',
  'storage-too-new': 'too-new',
  'storage-read-only': 'read-only',
  'storage-full': 'full',
  'storage-busy': 'busy',
};

export function recoveryState(error: unknown, databaseFile: string): RecoveryState {
  const info = toErrorInfo(error);
  const stat = tryStat(databaseFile);
  return {
    problem: PROBLEMS[info.code] ?? 'unavailable',
    error: info,
    databaseFile,
    bytes: stat?.size ?? 0,
    modifiedAt: stat === undefined ? null : stat.mtimeMs,
  };
}

function tryStat(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    // Its folder can't even be looked into.
    return undefined;
  }
}
