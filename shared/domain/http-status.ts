/** Every error code has an HTTP status, so that scripts and proxies understand it without knowing the codes. */
import type { ErrorCode } from './error-codes.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  INTERNAL: 500,
  SERVICE_FAILED: 500,
  SERVICES_MISWIRED: 500,
  DATABASE_CORRUPT: 500,
  DISK_WRITE_FAILED: 500,
  BACKUP_FAILED: 500,
  CANCELLED: 499,
  NOT_FOUND: 404,
  FILE_NOT_FOUND: 404,
  STORE_UNKNOWN: 404,
  TEMPLATE_UNKNOWN: 404,
  INVALID_INPUT: 400,
  UNAUTHORISED: 401,
  ORIGIN_REFUSED: 403,
  METHOD_NOT_ALLOWED: 405,
  IMPORT_RUNNING: 409,
  IMPORT_NOTHING_TO_UNDO: 409,
  WARMUP_RUNNING: 409,
  FILE_CHANGED: 409,
  SETTING_FIXED: 409,
  DATABASE_IN_USE: 409,
  REQUEST_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  TOO_MANY_STREAMS: 429,
  ENGINE_STARTING: 503,
  SERVICE_UNAVAILABLE: 503,
  DATABASE_BUSY: 503,
  PLATFORM_THROTTLED: 503,
  PLATFORM_UNREACHABLE: 503,
  PAGE_NOT_BUILT: 503,
  DISK_FULL: 507,
};

/** What is left: the request was understood, but what it brings cannot be taken. */
const UNPROCESSABLE = 422;

export function httpStatus(code: ErrorCode): number {
  return STATUS[code] ?? UNPROCESSABLE;
}
