/** Whose shop it is, and new tokens for it. */
import {
  type FreshTokens,
  type PlatformApi,
  parseLossless,
  type ShopAccess,
  type ShopInfo,
} from '../../platform/index.ts';
import { read, topApi } from './request.ts';

export const sellerInfo: PlatformApi<null, ShopInfo> = topApi(
  'taobao.user.seller.get',
  () => ({ fields: 'user_id,nick,type' }),
  (root) => {
    const user = read.fields(root.user);
    return {
      shopId: read.id(user.user_id, 'user_id'),
      title: read.text(user.nick) ?? '',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
    };
  },
);

/** Only apps of the service market are given refresh tokens; with any other, staff sign in anew. */
export const refreshSession: PlatformApi<null, FreshTokens> = topApi(
  'taobao.top.auth.token.refresh',
  (_args, access: ShopAccess) => ({ refresh_token: access.credentials.refreshToken ?? '' }),
  (root) => {
    // JSON within JSON.
    const tokens = read.fields(parseLossless(read.id(root.token_result, 'token_result')));
    const refreshToken = read.text(tokens.refresh_token);
    return {
      credentials: {
        session: read.id(tokens.access_token, 'access_token'),
        ...(refreshToken === null ? {} : { refreshToken }),
      },
      expiresAt: read.count(tokens.expire_time, 1, 'expire_time'),
    };
  },
  { writes: true, session: false },
);
