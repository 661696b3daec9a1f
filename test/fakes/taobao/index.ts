/** Taobao's open platform over a shop in memory. */

import { actAsPlatform, type PartialFailure } from '../act-as-platform.ts';
import { bare } from '../bare-numbers.ts';
import { bigId, createFakeShop } from '../create-fake-shop.ts';
import type { CreateFakePlatform } from '../fake-platform.ts';
import {
  checkRequest,
  errorAnswer,
  type Form,
  methodAnswer,
  needed,
  readForm,
  refuse,
  restOfDay,
  TopRefusal,
  throttleError,
} from './gateway.ts';
import { createItems } from './items.ts';
import { createTrades } from './trades.ts';

const APP_KEY = '12345678';
const APP_SECRET = 'fake0top0secret';
const REFRESH_TOKEN = '6200fake0refresh';
const TOKEN_SECONDS = 86_400;

type Method = (form: Form, partial: PartialFailure | null) => object;

export const createFakeTaobao: CreateFakePlatform = (options) => {
  const { now } = options;
  let session = '6100fake0session1';
  let sessions = 1;
  let isExpired = false;

  const shop = createFakeShop({
    shopId: bigId(2, 7),
    title: '测试旗舰店',
    currency: 'CNY',
    ids: {
      order: (n) => ({ number: bigId(3, n), remoteId: bigId(3, n) }),
      line: (n) => bigId(4, n),
      product: (n) => bigId(6, n),
      variant: (n) => bigId(5, n),
      listing: (product, variant) => `${product}/${variant}`,
    },
    now,
  });

  const methods: Readonly<Record<string, Method>> = {
    ...createTrades(shop, now),
    ...createItems(shop),
    'taobao.user.seller.get': () => ({ user: { user_id: bare(shop.shopId), nick: shop.title, type: 'B' } }),
    'taobao.top.auth.token.refresh'(form) {
      if (needed(form, 'refresh_token') !== REFRESH_TOKEN)
        refuse(15, 'Remote service error', 'isv.invalid-refresh-token');
      sessions++;
      session = `6100fake0session${sessions}`;
      isExpired = false;
      const result = {
        access_token: session,
        refresh_token: REFRESH_TOKEN,
        expires_in: TOKEN_SECONDS,
        expire_time: now() + TOKEN_SECONDS * 1_000,
        taobao_user_id: shop.shopId,
        taobao_user_nick: encodeURIComponent(shop.title),
      };
      return { token_result: JSON.stringify(result) };
    },
  };

  return actAsPlatform(
    {
      name: 'taobao',
      shop,
      credentials: { appKey: APP_KEY, appSecret: APP_SECRET, session, refreshToken: REFRESH_TOKEN },
      rate: { perSecond: 10, burst: 20 },
      apiOf: (request) => readForm(request).get('method') ?? '',
      answer(request, api, partial) {
        try {
          const form = readForm(request);
          const keys = { appKey: APP_KEY, appSecret: APP_SECRET, session: isExpired ? '' : session };
          checkRequest(request, form, keys, now());
          const method = methods[api] ?? refuse(22, 'Invalid Method');
          // A call that takes one item fails as a whole.
          if (partial?.places.includes(0)) refuse(15, 'Remote service error', partial.code, '被拒绝');
          return methodAnswer(api, method(form, partial));
        } catch (error) {
          if (error instanceof TopRefusal) return errorAnswer(error.error);
          throw error;
        }
      },
      throttled: (_, seconds) => errorAnswer(throttleError(seconds)),
      refused(_, code, subCode) {
        if (code === '7') return errorAnswer(throttleError(restOfDay(now()), subCode));
        return errorAnswer({ code: Number(code), msg: 'Refused', subCode, subMsg: '被拒绝' });
      },
      expireToken() {
        isExpired = true;
      },
    },
    options,
  );
};
