/** 1688 over a shop in memory. */
import { actAsPlatform, json, type PartialFailure } from '../act-as-platform.ts';
import { toJson } from '../bare-numbers.ts';
import { bigId, createFakeShop } from '../create-fake-shop.ts';
import type { CreateFakePlatform } from '../fake-platform.ts';
import {
  checkCall,
  type Form,
  gatewayError,
  needed,
  Refusal1688,
  readForm,
  readPath,
  refuse,
  refuseAtGateway,
  serviceError,
} from './gateway.ts';
import { createMessages } from './messages.ts';
import { createOrders } from './orders.ts';
import { createProducts } from './products.ts';

const APP_KEY = '1000000';
const APP_SECRET = 'fake01688secret';
const REFRESH_TOKEN = 'fake0refresh';

type Call = (form: Form, partial: PartialFailure | null) => object;

export const createFake1688: CreateFakePlatform = (options) => {
  const { now } = options;
  let tokens = 1;
  let accessToken = 'fake0access1';
  let isExpired = false;

  const shop = createFakeShop({
    shopId: 'b2b-000001',
    title: '测试服饰有限公司',
    currency: 'CNY',
    ids: {
      order: (n) => ({ number: bigId(2, n), remoteId: bigId(2, n) }),
      line: (n) => bigId(4, n),
      product: (n) => bigId(6, n),
      variant: (n) => `spec-${String(n).padStart(8, '0')}`,
      listing: (product, variant) => `${product}/${variant}`,
    },
    now,
  });

  const calls: Readonly<Record<string, Call>> = {
    ...createOrders(shop),
    ...createProducts(shop),
    'alibaba.account.basic': () => ({
      result: { memberId: shop.shopId, loginId: 'seller1', companyName: shop.title },
      success: true,
    }),
    getToken(form) {
      if (needed(form, 'grant_type') !== 'refresh_token') refuse('PARAM_ILLEGAL', 'grant_type 参数不合法');
      if (needed(form, 'client_secret') !== APP_SECRET || needed(form, 'refresh_token') !== REFRESH_TOKEN) {
        refuseAtGateway('401', 'Refresh token is invalid', 401);
      }
      tokens++;
      accessToken = `fake0access${tokens}`;
      isExpired = false;
      // Without a new refresh token: the old one goes on.
      return {
        access_token: accessToken,
        expires_in: '36000',
        aliId: '1',
        memberId: shop.shopId,
        resource_owner: 'seller1',
      };
    },
  };

  return actAsPlatform(
    {
      name: '1688',
      shop,
      credentials: { appKey: APP_KEY, appSecret: APP_SECRET, accessToken, refreshToken: REFRESH_TOKEN },
      rate: { perSecond: 5, burst: 10 },
      apiOf: (request) => readPath(request).api,
      answer(request, api, partial) {
        try {
          const form = readForm(request);
          checkCall(request, form, {
            appKey: APP_KEY,
            appSecret: APP_SECRET,
            accessToken: isExpired ? '' : accessToken,
          });
          const carryOut = calls[api];
          if (!carryOut) return gatewayError('gw.APIUnsupported', 'API is not supported');
          // A call that takes one item fails as a whole.
          if (partial?.places.includes(0) && api !== 'alibaba.product.modifyStock') refuse(partial.code, '操作失败');
          return json(200, toJson(carryOut(form, partial)));
        } catch (error) {
          if (error instanceof Refusal1688) return error.answer;
          throw error;
        }
      },
      // Without a word of how long.
      throttled: () => gatewayError('gw.QosAppFrequencyLimit', 'App call exceeds limited frequency'),
      refused(_, code) {
        if (/^[45]\d\d$/.test(code)) return gatewayError(code, 'Refused', Number(code));
        return code.startsWith('gw.') ? gatewayError(code, 'Refused') : serviceError(code, '被拒绝');
      },
      expireToken() {
        isExpired = true;
      },
      takeWebhooks: createMessages(shop, APP_SECRET, now),
    },
    options,
  );
};
