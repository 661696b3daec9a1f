/**
 * What is known to be refused before it is sent is refused here, in a sentence of ours that says what to do: staff are never
 * shown a name that only this code knows.
 */
import { AppError, type ErrorAction } from '#shared/domain/app-error.ts';
import type { ErrorCode } from '#shared/domain/error-codes.ts';

export type Refusal = Extract<
  ErrorCode,
  | 'WHOLE_PIECES_ONLY'
  | 'WHOLE_CENTS_ONLY'
  | 'LISTING_GONE'
  | 'LISTING_WITHOUT_CODE'
  | 'ORDER_GONE'
  | 'NOTHING_TO_FULFIL'
  | 'NOT_STOCKED_THERE'
>;

export interface RefusalDetails {
  /** What it stumbles over, as staff know it. */
  readonly value?: string;
  /** `park`: it would be refused again. `refuse`: what is there may change. */
  readonly action?: Extract<ErrorAction, 'park' | 'refuse'>;
}

/** Makes the error of an item that was not sent. */
export function refusal(code: Refusal, platform: string, { value, action = 'refuse' }: RefusalDetails = {}): AppError {
  return new AppError(code, { action, details: { platform, ...(value === undefined ? {} : { value }), unsent: true } });
}
