import { describe, expect, it } from 'vitest';
import {
  areDatedLines,
  areMost,
  hasPartner,
  isPriceless,
  mayHaveDatedLines,
  mayHeadDatedLines,
  orderPart,
  tellsOnlyPieces,
} from '../../../../src-main/ingest/understand/index.ts';

const heads = { orderNumber: 0, placedAt: 1 };
const lines = { orderNumber: 0, productCode: 1, quantity: 2 };
const returns = { refundStatus: 0, orderNumber: 1 };
const table = (columns: Parameters<typeof orderPart>[0]) => ({ kind: 'orders' as const, columns });

describe('the part of an order that a table tells', () => {
  it('is told by its columns', () => {
    expect(orderPart({ placedAt: 0, lineAmount: 1 })).toBe('whole');
    expect(orderPart(heads)).toBe('heads');
    expect(orderPart(lines)).toBe('lines');
    expect(orderPart(returns)).toBe('returns');
    expect(orderPart({ orderNumber: 0, refundedAmount: 1 })).toBe('refunds');
  });

  it('is none for payments, for tables without a number, and for products alone', () => {
    expect(orderPart({ orderNumber: 0, amountPaid: 1 })).toBeNull();
    expect(orderPart({ placedAt: 0 })).toBeNull();
    expect(orderPart({ productCode: 0, quantity: 1 })).toBeNull();
  });

  it('is made whole by a table that tells the rest', () => {
    expect(hasPartner(table(lines), [table(heads)])).toBe(true);
    expect(hasPartner(table(heads), [table(lines)])).toBe(true);
    expect(hasPartner(table(returns), [table({ ...heads, lineAmount: 2 })])).toBe(true);
  });

  it('stays a part beside its like and beside lists', () => {
    expect(hasPartner(table(lines), [table(lines), { kind: 'products', columns: { productCode: 0 } }])).toBe(false);
    expect(hasPartner(table(heads), [table(heads)])).toBe(false);
    expect(hasPartner(table(returns), [table(returns)])).toBe(false);
    expect(hasPartner(table({ orderNumber: 0, refundedAmount: 1 }), [table(returns)])).toBe(false);
  });

  it('is told by lines that name no more than a category', () => {
    expect(orderPart({ orderNumber: 0, category: 1, lineAmount: 2 })).toBe('lines');
  });

  it('is a piece at the price of a list where neither quantity nor amount is told', () => {
    const pieces = { ...heads, productCode: 2 };
    expect(orderPart(pieces)).toBe('pieces');
    expect(isPriceless(table(pieces))).toBe(true);
    expect(orderPart({ orderNumber: 0, productCode: 1 })).toBe('lines');
    expect(isPriceless(table({ orderNumber: 0, productCode: 1 }))).toBe(true);
    expect(isPriceless(table(lines))).toBe(false);
    expect(isPriceless(table(heads))).toBe(false);
    expect(orderPart({ orderNumber: 0, productCode: 1, refundStatus: 2 })).toBeNull();
    expect(orderPart({ orderNumber: 0, productCode: 1, amountPaid: 2 })).toBeNull();
  });

  it('is a piece only where nothing else is told', () => {
    const pieces = { ...heads, productCode: 2 };
    expect(tellsOnlyPieces(pieces, ['order_id', 'date', 'item_id'])).toBe(true);
    expect(tellsOnlyPieces(pieces, ['order_id', 'date', 'item_id', 'rating'])).toBe(false);
    expect(tellsOnlyPieces({ ...pieces, shippedAt: 3 }, ['order_id', 'date', 'item_id', 'shipped'])).toBe(false);
  });

  it('may be dated lines beside heads that name nothing that was sold', () => {
    const dated = { ...lines, placedAt: 3 };
    expect(orderPart(dated)).toBe('whole');
    expect(areDatedLines(dated)).toBe(true);
    expect(areDatedLines({ ...heads, amountPaid: 2 })).toBe(false);
    expect(mayHeadDatedLines({ ...heads, amountPaid: 2 })).toBe(true);
    expect(mayHeadDatedLines(dated)).toBe(false);
    expect(mayHaveDatedLines(table(heads), [table(dated)])).toBe(true);
    expect(mayHaveDatedLines(table(heads), [table(heads)])).toBe(false);
  });

  it('is one of the same orders when most numbers are known', () => {
    expect(areMost(2, 3)).toBe(true);
    expect(areMost(1, 2)).toBe(false);
    expect(areMost(0, 0)).toBe(false);
  });
});
