/** What went wrong with a file of a project, or with a kept copy of it, in words that say so: the database's errors would speak of it. */
import { AppError, type ErrorInfo } from '#protocol/errors.ts';

const FULL: ErrorInfo = { code: 'storage-full', message: 'The disk is full. Make some room and try again.', action: 'retry' };
const NOT_ALLOWED: ErrorInfo = {
  code: 'storage-read-only',
  message: 'The app may not read or write this file. Check its permissions and those of its folder.',
  action: 'retry',
};
const UNREACHABLE: ErrorInfo = { code: 'storage-unavailable', message: 'The file can’t be reached.', action: 'retry' };

const BY_CODE: Record<string, ErrorInfo> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EROFS: NOT_ALLOWED,
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
};

/** What does not come from the file system is returned as it is. */
export function toFileError(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error) || typeof error.code !== 'string') return error;
  return new AppError({ ...(BY_CODE[error.code] ?? UNREACHABLE), details: `${error.code}: ${error.message}` }, { cause: error });
}
