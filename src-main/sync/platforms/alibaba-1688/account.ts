/** Whose shop it is, and new tokens for it. */
import type { FreshTokens, PlatformApi, ShopAccess, ShopInfo } from '../../platform/index.ts';
import { api1688, read } from './request.ts';

const SECOND = 1_000;

export const memberInfo: PlatformApi<null, ShopInfo> = api1688(
  'com.alibaba.account',
  'alibaba.account.basic',
  () => ({}),
  (body) => {
    const member = read.fields(body.result);
    const shopId = read.id(member.memberId, 'memberId');
    return {
      shopId,
      title: read.text(member.companyName) ?? read.text(member.loginId) ?? shopId,
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
    };
  },
);

/** The refresh token holds for half a year, and gives access tokens for ten hours each. */
export const refreshToken: PlatformApi<null, FreshTokens> = api1688(
  'system.oauth2',
  'getToken',
  (_args, { credentials }: ShopAccess) => ({
    grant_type: 'refresh_token',
    client_id: credentials.appKey ?? '',
    client_secret: credentials.appSecret ?? '',
    refresh_token: credentials.refreshToken ?? '',
  }),
  (body, { at }) => {
    const fresh = read.text(body.refresh_token);
    return {
      credentials: {
        accessToken: read.id(body.access_token, 'access_token'),
        ...(fresh === null ? {} : { refreshToken: fresh }),
      },
      expiresAt: at === null ? null : at + read.whole(body.expires_in, 'expires_in') * SECOND,
    };
  },
  { writes: true, open: true },
);
