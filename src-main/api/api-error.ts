/** Whatever goes wrong while a call is answered leaves as one shape: an ORPCError whose data is the AppError and the trace id. */
import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { AppError, type SerializedAppError, serializeError } from '#shared/domain/app-error.ts';
import { httpStatus } from '#shared/domain/http-status.ts';
import { formatError, issueWords, wordDetails } from '#shared/i18n/index.ts';
import { toDatabaseError } from '../database/index.ts';

export interface ApiErrorData extends SerializedAppError {
  readonly traceId: string;
}

const invalidInput = z.looseObject({
  issues: z.array(z.looseObject({ message: z.string(), path: z.array(z.unknown()).optional() })).min(1),
});

/** More names than staff would read do not fit a sentence. */
const NAMED_FIELDS = 5;

function fieldName(path: readonly unknown[] = []): string {
  return path
    .map((part) => (typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part)))
    .join('.');
}

function inputError(error: ORPCError<string, unknown>): AppError | null {
  const parsed = invalidInput.safeParse(error.data);
  if (!parsed.success) return null;
  const { issues } = parsed.data;
  const fields = [...new Set(issues.map((issue) => fieldName(issue.path)).filter((name) => name !== ''))];
  const problem = issues[0] ? wordDetails('problem', issueWords(issues[0])) : {};
  const details = { fields: fields.slice(0, NAMED_FIELDS).join(', '), ...problem };
  return new AppError('INVALID_INPUT', { details, cause: error });
}

/** Gives the AppError that an error of oRPC's own stands for: a body it could not read, a path it does not know. */
function protocolError(error: ORPCError<string, unknown>): AppError {
  if (error.status === 404) return new AppError('NOT_FOUND', { cause: error });
  if (error.status === 405) return new AppError('METHOD_NOT_ALLOWED', { details: { method: '' }, cause: error });
  if (error.status === 413) return new AppError('REQUEST_TOO_LARGE', { cause: error });
  if (error.status < 500) {
    return inputError(error) ?? new AppError('INVALID_INPUT', { details: { problem: error.message }, cause: error });
  }
  return new AppError('INTERNAL', { action: 'park', cause: error.cause ?? error });
}

/** Gives the AppError that anything thrown stands for. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError) return protocolError(error);
  if (error instanceof Error && error.name === 'AbortError') return new AppError('CANCELLED', { cause: error });
  // Files are written here too, besides the database: a full disk is a full disk.
  return toDatabaseError(error);
}

export function isApiError(error: unknown): error is ORPCError<string, ApiErrorData> {
  const data: unknown = error instanceof ORPCError ? error.data : null;
  return typeof data === 'object' && data !== null && 'appError' in data;
}

/** Gives the error as it leaves the API; one that already has its shape is given back as it is. */
export function toApiError(error: unknown, traceId: string): ORPCError<string, ApiErrorData> {
  if (isApiError(error)) return error;
  const known = toAppError(error);
  return new ORPCError(known.code, {
    status: httpStatus(known.code),
    message: formatError(known.code, known.details, 'en').sentence,
    data: { ...serializeError(known), traceId },
    cause: error,
  });
}
