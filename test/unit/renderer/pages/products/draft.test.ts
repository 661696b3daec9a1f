import { describe, expect, it } from 'vitest';
import { editOf, readField, withDraft, writeField } from '../../../../../src-renderer/pages/products/draft.ts';
import { withChanges } from '../../../../../src-renderer/pages/products/use-many.ts';
import { productRow } from './product-row.ts';

describe('a draft of a product', () => {
  it('is sent as what changes alone', () => {
    const draft = { name: 'Green tea', price: 100_000, stock: { delta: 2_000 } };
    expect(editOf(productRow(), draft)).toEqual({ productId: 1, name: 'Green tea', stockDelta: 2_000 });
  });

  it('sends a count as a count, so that the difference is taken when it is saved', () => {
    expect(editOf(productRow(), { stock: { counted: 8_000 } })).toEqual({ productId: 1, stockCounted: 8_000 });
    expect(editOf(productRow({ stock: null }), { stock: { counted: 0 } })).toEqual({ productId: 1, stockCounted: 0 });
  });

  it('is nothing to send when it says what is there already', () => {
    expect(editOf(productRow(), { price: 100_000, stock: { counted: 5_000 } })).toBeNull();
    expect(editOf(productRow(), { stock: { delta: 0 } })).toBeNull();
  });

  it('shows the stock as it will be, counted from nothing where none is known', () => {
    expect(withDraft(productRow(), { stock: { delta: -7_000 } }).stock).toBe(-2_000);
    expect(withDraft(productRow({ stock: null }), { stock: { delta: 3_000 } }).stock).toBe(3_000);
  });

  it.each([
    ['price', 125_000, '12.50'],
    ['price', 125_010, '12.501'],
    ['price', 1, '0.0001'],
    ['stock', 1_500, '1.5'],
    ['stock', null, ''],
  ] as const)('offers a %s of %s for editing as %j', (field, value, text) => {
    expect(writeField(field, productRow({ [field]: value }))).toBe(text);
  });

  it('takes no empty name', () => {
    expect(readField('name', '  ')).toEqual({ problem: 'empty' });
    expect(readField('name', ' Tea ')).toEqual({ value: { name: 'Tea' } });
  });
});

describe('many drafts', () => {
  const row = productRow();

  it('of one product become one', () => {
    const edited = withChanges(withChanges(new Map(), [{ row, draft: { price: 90_000 } }]), [
      { row, draft: { name: 'Green tea' } },
    ]);
    expect([...edited.values()].map(({ draft }) => draft)).toEqual([{ price: 90_000, name: 'Green tea' }]);
  });

  it('are no change any more when the recorded value is typed again', () => {
    const edited = withChanges(new Map(), [{ row, draft: { price: 90_000 } }]);
    expect(withChanges(edited, [{ row, draft: { price: 100_000 } }]).size).toBe(0);
  });
});
