/**
 * The one error type. Its code chooses the sentence that staff read (shared/i18n/errors.*.ts), its action tells the
 * caller what to do next, its details fill the sentence and never hold secrets or customers' data.
 */
import type { ErrorCode } from './error-codes.ts';

/** What a caller should do: try again, try again when the limit allows, set it aside for a person, sign in anew, or give it back to whoever sent it. */
export type ErrorAction = 'retry' | 'throttle' | 'park' | 'reauthorise' | 'refuse';

export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly action: ErrorAction;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: { action?: ErrorAction; details?: ErrorDetails; cause?: unknown } = {}) {
    super(`${code}${options.details ? ` ${JSON.stringify(options.details)}` : ''}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.action = options.action ?? 'refuse';
    this.details = options.details ?? {};
  }
}

/** What an AppError becomes when it crosses a thread or a wire, where classes are lost. */
export interface SerializedAppError {
  readonly appError: true;
  readonly code: ErrorCode;
  readonly action: ErrorAction;
  readonly details: ErrorDetails;
}

/** Gives the plain form of an error for the way across a thread or a wire; anything unknown becomes `INTERNAL`. */
export function serializeError(error: unknown): SerializedAppError {
  if (error instanceof AppError) {
    return { appError: true, code: error.code, action: error.action, details: error.details };
  }
  return { appError: true, code: 'INTERNAL', action: 'park', details: {} };
}

/** Gives the AppError back on the other side. */
export function deserializeError(plain: SerializedAppError): AppError {
  return new AppError(plain.code, { action: plain.action, details: plain.details });
}
