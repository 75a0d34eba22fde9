/** SQLite's result codes (https://sqlite.org/rescode.html) and the file system's, sorted once into the few kinds that somebody can act on. */
import { AppError, type ErrorInfo } from '#protocol/errors.ts';
import { isSqliteError } from './sqlite.ts';

const CORRUPT: ErrorInfo = {
  code: 'storage-corrupt',
  message: 'The database of your conversations is damaged. Nothing was changed in it.',
  action: 'open-recovery',
};
const READ_ONLY: ErrorInfo = {
  code: 'storage-read-only',
  message: 'The database of your conversations can be read but not written. Check the permissions of its folder.',
  action: 'retry',
};
const BUSY: ErrorInfo = {
  code: 'storage-busy',
  message: 'Another program is using the database of your conversations. Close it and try again.',
  action: 'retry',
};
const FULL: ErrorInfo = {
  code: 'storage-full',
  message: 'The disk is full, so nothing more can be saved. Make some room and try again.',
  action: 'retry',
};
const UNAVAILABLE: ErrorInfo = {
  code: 'storage-unavailable',
  message: 'The database of your conversations can’t be reached. Check that its disk and folder are there.',
  action: 'retry',
};

/** By primary code, unless the extended code says more. */
const KIND_BY_CODE: Record<string, ErrorInfo> = {
  SQLITE_CORRUPT: CORRUPT,
  SQLITE_NOTADB: CORRUPT,
  SQLITE_READONLY: READ_ONLY,
  SQLITE_PERM: READ_ONLY,
  SQLITE_BUSY: BUSY,
  SQLITE_LOCKED: BUSY,
  SQLITE_PROTOCOL: BUSY,
  SQLITE_FULL: FULL,
  SQLITE_IOERR: UNAVAILABLE,
  // A read that ends early: the file is shorter than its own header says.
  SQLITE_IOERR_SHORT_READ: CORRUPT,
  SQLITE_IOERR_CORRUPTFS: CORRUPT,
  // SQLite says FULL only for ENOSPC; a quota (EDQUOT) or a file size limit (EFBIG) comes as a failed write.
  SQLITE_IOERR_WRITE: FULL,
  SQLITE_IOERR_SHMSIZE: FULL,
  SQLITE_CANTOPEN: UNAVAILABLE,
  SQLITE_NOLFS: UNAVAILABLE,
};

/** Of the file system, for copies, settings and exports. */
const KIND_BY_ERRNO: Record<string, ErrorInfo> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EROFS: READ_ONLY,
  EACCES: READ_ONLY,
  EPERM: READ_ONLY,
};

/**
 * The error as the rest of the app knows it, with the cause kept. What comes neither from SQLite nor from the file system is returned as it
 * is, and so is a mistake in our SQL: a bug must stay visible as one.
 */
export function toStorageError(error: unknown): unknown {
  const kind = kindOf(error);
  if (kind === undefined || !(error instanceof Error)) return error;
  const code = 'code' in error ? `${error.code}: ` : '';
  return new AppError({ ...kind, details: `${code}${error.message}` }, { cause: error });
}

function kindOf(error: unknown): ErrorInfo | undefined {
  if (isSqliteError(error)) {
    const primaryCode = error.code.split('_').slice(0, 2).join('_');
    return KIND_BY_CODE[error.code] ?? KIND_BY_CODE[primaryCode];
  }
  const isFileSystemError = error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
  return isFileSystemError ? (KIND_BY_ERRNO[error.code as string] ?? UNAVAILABLE) : undefined;
}

/** Runs `work` and throws what it throws as a storage error. */
export function withStorageErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toStorageError(error);
  }
}

/** For a file that SQLite was not even asked to open. */
export function corruptDatabase(details: string): AppError {
  return new AppError({ ...CORRUPT, details });
}
