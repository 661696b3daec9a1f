import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../../src-main/sync/platform/index.ts';
import { refreshSession } from '../../../../../src-main/sync/platforms/taobao/account.ts';
import { readItem } from '../../../../../src-main/sync/platforms/taobao/map-listing.ts';
import { signTop } from '../../../../../src-main/sync/platforms/taobao/signing.ts';
import { tradeFullInfo, tradesIncrement } from '../../../../../src-main/sync/platforms/taobao/trades.ts';

const access = {
  baseUrl: 'https://gw.api.taobao.com',
  credentials: { appKey: '1', appSecret: 'secret', session: 'token', refreshToken: 'again' },
};
const NOW = Date.UTC(2026, 2, 1, 0, 0, 30);
const answer = (body: object | string, status = 200): HttpResponse => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe("TOP's requests", () => {
  const request = tradesIncrement.build({ from: NOW - 60_000, to: NOW, page: 3 }, access, NOW);
  const form = Object.fromEntries(new URLSearchParams(request.body ?? ''));

  it("are signed forms with Beijing's time of the sending", () => {
    expect(request).toMatchObject({ method: 'POST', url: 'https://gw.api.taobao.com/router/rest' });
    expect(form).toMatchObject({
      method: 'taobao.trades.sold.increment.get',
      timestamp: '2026-03-01 08:00:30',
      start_modified: '2026-03-01 07:59:30',
      end_modified: '2026-03-01 08:00:29',
      page_no: '3',
      page_size: '100',
      session: 'token',
    });
    const { sign, ...signed } = form;
    expect(sign).toBe(signTop(signed, 'secret', 'hmac-sha256'));
  });

  it('for new tokens need no token', () => {
    const asked = new URLSearchParams(refreshSession.build(null, access, NOW).body ?? '');
    expect(asked.get('refresh_token')).toBe('again');
    expect(asked.has('session')).toBe(false);
  });
});

describe("TOP's answers", () => {
  const failing = (error: object, status = 200) => {
    try {
      return tradeFullInfo.read(answer({ error_response: error }, status), '1');
    } catch (thrown) {
      return thrown;
    }
  };

  it('tell how long a ban lasts within a sentence', () => {
    const error = { code: 7, sub_code: 'accesscontrol.limited-by-api-access-count' };
    expect(failing({ ...error, sub_msg: 'This ban will last for 12 more seconds' })).toMatchObject({
      code: 'PLATFORM_THROTTLED',
      details: { retryAfterMilliseconds: 12_000 },
    });
    expect(failing(error)).toMatchObject({ code: 'PLATFORM_THROTTLED', action: 'throttle' });
  });

  it('tell apart that the calls of the day are used up', () => {
    const error = { code: '7', sub_code: 'accesscontrol.limited-by-app-access-count' };
    expect(failing({ ...error, sub_msg: 'This ban will last for 54321 more seconds' })).toMatchObject({
      code: 'QUOTA_USED_UP',
      action: 'throttle',
      details: { retryAfterMilliseconds: 54_321_000 },
    });
  });

  it('may give codes as numbers or as texts, with or without a sub-code', () => {
    expect(failing({ code: '27', msg: 'Invalid session' })).toMatchObject({ action: 'reauthorise' });
    expect(failing({ code: 27, msg: 'Invalid session', sub_code: null })).toMatchObject({ action: 'reauthorise' });
    expect(failing({})).toMatchObject({ action: 'refuse', code: 'PLATFORM_REFUSED' });
  });

  it('without the envelope of their method are none', () => {
    for (const body of [{}, { trades_sold_get_response: {} }, [], 'null', '']) {
      expect(() => tradeFullInfo.read(answer(body), '1')).toThrow(
        expect.objectContaining({ code: 'PLATFORM_UNREADABLE' }),
      );
    }
  });

  it('are lists that are wrapped twice, flat, or missing', () => {
    const args = { from: 0, to: 1, page: 1 };
    const read = (root: object) =>
      tradesIncrement.read(answer({ trades_sold_increment_get_response: root }), args).value;
    expect(read({ total_results: 1, trades: { trade: [{ tid: 1 }] } })).toEqual({ items: [{ tid: 1 }], total: 1 });
    expect(read({ total_results: '1', trades: [{ tid: 1 }] })).toEqual({ items: [{ tid: 1 }], total: 1 });
    expect(read({ total_results: 0 })).toEqual({ items: [], total: 0 });
  });

  it('keep ids that stand there as bare numbers', () => {
    const body = '{"trade_fullinfo_get_response":{"trade":{"tid":3000000000000000001}}}';
    expect(tradeFullInfo.read(answer(body), '1').value).toEqual({ tid: '3000000000000000001' });
  });

  it('hold new tokens as JSON within JSON', () => {
    const result = JSON.stringify({ access_token: 'new', refresh_token: 'next', expire_time: NOW });
    const read = (tokens: string) =>
      refreshSession.read(answer({ top_auth_token_refresh_response: { token_result: tokens } }), null).value;
    expect(read(result)).toEqual({ credentials: { session: 'new', refreshToken: 'next' }, expiresAt: NOW });
    expect(read('{"access_token":"new"}')).toEqual({ credentials: { session: 'new' }, expiresAt: null });
  });
});

describe('an item', () => {
  const item = { num_iid: 11, title: 'T', price: '5.00', num: '7', outer_id: 'ITEM', approve_status: 'onsale' };

  it('without variants is a listing itself', async () => {
    const { items } = await readItem({ ...item, modified: '2026-03-01 08:00:00' });
    expect(items).toMatchObject([
      { listingId: '11', sku: 'ITEM', price: 50_000, quantity: 7_000, onSale: true, updatedAt: Date.UTC(2026, 2, 1) },
    ]);
  });

  it('with variants is one listing for each, of which a deleted one is off sale', async () => {
    const skus = {
      sku: [
        { sku_id: 1, price: '6.00', quantity: 0 },
        { sku_id: 2, price: 6.5, status: 'delete' },
      ],
    };
    expect((await readItem({ ...item, skus })).items).toMatchObject([
      { listingId: '11/1', sku: 'ITEM', price: 60_000, quantity: 0, onSale: true },
      { listingId: '11/2', price: 65_000, quantity: null, onSale: false },
    ]);
  });
});
