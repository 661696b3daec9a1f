/** Whose shop it is, and new tokens for it. */
import type { FreshTokens, PlatformApi, ShopAccess, ShopInfo } from '../../platform/index.ts';
import { pddApi, read } from './request.ts';

const SECOND = 1_000;

export const mallInfo: PlatformApi<null, ShopInfo> = pddApi(
  'pdd.mall.info.get',
  'mall_info_get_response',
  () => ({}),
  (root) => ({
    shopId: read.id(root.mall_id, 'mall_id'),
    title: read.text(root.mall_name) ?? '',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
  }),
);

export const refreshToken: PlatformApi<null, FreshTokens> = pddApi(
  'pdd.pop.auth.token.refresh',
  'pop_auth_token_refresh_response',
  (_args, access: ShopAccess) => ({ refresh_token: access.credentials.refreshToken ?? '' }),
  (root) => {
    const fresh = read.text(root.refresh_token);
    const expiresAt = read.count(root.expires_at, 1, 'expires_at');
    return {
      credentials: {
        accessToken: read.id(root.access_token, 'access_token'),
        ...(fresh === null ? {} : { refreshToken: fresh }),
      },
      expiresAt: expiresAt === null ? null : expiresAt * SECOND,
    };
  },
  { writes: true, open: true },
);
