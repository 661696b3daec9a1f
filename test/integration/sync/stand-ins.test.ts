import { describe, expect, it } from 'vitest';
import { type PlatformApi, writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import { api1688, type Params1688 } from '../../../src-main/sync/platforms/alibaba-1688/request.ts';
import { writeTime1688 } from '../../../src-main/sync/platforms/alibaba-1688/time.ts';
import { pddApi } from '../../../src-main/sync/platforms/pinduoduo/request.ts';
import type { PddParams } from '../../../src-main/sync/platforms/pinduoduo/signing.ts';
import { type TopParams, topApi } from '../../../src-main/sync/platforms/taobao/request.ts';
import { createFake1688 } from '../../fakes/alibaba-1688/index.ts';
import type { FakePlatform } from '../../fakes/index.ts';
import { createFakePinduoduo } from '../../fakes/pinduoduo/index.ts';
import { createFakeTaobao } from '../../fakes/taobao/index.ts';

const NOW = Date.UTC(2026, 2, 1);
const HOUR = 3_600_000;
const options = { now: () => NOW, random: () => 0.5 };

/** What the stand-in answers to a call that is signed as it should be. */
function ask(fake: FakePlatform, api: PlatformApi<null, object>, now = NOW): { status: number; body: unknown } {
  const request = api.build(null, { baseUrl: 'http://stand-in', credentials: fake.credentials }, now);
  const handled = fake.handle(request);
  if (handled.outcome !== 'answer') throw new Error(`it was ${handled.outcome}`);
  const { status, body } = handled.response;
  return { status, body: JSON.parse(body) };
}

describe('the stand-in of Taobao refuses as Taobao does', () => {
  const window = { start_modified: writeChinaTime(NOW - HOUR), end_modified: writeChinaTime(NOW), fields: 'tid' };
  const top = (method: string, params: TopParams, now = NOW) =>
    ask(
      createFakeTaobao(options),
      topApi(
        method,
        () => params,
        (root) => root,
      ),
      now,
    );

  it.each<[string, string, TopParams, number]>([
    ['a page of more than 100 trades', 'taobao.trades.sold.increment.get', { ...window, page_size: 101 }, 41],
    [
      'a window of more than a day',
      'taobao.trades.sold.increment.get',
      { ...window, start_modified: writeChinaTime(NOW - 25 * HOUR) },
      41,
    ],
    ['a page of more than 200 items', 'taobao.items.onsale.get', { fields: 'num_iid', page_size: 201 }, 41],
    ['a page too deep', 'taobao.items.inventory.get', { fields: 'num_iid', page_no: 102 }, 41],
    [
      'details of more than 20 items',
      'taobao.items.seller.list.get',
      { fields: 'num_iid', num_iids: '1,'.repeat(20) + 1 },
      41,
    ],
    [
      'stock of more than 20 variants',
      'taobao.skus.quantity.update',
      { num_iid: 1, skuid_quantities: `${'1:1;'.repeat(20)}1:1` },
      41,
    ],
    ['a call without what it needs', 'taobao.trade.fullinfo.get', { fields: 'tid' }, 40],
    ['a method that there is not', 'taobao.trade.invent', {}, 22],
  ])('%s', (_, method, params, code) => {
    const { status, body } = top(method, params);
    expect(status).toBe(200);
    expect(body).toMatchObject({ error_response: { code } });
  });

  it('a clock that is eleven minutes off, and no clock that is nine', () => {
    const seller = (now: number) => top('taobao.user.seller.get', { fields: 'nick' }, now).body;
    expect(seller(NOW + 11 * 60_000)).toMatchObject({ error_response: { code: 31 } });
    expect(seller(NOW - 9 * 60_000)).toMatchObject({ user_seller_get_response: { user: {} } });
  });

  it('gives only the fields that were asked for', () => {
    const fake = createFakeTaobao(options);
    const { listingId } = fake.shop.addListing({ title: 'T', price: 10_000, pieces: 1 });
    fake.shop.placeOrder({ lines: [{ listingId, pieces: 1 }] });
    const to = writeChinaTime(NOW + 1_000);
    const api = topApi(
      'taobao.trades.sold.increment.get',
      () => ({ ...window, end_modified: to }),
      (root) => root,
    );
    expect(ask(fake, api).body).toMatchObject({ trades_sold_increment_get_response: { total_results: 1 } });
    const [trade] = (api.read(responseOf(fake, api), null).value as { trades: { trade: object[] } }).trades.trade;
    expect(trade).toEqual({ tid: '3000000000000000001' });
  });
});

function responseOf(fake: FakePlatform, api: PlatformApi<null, object>) {
  const handled = fake.handle(api.build(null, { baseUrl: 'http://stand-in', credentials: fake.credentials }, NOW));
  if (handled.outcome !== 'answer') throw new Error(`it was ${handled.outcome}`);
  return handled.response;
}

describe('the stand-in of Pinduoduo refuses as Pinduoduo does', () => {
  const second = (at: number) => at / 1_000;
  const window = {
    start_updated_at: second(NOW - HOUR / 2),
    end_updated_at: second(NOW),
    order_status: 5,
    refund_status: 5,
    is_lucky_flag: 0,
  };
  const pdd = (type: string, params: PddParams) =>
    ask(
      createFakePinduoduo(options),
      pddApi(
        type,
        'root',
        () => params,
        (root) => root,
      ),
    );

  it.each<[string, string, PddParams, number]>([
    [
      'a window of more than half an hour',
      'pdd.order.number.list.increment.get',
      { ...window, start_updated_at: second(NOW - HOUR / 2) - 1 },
      21002,
    ],
    ['a page of more than 100 orders', 'pdd.order.number.list.increment.get', { ...window, page_size: 101 }, 21002],
    ['a page of more than 100 goods', 'pdd.goods.list.get', { page_size: 101 }, 21002],
    ['a list of orders of any kind', 'pdd.order.number.list.increment.get', { ...window, order_status: null }, 21001],
    ['orders that are not there', 'pdd.order.information.get', { order_sn: '1' }, 50001],
    ['a type that there is not', 'pdd.order.invent', {}, 10017],
  ])('%s', (_, type, params, code) => {
    const { status, body } = pdd(type, params);
    expect(status).toBe(200);
    expect(body).toMatchObject({ error_response: { error_code: code } });
  });

  it('stock that would fall below zero', () => {
    const fake = createFakePinduoduo(options);
    const { productId, variantId } = fake.shop.addListing({ title: 'T', price: 10_000, pieces: 2 });
    const params = { goods_id: productId, sku_id: variantId, quantity: -3, update_type: 2 };
    const api = pddApi(
      'pdd.goods.quantity.update',
      'root',
      () => params,
      (root) => root,
    );
    expect(ask(fake, api).body).toMatchObject({ error_response: { error_code: 50001, sub_msg: '库存不能为负数' } });
    expect(fake.shop.writes).toEqual([]);
  });
});

describe('the stand-in of 1688 refuses as 1688 does', () => {
  const window = {
    modifyStartTime: writeTime1688(NOW - HOUR),
    modifyEndTime: writeTime1688(NOW),
    page: 1,
    pageSize: 20,
  };
  const call = (name: string, params: Params1688) =>
    ask(
      createFake1688(options),
      api1688(
        'com.alibaba.trade',
        name,
        () => params,
        (body) => body,
      ),
    );

  it.each<[string, string, Params1688, number, object]>([
    [
      'a page of more than 20 orders',
      'alibaba.trade.getSellerOrderList',
      { ...window, pageSize: 21 },
      200,
      { success: 'false', errorCode: 'PARAM_ILLEGAL' },
    ],
    [
      'a time whose + became a space on the way',
      'alibaba.trade.getSellerOrderList',
      { ...window, modifyStartTime: '20260301070000000 0800' },
      200,
      { success: 'false', errorCode: 'PARAM_ILLEGAL' },
    ],
    [
      'a call without what it needs',
      'alibaba.product.get',
      { webSite: '1688' },
      400,
      { error_code: 'gw.ParamMissing' },
    ],
    ['a call that there is not', 'alibaba.trade.invent', {}, 400, { error_code: 'gw.APIUnsupported' }],
  ])('%s', (_, name, params, status, body) => {
    expect(call(name, params)).toMatchObject({ status, body });
  });
});
