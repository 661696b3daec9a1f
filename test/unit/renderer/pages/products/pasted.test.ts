import { describe, expect, it } from 'vitest';
import { cellsOf, placePasted } from '../../../../../src-renderer/pages/products/pasted.ts';
import { productRow } from './product-row.ts';

const rows = ['A1', 'B2', 'C3'].map((code, index) => productRow({ id: index + 1, code }));
const place = (text: string, from: Parameters<typeof placePasted>[2]) => placePasted(rows, cellsOf(text), from);

describe('what a spreadsheet puts on the clipboard', () => {
  it.each([
    ['12\r\n13\r\n', [['12'], ['13']]],
    ['12\n\n13', [['12'], [''], ['13']]],
    [
      'A1\t12\nB2\t13',
      [
        ['A1', '12'],
        ['B2', '13'],
      ],
    ],
    ['"two\nlines"\t"say ""hi"""\n3', [['two\nlines', 'say "hi"'], ['3']]],
    ['5" screen\t1', [['5" screen', '1']]],
    ['"open\t1\n2', [['"open', '1'], ['2']]],
  ])('%j is cut into its cells', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });
});

describe('a pasted column', () => {
  it('goes down from the cell it was pasted into', () => {
    const { drafts, left } = place('12\n13.5', { index: 1, field: 'price' });
    expect([...drafts]).toEqual([
      [2, { price: 120_000 }],
      [3, { price: 135_000 }],
    ]);
    expect(left).toBe(0);
  });

  it('leaves rows beside an empty cell as they are, and says how many lines had no row', () => {
    const { drafts, left } = place('12\n\n14\n15\n16', { index: 0, field: 'price' });
    expect([...drafts.keys()]).toEqual([1, 3]);
    expect(left).toBe(2);
  });

  it('goes on to the fields beside it', () => {
    const { drafts } = place('Green tea\t9.90\t+2', { index: 0, field: 'name' });
    expect(drafts.get(rows[0]!.id)).toEqual({ name: 'Green tea', price: 99_000, stock: { delta: 2_000 } });
  });

  it('finds its products by their codes, in any order', () => {
    const { drafts, left } = place('c3\t1\nA1\t2\nZ9\t3', { index: 0, field: 'price' });
    expect([...drafts]).toEqual([
      [3, { price: 10_000 }],
      [1, { price: 20_000 }],
    ]);
    expect(left).toBe(1);
  });

  it('keeps what is good and says of each bad cell what is wrong with it', () => {
    const { drafts, problems } = place('12\nsoon\n14', { index: 0, field: 'price' });
    expect([...drafts.keys()]).toEqual([1, 3]);
    expect([...problems]).toEqual([[2, { field: 'price', text: 'soon', problem: 'notANumber' }]]);
  });
});
