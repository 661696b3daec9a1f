/** Pinduoduo over a shop in memory. */
import { actAsPlatform } from '../act-as-platform.ts';
import { bare } from '../bare-numbers.ts';
import { bigId, createFakeShop } from '../create-fake-shop.ts';
import type { CreateFakePlatform } from '../fake-platform.ts';
import {
  callAnswer,
  checkCall,
  errorAnswer,
  needed,
  type PddCall,
  PddRefusal,
  readCall,
  refuse,
  refuseBusiness,
} from './gateway.ts';
import { createGoods } from './goods.ts';
import { createOrders } from './orders.ts';

const CLIENT_ID = 'fake0pdd0client';
const CLIENT_SECRET = 'fake0pdd0secret';
const TOKEN_SECONDS = 86_400;

/** What answers stand under, which does not follow from the name. */
const ROOTS: Readonly<Record<string, string>> = {
  'pdd.order.list.get': 'order_list_get_response',
  'pdd.order.number.list.increment.get': 'order_sn_increment_get_response',
  'pdd.order.information.get': 'order_info_get_response',
  'pdd.refund.list.increment.get': 'refund_increment_get_response',
  'pdd.order.note.update': 'response',
  'pdd.logistics.companies.get': 'logistics_companies_get_response',
  'pdd.logistics.online.send': 'logistics_online_send_response',
  'pdd.logistics.ordertrace.get': 'logistics_ordertrace_get_resposne',
  'pdd.goods.list.get': 'goods_list_get_response',
  'pdd.goods.detail.get': 'goods_detail_get_response',
  'pdd.goods.quantity.update': 'goods_quantity_update_response',
  'pdd.goods.sku.price.update': 'goods_update_sku_price_response',
  'pdd.mall.info.get': 'mall_info_get_response',
  'pdd.pop.auth.token.refresh': 'pop_auth_token_refresh_response',
};

export const createFakePinduoduo: CreateFakePlatform = (options) => {
  const { now } = options;
  const expired = new Set<string>();
  let tokens = 1;
  let accessToken = 'fake0access1';
  let refreshToken = 'fake0refresh1';

  const shop = createFakeShop({
    shopId: '600123456',
    title: '测试百货店',
    currency: 'CNY',
    ids: {
      order(n) {
        const number = `260301-${String(n).padStart(15, '0')}`;
        return { number, remoteId: number };
      },
      line: (n) => String(n),
      product: (n) => bigId(6, n),
      variant: (n) => bigId(5, n),
      listing: (product, variant) => `${product}/${variant}`,
    },
    now,
  });
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, accessToken, refreshToken };

  const calls: Readonly<Record<string, (call: PddCall) => object>> = {
    ...createOrders(shop, now),
    ...createGoods(shop),
    'pdd.mall.info.get': () => ({
      mall_id: bare(shop.shopId),
      mall_name: shop.title,
      mall_desc: null,
      merchant_type: 3,
    }),
    'pdd.pop.auth.token.refresh'(call) {
      if (needed(call, 'refresh_token') !== refreshToken) refuseBusiness('refresh_token已失效');
      expired.add(accessToken);
      tokens++;
      accessToken = `fake0access${tokens}`;
      // The refresh token is used up by it.
      refreshToken = `fake0refresh${tokens}`;
      return {
        access_token: accessToken,
        refresh_token: refreshToken,
        expires_in: TOKEN_SECONDS,
        expires_at: Math.floor(now() / 1_000) + TOKEN_SECONDS,
        owner_id: shop.shopId,
        owner_name: shop.title,
      };
    },
  };

  return actAsPlatform(
    {
      name: 'pinduoduo',
      shop,
      credentials,
      rate: { perSecond: 10, burst: 20 },
      apiOf: (request) => String(readCall(request).type ?? ''),
      answer(request, api, partial) {
        try {
          const call = readCall(request);
          checkCall(request, call, { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, accessToken, expired }, now());
          const root = ROOTS[api];
          const carryOut = calls[api];
          if (root === undefined || !carryOut) return errorAnswer({ code: 10017, message: 'type错误' });
          // Every call takes one item, and fails with it.
          if (partial?.places.includes(0)) refuse(50001, '业务服务错误', partial.code);
          return callAnswer(root, carryOut(call));
        } catch (error) {
          if (error instanceof PddRefusal) return errorAnswer(error.error);
          throw error;
        }
      },
      // Without a word of how long.
      throttled: () =>
        errorAnswer({ code: 52101, message: '当前接口被限流', subCode: '52101', subMessage: '请求过于频繁' }),
      refused: (_, code, subCode) =>
        errorAnswer({ code: Number(code), message: '调用失败', subCode, subMessage: '请检查' }),
      expireToken() {
        expired.add(accessToken);
      },
    },
    options,
  );
};
