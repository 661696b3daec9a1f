/** What Pinduoduo's errors mean. Source: open.pinduoduo.com, table of error codes. */
import type { AppError } from '#shared/domain/app-error.ts';
import type { FaultRule } from '../../platform/index.ts';

/** Not a code of Pinduoduo's: it has none for this, only words among those for wrong parameters. */
export const CLOCK_OFF = 'timestamp';

export const PDD_FAULTS: readonly FaultRule[] = [
  { code: '52101', action: 'throttle' },
  { code: '70031', action: 'throttle' },
  { code: '70032', action: 'throttle' },
  // An app under test is given so many calls a day.
  { code: '70036', action: 'throttle', as: 'QUOTA_USED_UP' },
  // Calls are banned for the risk they are taken for: to go on asking makes it worse.
  { code: '70034', action: 'throttle', as: 'PLATFORM_REFUSED' },
  { code: '70035', action: 'throttle', as: 'PLATFORM_REFUSED' },
  { code: '10019', action: 'reauthorise' },
  { code: '10035', action: 'reauthorise' },
  { code: '20032', action: 'reauthorise' },
  // Of the shop's access, not of what was asked: it concerns every call alike, and nothing is parked for it.
  { code: '20004', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '10016', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '20005', action: 'reauthorise', as: 'PLATFORM_REFUSED' },
  // This computer's clock is off by more than ten minutes: it may be put right any moment.
  { code: CLOCK_OFF, action: 'retry', unsent: true, as: 'PLATFORM_REFUSED' },
  // What the app or the seller may not do.
  { code: '20031', action: 'park' },
  { code: '20034', action: 'park' },
  { code: '20035', action: 'park' },
  { code: '50012', action: 'park' },
  { code: '50000', action: 'retry' },
  { code: '50002', action: 'retry' },
  { code: '52001', action: 'retry' },
  { code: '52002', action: 'retry' },
  // Served less, or not at all for now.
  { code: '52102', action: 'retry', unsent: true },
  { code: '52103', action: 'retry', unsent: true },
  { code: '70033', action: 'retry', unsent: true },
  // Every other code ends here, so that no sub-code is looked up in its place: each service numbers those for itself.
  { code: '*', action: 'refuse' },
];

const HOUR = 3_600_000;

/** How long a ban is waited out; of other limits Pinduoduo says nothing. */
export const BAN_WAITS: ReadonlyMap<string, number> = new Map([
  ['70034', HOUR],
  ['70035', HOUR],
]);

/** What is not there is a refusal of the service, told apart by its words alone. */
export function isMissing({ details }: AppError): boolean {
  return /^50001\b/.test(String(details.code)) && /不存在|not exist/i.test(String(details.said));
}
