/** What 1688's errors mean. Gateway errors come with an HTTP status of 400 and more, errors of its services with 200. */
import type { AppError } from '#shared/domain/app-error.ts';
import type { FaultRule } from '../../platform/index.ts';

export const FAULTS_1688: readonly FaultRule[] = [
  { code: 'gw.QosAppFrequencyLimit', action: 'throttle' },
  { code: 'gw.Qos*', action: 'throttle' },
  // Tokens are turned away by status, with codes that differ from service to service.
  { code: '401', action: 'reauthorise' },
  { code: 'gw.AccessTokenExpired', action: 'reauthorise' },
  { code: 'gw.AuthFailed*', action: 'reauthorise' },
  // Of the shop's access, not of what was asked: it concerns every call alike, and nothing is parked for it.
  { code: 'gw.SignatureInvalid', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: 'gw.SignatureMissing', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: 'gw.AppKey*', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  // What the app or the seller may not do.
  { code: 'gw.APIACLDecline', action: 'park' },
  { code: '403', action: 'park' },
  { code: 'gw.APIUnsupported', action: 'refuse' },
  { code: 'gw.ParamMissing', action: 'refuse' },
  { code: 'gw.SystemError', action: 'retry' },
  { code: 'SYS_ERROR', action: 'retry' },
  { code: 'SYSTEM_ERROR', action: 'retry' },
  { code: '500', action: 'retry' },
  { code: '502', action: 'retry' },
  { code: '503', action: 'retry' },
  { code: '504', action: 'retry' },
];

/** 1688 does not say how long; this is what is known to be enough. */
export const THROTTLE_WAIT = 10_000;

/** There is no such order or product: each service has a code of its own for that. */
export function isMissing({ details }: AppError): boolean {
  return /not_?(exist|found)|不存在/i.test(`${String(details.code)} ${String(details.said)}`);
}
