import { describe, expect, test } from 'vitest';
import { toStorageError } from '#electron/store/storage-errors.ts';

const sqliteError = (code: string) => Object.assign(new Error('says SQLite'), { name: 'SqliteError', code });

describe('sorting SQLite errors', () => {
  test.each([
    ['SQLITE_CORRUPT', 'storage-corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'storage-corrupt'],
    ['SQLITE_NOTADB', 'storage-corrupt'],
    ['SQLITE_READONLY', 'storage-read-only'],
    ['SQLITE_READONLY_DIRECTORY', 'storage-read-only'],
    ['SQLITE_PERM', 'storage-read-only'],
    ['SQLITE_BUSY', 'storage-busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'storage-busy'],
    ['SQLITE_LOCKED', 'storage-busy'],
    ['SQLITE_FULL', 'storage-full'],
    ['SQLITE_IOERR_WRITE', 'storage-full'],
    ['SQLITE_IOERR_READ', 'storage-unavailable'],
    ['SQLITE_IOERR_FSYNC', 'storage-unavailable'],
    ['SQLITE_CANTOPEN', 'storage-unavailable'],
    ['SQLITE_IOERR_SHORT_READ', 'storage-corrupt'],
  ])('%s is %s, with its cause', (code, kind) => {
    const cause = sqliteError(code);
    expect(toStorageError(cause)).toMatchObject({ name: 'AppError', code: kind, cause, details: `${code}: says SQLite` });
  });

  test.each([
    ['ENOSPC', 'storage-full'],
    ['EDQUOT', 'storage-full'],
    ['EACCES', 'storage-read-only'],
    ['EROFS', 'storage-read-only'],
    ['ENOENT', 'storage-unavailable'],
  ])('the file system’s %s is %s', (code, kind) => {
    expect(toStorageError(Object.assign(new Error('no'), { code, syscall: 'write' }))).toMatchObject({ code: kind });
  });

  test('a bug stays a bug', () => {
    for (const error of [
      sqliteError('SQLITE_ERROR'),
      sqliteError('SQLITE_CONSTRAINT_UNIQUE'),
      new TypeError('x'),
      'thrown text',
      Object.assign(new Error('not of the file system'), { code: 'ERR_INVALID_ARG_TYPE' }),
    ]) {
      expect(toStorageError(error)).toBe(error);
    }
  });
});
