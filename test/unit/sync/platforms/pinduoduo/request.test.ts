import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../../../src-main/sync/platform/index.ts';
import { refreshToken } from '../../../../../src-main/sync/platforms/pinduoduo/account.ts';
import { updatePrice, updateQuantity } from '../../../../../src-main/sync/platforms/pinduoduo/goods.ts';
import {
  orderInformation,
  ordersIncrement,
  updateNote,
} from '../../../../../src-main/sync/platforms/pinduoduo/orders.ts';
import { type PddParams, signPdd } from '../../../../../src-main/sync/platforms/pinduoduo/signing.ts';

const access = {
  baseUrl: 'https://gw-api.pinduoduo.com',
  credentials: { clientId: 'id', clientSecret: 'secret', accessToken: 'token', refreshToken: 'again' },
};
const NOW = Date.UTC(2026, 2, 1, 0, 0, 30);
const answer = (body: object): HttpResponse => ({ status: 200, headers: {}, body: JSON.stringify(body) });

describe("Pinduoduo's requests", () => {
  it('are JSON, with the time of the sending in seconds', () => {
    const request = ordersIncrement.build({ from: NOW - 60_500, to: NOW, page: 2 }, access, NOW);
    expect(request).toMatchObject({ method: 'POST', url: 'https://gw-api.pinduoduo.com/api/router' });
    const { sign, ...said } = JSON.parse(request.body ?? '') as PddParams & { sign: string };
    expect(said).toMatchObject({
      type: 'pdd.order.number.list.increment.get',
      timestamp: NOW / 1_000,
      start_updated_at: Math.floor((NOW - 60_500) / 1_000),
      end_updated_at: NOW / 1_000 - 1,
      page_size: 100,
      use_has_next: false,
    });
    expect(sign).toBe(signPdd(said, 'secret'));
  });

  it('sign what is nested as it is sent', () => {
    const price = { goods: '6000000000000000001', sku: '5000000000000000001', groupFen: 1_990, singleFen: 2_290 };
    const { sign, ...said } = JSON.parse(updatePrice.build(price, access, NOW).body ?? '') as PddParams & {
      sign: string;
    };
    expect(said.sku_price_list).toEqual([{ sku_id: price.sku, group_price: 1_990, single_price: 2_290 }]);
    expect(sign).toBe(signPdd(said, 'secret'));
  });

  it('say by how much stock changes, not to what', () => {
    const request = updateQuantity.build({ goods: '1', sku: '2', pieces: -3 }, access, NOW);
    expect(JSON.parse(request.body ?? '')).toMatchObject({ quantity: -3, update_type: 2 });
  });
});

describe("Pinduoduo's answers", () => {
  const failing = (error: object) => {
    try {
      return orderInformation.read(answer({ error_response: error }), '1');
    } catch (thrown) {
      return thrown;
    }
  };

  it.each([null, 52101, '52101', undefined])('throttle by their code, whatever the sub-code (%s) is', (sub_code) => {
    expect(failing({ error_code: 52101, error_msg: '限流', sub_code })).toMatchObject({
      code: 'PLATFORM_THROTTLED',
      details: { unsent: true },
    });
  });

  it('may have sub-codes that are codes of something else', () => {
    expect(failing({ error_code: 50001, sub_code: '10019', sub_msg: '业务错误' })).toMatchObject({ action: 'refuse' });
  });

  it('that ban calls are waited out for an hour', () => {
    expect(failing({ error_code: '70034' })).toMatchObject({
      action: 'throttle',
      code: 'PLATFORM_REFUSED',
      details: { retryAfterMilliseconds: 3_600_000 },
    });
    expect(failing({ error_code: 70036 })).toMatchObject({ action: 'throttle', code: 'QUOTA_USED_UP' });
  });

  it('that say no within a success are refusals', () => {
    const stock = { goods: '1', sku: '2', pieces: 1 };
    expect(() => updateQuantity.read(answer({ goods_quantity_update_response: { is_success: false } }), stock)).toThrow(
      expect.objectContaining({ action: 'refuse' }),
    );
    const refused = { response: { success: false, error_code: 50001, error_msg: '订单不存在' } };
    expect(() => updateNote.read(answer(refused), { number: '1', note: 'x' })).toThrow(
      expect.objectContaining({ action: 'refuse', details: expect.objectContaining({ code: '50001' }) }),
    );
  });

  it('without their envelope are none', () => {
    expect(() => orderInformation.read(answer({ order_list_get_response: {} }), '1')).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNREADABLE' }),
    );
  });

  it('hold new tokens until a second of the clock', () => {
    const tokens = { access_token: 'new', refresh_token: 'next', expires_at: NOW / 1_000 };
    expect(refreshToken.read(answer({ pop_auth_token_refresh_response: tokens }), null).value).toEqual({
      credentials: { accessToken: 'new', refreshToken: 'next' },
      expiresAt: NOW,
    });
  });
});
