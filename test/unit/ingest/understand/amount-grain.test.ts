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
