import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import { toDatabaseError } from '../../../src-main/database/index.ts';

describe('an error of SQLite or the file system', () => {
  it.each([
    ['SQLITE_FULL', 'DISK_FULL'],
    ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL'],
    ['ENOSPC', 'DISK_FULL'],
    ['SQLITE_BUSY_SNAPSHOT', 'DATABASE_BUSY'],
    ['SQLITE_CORRUPT_INDEX', 'DATABASE_CORRUPT'],
    ['SQLITE_NOTADB', 'DATABASE_CORRUPT'],
    ['SQLITE_IOERR_WRITE', 'DISK_WRITE_FAILED'],
    ['SQLITE_READONLY_DBMOVED', 'DISK_WRITE_FAILED'],
    ['SQLITE_CANTOPEN', 'DISK_WRITE_FAILED'],
    ['EROFS', 'DISK_WRITE_FAILED'],
    ['EACCES', 'DISK_WRITE_FAILED'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'INTERNAL'],
  ])('%s is %s to staff', (code, shown) => {
    const error = Object.assign(new Error('as thrown'), { code });
    expect(toDatabaseError(error)).toMatchObject({ code: shown, cause: error });
  });

  it('that is already one of the app stays as it is', () => {
    const error = new AppError('CANCELLED');
    expect(toDatabaseError(error)).toBe(error);
  });
});
