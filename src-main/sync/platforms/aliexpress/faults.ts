/**
 * What AliExpress's errors mean: names of the gateway, codes of the older TOP gateway that still come up, and the kind of error
 * (`ISP`, `SYSTEM`: the platform's own) where nothing else tells.
 */
import type { AppError } from '#shared/domain/app-error.ts';
import type { FaultRule } from '../../platform/index.ts';

export const ALIEXPRESS_FAULTS: readonly FaultRule[] = [
  { code: 'AppApiCallLimit', action: 'throttle' },
  { code: 'ApiCallLimit', action: 'throttle' },
  { code: 'AppCallLimit', action: 'throttle' },
  { code: 'SellerCallLimit', action: 'throttle' },
  // The app's calls of the day, until midnight in Beijing.
  { code: 'accesscontrol.limited-by-app-access-count', action: 'throttle', as: 'QUOTA_USED_UP' },
  { code: 'accesscontrol.*', action: 'throttle' },
  { code: '7', action: 'throttle' },
  { code: 'IllegalAccessToken', action: 'reauthorise' },
  { code: 'InvalidSession', action: 'reauthorise' },
  { code: 'IllegalRefreshToken', action: 'reauthorise' },
  { code: 'invalid-sessionkey', action: 'reauthorise' },
  { code: 'session-*', action: 'reauthorise' },
  { code: '26', action: 'reauthorise' },
  { code: '27', action: 'reauthorise' },
  // Of the shop's access, not of what was asked: it concerns every call alike, and nothing is parked for it.
  { code: 'IncompleteSignature', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: 'IllegalAppKey', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: 'InvalidAppKey', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: 'AppWhiteIpLimit', action: 'reauthorise' },
  // This computer's clock is off by hours: it may be put right any moment.
  { code: 'IllegalTimestamp', action: 'retry', unsent: true, as: 'PLATFORM_REFUSED' },
  // What the app or the seller may not do.
  { code: 'InsufficientPermission', action: 'park' },
  { code: 'InvalidApiPath', action: 'park' },
  { code: 'MissingParameter', action: 'refuse' },
  { code: 'MISSING_PARAMETER', action: 'refuse' },
  { code: 'ServiceTimeout', action: 'retry' },
  { code: 'ServiceUnavailable', action: 'retry' },
  { code: 'InternalError', action: 'retry' },
  { code: 'isv.*', action: 'refuse' },
  { code: 'isp.*', action: 'retry' },
  { code: '10', action: 'retry' },
  { code: '15', action: 'retry' },
  { code: 'ISP', action: 'retry' },
  { code: 'SYSTEM', action: 'retry' },
];

/** There is no such order or product. */
export function isMissing({ details }: AppError): boolean {
  return /not.?(found|exist)/i.test(String(details.code));
}
