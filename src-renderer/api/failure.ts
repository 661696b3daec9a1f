/** What an error from the engine or the way to it means for the page. */
import { ORPCError } from '@orpc/client';
import { AppError, type SerializedAppError } from '#shared/domain/app-error.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/domain/error-codes.ts';

export interface Failure {
  readonly error: AppError;
  /** Finds the log lines that belong to it; null when the engine was never reached. */
  readonly traceId: string | null;
}

/** Gives the AppError behind whatever a call threw. An engine that cannot be reached is `SERVICE_UNAVAILABLE`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AppError) return { error: thrown, traceId: null };
  if (thrown instanceof ORPCError) {
    const data: unknown = thrown.data;
    if (isSerializedAppError(data)) {
      return {
        error: new AppError(data.code, { action: data.action, details: data.details, cause: thrown }),
        traceId: traceIdOf(data),
      };
    }
    return { error: new AppError(codeOfStatus(thrown.status), { cause: thrown }), traceId: traceIdOf(data) };
  }
  if (isAbort(thrown)) return { error: new AppError('CANCELLED', { cause: thrown }), traceId: null };
  if (isUnreachable(thrown)) {
    return { error: new AppError('SERVICE_UNAVAILABLE', { action: 'retry', cause: thrown }), traceId: null };
  }
  return { error: new AppError('INTERNAL', { action: 'park', cause: thrown }), traceId: null };
}

/** True when the same call may succeed a moment later. */
export function isWorthRetrying(thrown: unknown): boolean {
  return triesAfter(thrown) > 0;
}

/** Gives how often the same call is tried again: an engine that is still starting is waited for, about a minute. */
export function triesAfter(thrown: unknown): number {
  const { code, action } = toFailure(thrown).error;
  if (code === 'ENGINE_STARTING') return 60;
  return action === 'retry' ? 2 : 0;
}

function isSerializedAppError(data: unknown): data is SerializedAppError {
  return (
    typeof data === 'object' &&
    data !== null &&
    'appError' in data &&
    data.appError === true &&
    'code' in data &&
    ERROR_CODES.includes(data.code as ErrorCode)
  );
}

function traceIdOf(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'traceId' in data && typeof data.traceId === 'string'
    ? data.traceId
    : null;
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'UNAUTHORISED';
  if (status === 400 || status === 422) return 'INVALID_INPUT';
  if (status === 404) return 'NOT_FOUND';
  return status === 502 || status === 503 || status === 504 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL';
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

/** `fetch` says TypeError when nothing answers; a closed port is an oRPC AbortError-like plain Error. */
function isUnreachable(thrown: unknown): boolean {
  return thrown instanceof TypeError || (thrown instanceof Error && /closed|disconnect/i.test(thrown.message));
}
