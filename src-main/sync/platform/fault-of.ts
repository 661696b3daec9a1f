/**
 * What a platform's error means to us is declared as data, a list of codes and actions for each platform, and read here at one
 * place. A code that nobody has declared refuses the item: it is never tried for ever, and never thrown away.
 */
import { AppError, type ErrorAction, type ErrorDetails } from '#shared/domain/app-error.ts';
import type { ErrorCode } from '#shared/domain/error-codes.ts';
import type { FaultRule } from './platform.ts';

/** An error as the platform told it. */
export interface RemoteFault {
  readonly platform: string;
  /** The platform's codes, the most telling first: a sub-code before the code that it belongs to. Null: it gave none. */
  readonly codes: readonly (string | number | null | undefined)[];
  /** In the platform's words. */
  readonly said?: string | null | undefined;
  /** The HTTP status, for what came without a code. */
  readonly status?: number | undefined;
  /** How long it wants to be left alone. */
  readonly retryAfterMilliseconds?: number | null | undefined;
}

const CODE_OF_ACTION: Readonly<Record<ErrorAction, ErrorCode>> = {
  retry: 'PLATFORM_UNREACHABLE',
  throttle: 'PLATFORM_THROTTLED',
  reauthorise: 'PLATFORM_SIGN_IN',
  refuse: 'PLATFORM_REFUSED',
  park: 'PLATFORM_REFUSED',
};

/** What platforms say may repeat a token, a name or a phone number; nobody needs more of it than this to look it up. */
const LONGEST_SAYING = 200;
const LONG_RUN = /[\w-]{11,}/g;

/** Gives the error that the platform's map makes of a fault. */
export function faultOf(rules: readonly FaultRule[], fault: RemoteFault): AppError {
  const codes = fault.codes.filter((code) => code !== null && code !== undefined && code !== '').map(String);
  const rule = ruleOf(rules, codes);
  const action = rule?.action ?? actionOfStatus(fault.status);
  const { retryAfterMilliseconds } = fault;
  const details: ErrorDetails = {
    platform: fault.platform,
    ...(codes.length > 0 ? { code: codes.join(' / ') } : {}),
    ...(fault.status === undefined ? {} : { status: fault.status }),
    ...(fault.said ? { said: harmless(fault.said) } : {}),
    ...(typeof retryAfterMilliseconds === 'number' ? { retryAfterMilliseconds } : {}),
    // It was turned away before anything was done; of the rest one cannot know.
    ...(action !== 'retry' || rule?.unsent ? { unsent: true } : {}),
  };
  return new AppError(rule?.as ?? CODE_OF_ACTION[action], { action, details });
}

/** The rule of the most telling code that has one: the very code before what only begins like it, the longest first. */
function ruleOf(rules: readonly FaultRule[], codes: readonly string[]): FaultRule | null {
  for (const code of codes) {
    const exact = rules.find((rule) => rule.code === code);
    if (exact) return exact;
    const alike = rules
      .filter((rule) => rule.code.endsWith('*') && code.startsWith(rule.code.slice(0, -1)))
      .sort((one, other) => other.code.length - one.code.length);
    if (alike[0]) return alike[0];
  }
  return null;
}

/** For what came without a code of the platform: from a gateway before it, or in HTTP's own words. */
function actionOfStatus(status: number | undefined): ErrorAction {
  if (status === undefined) return 'refuse';
  if (status === 429) return 'throttle';
  if (status === 401) return 'reauthorise';
  return status >= 500 || status === 408 || status === 425 ? 'retry' : 'refuse';
}

function harmless(said: string): string {
  return said.replace(LONG_RUN, (run) => (/\d.*\d.*\d.*\d/.test(run) ? '…' : run)).slice(0, LONGEST_SAYING);
}
