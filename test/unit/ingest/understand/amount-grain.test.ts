import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectRows } from '../../../../src-main/ingest/understand/index.ts';

const HEADINGS = ['order number', 'date', 'sku', 'quantity', 'price', 'cost'];

/** Rows of eight products, each sold one to five at a time. */
function rows(price: (piece: number, quantity: number) => number, cost: (piece: number, quantity: number) => number) {
  return Array.from({ length: 80 }, (_, n) => {
    const quantity = 1 + (n % 5);
    const piece = 3 + (n % 8);
    const text = (amount: number) => amount.toFixed(2);
    return [
      `A${n}`,
      '2025-01-03',
      `P${n % 8}`,
      `${quantity}`,
      text(price(piece, quantity)),
      text(cost(piece, quantity)),
    ];
  });
}

const piecePrice = (piece: number) => piece;
const linePrice = (piece: number, quantity: number) => piece * quantity;
const columnsOf = (body: string[][]) => inspectRows([HEADINGS, ...body]).settings?.columns;

describe('a price or a cost', () => {
  it("is a piece's where it stays the same however many were sold", () => {
    const columns = columnsOf(rows(piecePrice, piecePrice));
    expect(columns).toMatchObject({ unitPrice: 4, unitCost: 5 });
    expect(columns).not.toHaveProperty('lineAmount');
  });

  it("is the line's where it grows with the quantity", () => {
    const columns = columnsOf(rows(linePrice, linePrice));
    expect(columns).toMatchObject({ lineAmount: 4, lineCost: 5 });
    expect(columns).not.toHaveProperty('unitPrice');
  });

  it("is a piece's where several come to no more than the unit's price", () => {
    const headings = ['order number', 'date', 'sku', 'quantity', 'unit price', 'net price'];
    // The products' prices change from day to day, so that the same product says nothing.
    const priced = rows(piecePrice, piecePrice).map((row, n) =>
      row.with(4, `${20 + (n % 7)}`).with(5, `${18 + (n % 7)}`),
    );
    const columns = inspectRows([headings, ...priced]).settings?.columns;
    expect(columns).toMatchObject({ unitPrice: 5 });
    expect(columns).not.toHaveProperty('lineAmount');
  });

  it("is the line's where it rises with the quantity, though not in proportion", () => {
    const columns = columnsOf(rows((piece, quantity) => piece + 2 * quantity, linePrice));
    expect(columns).toMatchObject({ lineAmount: 4 });
    expect(columns).not.toHaveProperty('unitPrice');
  });

  it('is what its heading says where orders of more or less come to the same, and name no product', () => {
    const headings = ['order number', 'date', 'quantity', 'amount'];
    const boxes = Array.from({ length: 60 }, (_, n) => [`A${n}`, '2025-01-03', `${1 + (n % 5)}`, '99.00']);
    expect(inspectRows([headings, ...boxes]).settings?.columns).toMatchObject({ lineAmount: 3 });
  });

  it('is what its heading says where every line is of one piece', () => {
    const single = rows(piecePrice, piecePrice).map((row) => row.with(3, '1'));
    expect(columnsOf(single)).toMatchObject({ unitPrice: 4, lineCost: 5 });
  });

  it('is never judged by a few rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), (count) => {
        expect(columnsOf(rows(linePrice, linePrice).slice(0, count))).toMatchObject({ unitPrice: 4 });
      }),
    );
  });
});

describe('an amount beside a price, where nothing counts pieces', () => {
  const headings = ['order number', 'date', 'sku', 'price', 'amount'];
  const columnsWith = (price: (n: number) => number, amount: (n: number) => number) =>
    inspectRows([
      headings,
      ...Array.from({ length: 60 }, (_, n) => [`A${n}`, '2025-01-03', `P${n}`, `${price(n)}`, `${amount(n)}`]),
    ]).settings?.columns;

  it('counts them where it is 1 most often, and less than the price', () => {
    const columns = columnsWith(
      (n) => 30 + n,
      (n) => (n % 3 === 0 ? 2 : 1),
    );
    expect(columns).toMatchObject({ quantity: 4, unitPrice: 3 });
    expect(columns).not.toHaveProperty('lineAmount');
  });

  it('is money where it is what the price was reduced to, if at all', () => {
    const columns = columnsWith(
      (n) => 30 + n,
      (n) => (n % 4 === 0 ? 25 + n : 30 + n),
    );
    expect(columns).toMatchObject({ lineAmount: 4 });
    expect(columns).not.toHaveProperty('quantity');
  });

  it('is money where the price was always reduced', () => {
    const columns = columnsWith(
      (n) => 30 + n,
      (n) => 25 + n,
    );
    expect(columns).toMatchObject({ lineAmount: 4 });
    expect(columns).not.toHaveProperty('quantity');
  });
});
