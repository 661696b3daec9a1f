import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../../src-main/sync/platform/index.ts';
import { refreshToken } from '../../../../../src-main/sync/platforms/alibaba-1688/account.ts';
import { sellerOrder, sellerOrders } from '../../../../../src-main/sync/platforms/alibaba-1688/orders.ts';
import { modifyStock, readProduct } from '../../../../../src-main/sync/platforms/alibaba-1688/products.ts';
import { sign1688 } from '../../../../../src-main/sync/platforms/alibaba-1688/signing.ts';
import { webhooks1688 } from '../../../../../src-main/sync/platforms/alibaba-1688/webhooks.ts';
import vectors from './vectors.json' with { type: 'json' };

const access = {
  baseUrl: 'https://gw.open.1688.com',
  credentials: { appKey: '1000000', appSecret: 'test123', accessToken: 'token', refreshToken: 'again' },
};
const NOW = Date.UTC(2026, 2, 1, 0, 0, 30);
const answer = (body: object | string, status = 200, headers = {}): HttpResponse => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const formOf = (body: string | null) => Object.fromEntries(new URLSearchParams(body ?? ''));

describe("1688's requests", () => {
  it('are signed with the path that names the call, and keep the + of an offset', () => {
    const request = sellerOrders.build({ from: NOW - 60_000, to: NOW, madeWithin: false, page: 2 }, access, NOW);
    const path = 'param2/1/com.alibaba.trade/alibaba.trade.getSellerOrderList/1000000';
    expect(request).toMatchObject({ method: 'POST', url: `https://gw.open.1688.com/openapi/${path}` });
    expect(request.body).toContain('modifyStartTime=20260301075930000%2B0800');
    const { _aop_signature, ...signed } = formOf(request.body);
    expect(signed).toMatchObject({
      page: '2',
      pageSize: '20',
      access_token: 'token',
      modifyEndTime: '20260301080029999+0800',
    });
    expect(_aop_signature).toBe(sign1688(path, signed, 'test123'));
  });

  it('change stock of several products, whose ids are bare numbers of any length', () => {
    const changes = [
      { product: '6000000000000000001', spec: 's1', pieces: -3 },
      { product: '7', spec: null, pieces: 2 },
      { product: '6000000000000000001', spec: 's2', pieces: 1 },
    ];
    expect(formOf(modifyStock.build(changes, access, NOW).body).productStockChange).toBe(
      '[{"productId":6000000000000000001,"skuStocks":[{"skuId":"s1","stockChange":-3},{"skuId":"s2","stockChange":1}]},' +
        '{"productId":7,"productAmountChange":2}]',
    );
  });

  it('write a change of stock as the signed example does', () => {
    const vector = vectors.find(({ name }) => name === '1688-modify-stock-json')!;
    const changes = [{ product: '1234567890', spec: 'spec-0001', pieces: -3 }];
    expect(formOf(modifyStock.build(changes, access, NOW).body).productStockChange).toBe(
      vector.params.productStockChange,
    );
  });
});

