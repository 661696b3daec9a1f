import { describe, expect, it } from 'vitest';
import { type FaultRule, faultOf } from '../../../../src-main/sync/platform/index.ts';

const RULES: readonly FaultRule[] = [
  { code: '7', action: 'throttle' },
  { code: '15', action: 'park' },
  { code: 'isp.*', action: 'retry' },
  { code: 'isp.top-*', action: 'retry', unsent: true },
  { code: 'isv.*', action: 'refuse' },
  { code: '27', action: 'reauthorise' },
  { code: 'accesscontrol.limited-by-app-access-count', action: 'throttle', as: 'QUOTA_USED_UP' },
];
const of = (...codes: (string | number | null)[]) => faultOf(RULES, { platform: 'taobao', codes });

describe('a fault of a platform', () => {
  it('means what the most telling code means that is declared', () => {
    expect(of('isv.unknown-field', 15)).toMatchObject({ code: 'PLATFORM_REFUSED', action: 'refuse' });
    expect(of('something-new', 15)).toMatchObject({ code: 'PLATFORM_REFUSED', action: 'park' });
    expect(of(null, 7)).toMatchObject({ code: 'PLATFORM_THROTTLED', action: 'throttle' });
    expect(of(27)).toMatchObject({ code: 'PLATFORM_SIGN_IN', action: 'reauthorise' });
    expect(of('accesscontrol.limited-by-app-access-count', 7)).toMatchObject({ code: 'QUOTA_USED_UP' });
  });

  it('means what the longest beginning means', () => {
    expect(of('isp.top-remote-connection-timeout').details).toMatchObject({ unsent: true });
    expect(of('isp.remote-service-error').details).not.toHaveProperty('unsent');
  });

  it('refuses the item where nobody has declared it', () => {
    expect(of('something-new')).toMatchObject({ action: 'refuse', details: { code: 'something-new' } });
    expect(of()).toMatchObject({ action: 'refuse' });
  });

  it.each([
    [401, 'reauthorise'],
    [403, 'refuse'],
    [404, 'refuse'],
    [408, 'retry'],
    [429, 'throttle'],
    [500, 'retry'],
    [504, 'retry'],
  ] as const)('without a code means what HTTP %i means: %s', (status, action) => {
    expect(faultOf(RULES, { platform: 'taobao', codes: [], status })).toMatchObject({ action, details: { status } });
  });

  it('was surely not carried out, unless it is to be tried again', () => {
    for (const code of [7, 15, 27, 'isv.x']) expect(of(code).details).toMatchObject({ unsent: true });
    expect(of('isp.x').details).not.toHaveProperty('unsent');
  });

  it('repeats no token, name or number of a customer', () => {
    const said = 'session 6102b30d5f8a7c1e9b is invalid for 13800001111, this ban will last for 12 more seconds';
    const fault = faultOf(RULES, { platform: 'taobao', codes: [27], said, retryAfterMilliseconds: 12_000 });
    expect(fault.details).toMatchObject({
      said: 'session … is invalid for …, this ban will last for 12 more seconds',
      retryAfterMilliseconds: 12_000,
    });
  });
});
