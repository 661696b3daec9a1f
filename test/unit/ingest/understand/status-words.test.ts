import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import {
  isCashOnDelivery,
  orderStatusOf,
  refundStatusOf,
} from '../../../../src-main/ingest/understand/values/status-words.ts';

describe('the words of a status column', () => {
  it.each([
    ['Storniert', 'cancelled'],
    ['Bestellung abgebrochen', 'cancelled'],
    ['Erstattet', 'refunded'],
    ['Rückerstattet', 'refunded'],
    ['Teilweise erstattet', 'partiallyRefunded'],
    ['Unbezahlt', 'unpaid'],
    ['Zahlung ausstehend', 'unpaid'],
    ['Bezahlt', 'paid'],
    ['Nicht versandt', 'paid'],
    ['Versandt', 'shipped'],
    ['Abgeschlossen', 'completed'],
    ['Geliefert', 'completed'],
    ['Sales invoice', 'completed'],
    ['purchase', 'completed'],
    ['Credit Memo', 'refunded'],
    ['销售退货', 'refunded'],
    ['退菜', 'refunded'],
    ['部分退菜', 'partiallyRefunded'],
    ['已退单', 'cancelled'],
    ['已结账', 'completed'],
    ['未结账', 'unpaid'],
    ['已完成', 'completed'],
    ['待出貨', 'paid'],
    ['已出貨', 'shipped'],
    ['尚未付款', 'unpaid'],
    ['不成立', 'cancelled'],
    ['作廢', 'cancelled'],
    ['退貨/退款 完成', 'refunded'],
    ['銷貨退回', 'refunded'],
  ] as const)('%s means %s', (word, status) => {
    expect(orderStatusOf(word)).toBe(ORDER_STATUS[status]);
  });

  it.each([
    ['Ja', 'refunded'],
    ['Erstattet', 'refunded'],
    ['Teilweise erstattet', 'partiallyRefunded'],
    ['Nicht erstattet', null],
    ['Nein', null],
    ['退貨/退款 完成', 'refunded'],
    ['無', null],
  ] as const)('of returns: %s means %s', (word, status) => {
    expect(refundStatusOf(word)).toBe(status === null ? null : ORDER_STATUS[status]);
  });

  it('tell who pays at the door', () => {
    expect(isCashOnDelivery('Nachnahme')).toBe(true);
    expect(isCashOnDelivery('貨到付款')).toBe(true);
    expect(isCashOnDelivery('Rechnung')).toBe(false);
  });
});