describe("1688's answers", () => {
  const failing = (body: object, status: number) => {
    try {
      return sellerOrder.read(answer(body, status), '1');
    } catch (thrown) {
      return thrown;
    }
  };

  it('say nothing of how long to wait: ten seconds', () => {
    expect(failing({ error_code: 'gw.QosAppFrequencyLimit', error_message: 'App call exceeds' }, 400)).toMatchObject({
      code: 'PLATFORM_THROTTLED',
      details: { retryAfterMilliseconds: 10_000, status: 400 },
    });
  });

  it.each([
    [{ error_code: '401', error_message: 'Request need user authorized' }, 401, 'reauthorise'],
    [{ error_code: 'gw.AuthFailed.Whatever' }, 401, 'reauthorise'],
    [{ error_code: 'gw.SomethingNew' }, 401, 'reauthorise'],
    [{ error_code: 'gw.APIACLDecline', error_message: 'AppKey is not allowed(acl)' }, 400, 'park'],
    [{ error_code: 'gw.SomethingNew' }, 400, 'refuse'],
    [{ error_code: 'gw.SomethingNew' }, 503, 'retry'],
    [{ success: false, errorCode: 'ORDER_CLOSED', errorMessage: '订单已关闭' }, 200, 'refuse'],
    [{ success: 'false', errorMessage: '系统繁忙' }, 200, 'refuse'],
    [{ errorCode: 'SYS_ERROR' }, 200, 'retry'],
  ])('with %o and status %i are %s', (body, status, action) => {
    expect(failing(body, status)).toMatchObject({ action, details: { platform: '1688' } });
  });

  it('keep ids that stand there as bare numbers', () => {
    const body = '{"result":{"baseInfo":{"id":2000000000000000001}},"success":"true"}';
    expect(sellerOrder.read(answer(body), '1').value).toEqual({ baseInfo: { id: '2000000000000000001' } });
  });

  it('name the products whose stock stayed as it was, in a success or not', () => {
    const result = [
      { productId: 1, success: true },
      { productId: 2, success: false, errorCode: 'STOCK_NOT_ENOUGH', errorMessage: '库存不足' },
    ];
    for (const success of [true, false]) {
      const { value } = modifyStock.read(answer({ result, success }), []);
      expect([...value.keys()]).toEqual(['2']);
      expect(value.get('2')).toMatchObject({ action: 'refuse', details: { code: 'STOCK_NOT_ENOUGH' } });
    }
    expect(modifyStock.read(answer({ success: true }), []).value.size).toBe(0);
    expect(() => modifyStock.read(answer({ success: false, errorCode: 'X' }), [])).toThrow();
  });

  it('let new tokens end by the clock of the answer', () => {
    const tokens = { access_token: 'new', expires_in: '36000' };
    const dated = answer(tokens, 200, { date: 'Sun, 01 Mar 2026 00:00:30 GMT' });
    expect(refreshToken.read(dated, null).value).toEqual({
      credentials: { accessToken: 'new' },
      expiresAt: NOW + 36_000_000,
    });
    expect(refreshToken.read(answer({ ...tokens, refresh_token: 'next' }), null).value).toEqual({
      credentials: { accessToken: 'new', refreshToken: 'next' },
      expiresAt: null,
    });
  });
});

describe("1688's product", () => {
  it('without variants is a listing itself, at the price of the smallest quantity', async () => {
    const saleInfo = {
      amountOnSale: 7.5,
      priceRanges: [
        { startQuantity: 1, price: 12.5 },
        { startQuantity: 10, price: 9 },
      ],
    };
    const { items } = await readProduct({ productID: 1, subject: 'T', status: 'published', saleInfo });
    expect(items).toMatchObject([{ listingId: '1', sku: null, price: 125_000, quantity: 7_500, onSale: true }]);
  });

  it('with variants is one listing for each', async () => {
    const skuInfos = [
      { specId: 'a', price: '3.20', amountOnSale: 0, cargoNumber: 'A' },
      { specId: 'b', price: null },
    ];
    const saleInfo = { priceRanges: [{ startQuantity: 1, price: 5 }] };
    const { items } = await readProduct({ productID: 1, status: 'expired', saleInfo, skuInfos });
    expect(items).toMatchObject([
      { listingId: '1/a', sku: 'A', price: 32_000, quantity: 0, onSale: false },
      { listingId: '1/b', price: 50_000, quantity: null },
    ]);
  });
});

describe("1688's messages", () => {
  const vector = vectors.find(({ name }) => name === '1688-push-message')!;
  const post = (message: string, signature: string) => ({
    method: 'POST' as const,
    url: 'http://hub/webhooks/1688',
    headers: {},
    body: new URLSearchParams({ message, _aop_signature: signature }).toString(),
  });
  const { message = '' } = vector.params;

  it('are read to the last digit of their ids', () => {
    expect(webhooks1688.read(post(message, vector.signature), access)).toEqual({
      deliveryId: '123456789',
      about: 'orders',
      orderNumber: '1234567890123456789',
    });
  });

  it.each([
    ['PRODUCT_PRODUCT_INVENTORY_CHANGE', 'listings'],
    ['LOGISTICS_MAIL_NO_CHANGE', 'orders'],
    ['SOMETHING_ELSE', 'other'],
  ])('of %s are about %s', (type, about) => {
    const text = JSON.stringify({ msgId: 1, type, data: { orderId: '5' } });
    const signature = sign1688('', { message: text }, 'test123');
    expect(webhooks1688.read(post(text, signature), access)).toMatchObject({ about });
  });

  it('that are signed with something else, or not at all, are nobody’s', () => {
    for (const request of [post(`${message} `, vector.signature), post(message, ''), { ...post('', ''), body: null }]) {
      expect(() => webhooks1688.read(request, access)).toThrow(expect.objectContaining({ code: 'UNAUTHORISED' }));
    }
  });
});
