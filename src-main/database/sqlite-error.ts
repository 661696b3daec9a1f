/** SQLite's error codes become the app's own, each with what to do next. */
import { AppError } from '#shared/domain/app-error.ts';

/** Gives the AppError that an error from SQLite or the file system stands for; an AppError is given back as it is. */
export function toDatabaseError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  // A log's index that cannot grow is the first thing that a full disk refuses.
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(code))
    return new AppError('DISK_FULL', { action: 'retry', cause: error });
  if (code.startsWith('SQLITE_BUSY')) return new AppError('DATABASE_BUSY', { action: 'retry', cause: error });
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return new AppError('DATABASE_CORRUPT', { action: 'park', cause: error });
  }
  if (/^(SQLITE_(IOERR|READONLY|CANTOPEN)|EIO$|EROFS$|EACCES$|EPERM$|ENOTDIR$)/.test(code)) {
    return new AppError('DISK_WRITE_FAILED', { action: 'park', cause: error });
  }
  return new AppError('INTERNAL', { action: 'park', cause: error });
}
