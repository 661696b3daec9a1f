/**
 * What TOP's errors mean. A sub-code tells more than its code; `isp.*` are faults of the platform, `isv.*` of the request.
 * Source: open.taobao.com, error codes of the platform and of its services.
 */
import type { AppError } from '#shared/domain/app-error.ts';
import type { FaultRule } from '../../platform/index.ts';

export const TOP_FAULTS: readonly FaultRule[] = [
  // The app's calls of the day, until midnight in Beijing.
  { code: 'accesscontrol.limited-by-app-access-count', action: 'throttle', as: 'QUOTA_USED_UP' },
  { code: 'accesscontrol.*', action: 'throttle' },
  { code: '7', action: 'throttle' },
  { code: 'invalid-sessionkey', action: 'reauthorise' },
  { code: 'session-*', action: 'reauthorise' },
  { code: 'sessionkey-*', action: 'reauthorise' },
  { code: '26', action: 'reauthorise' },
  { code: '27', action: 'reauthorise' },
  // Of the shop's access, not of what was asked: it concerns every call alike, and nothing is parked for it.
  { code: 'isv.invalid-signature', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '25', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '28', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '29', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  // This computer's clock is off by more than ten minutes: it may be put right any moment.
  { code: '31', action: 'retry', unsent: true, as: 'PLATFORM_REFUSED' },
  // What the app or the seller may not do.
  { code: 'isv.permission*', action: 'park' },
  { code: '11', action: 'park' },
  { code: '12', action: 'park' },
  { code: '13', action: 'park' },
  { code: '53', action: 'park' },
  { code: 'isv.*', action: 'refuse' },
  { code: 'isp.*', action: 'retry' },
  { code: '10', action: 'retry' },
  { code: '15', action: 'retry' },
  { code: '530', action: 'retry' },
];

/** TOP knows no such trade, item or parcel. */
export function isMissing({ details }: AppError): boolean {
  return /\bisv\.(trade|item|logistics)[\w-]*-not-exist/.test(String(details.code));
}
