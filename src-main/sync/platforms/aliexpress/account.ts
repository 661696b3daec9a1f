/** Whose shop it is, and a new token. */
import type { FreshTokens, ShopInfo } from '../../platform/index.ts';
import { read, restApi, syncApi } from './request.ts';

export const profileApi = syncApi(
  'aliexpress.solution.merchant.profile.get',
  (_: null) => ({}),
  (root): ShopInfo => ({
    shopId: read.id(root.shop_id, 'shop_id'),
    title: read.text(root.shop_name) ?? read.text(root.merchant_login_id) ?? '',
    currency: null,
    timeZone: null,
  }),
);

export const refreshApi = restApi(
  '/auth/token/refresh',
  (_: null, { credentials }) => ({ refresh_token: credentials.refreshToken ?? '' }),
  (body): FreshTokens => ({
    credentials: {
      accessToken: read.id(body.access_token, 'access_token'),
      // A new one comes with it where the old one is used up.
      ...(read.text(body.refresh_token) === null ? {} : { refreshToken: read.id(body.refresh_token, 'refresh_token') }),
    },
    expiresAt: read.count(body.expire_time, 1, 'expire_time'),
  }),
);
