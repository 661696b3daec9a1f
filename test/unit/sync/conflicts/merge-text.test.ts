import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from '../../../../src-main/sync/conflicts/merge-text.ts';

describe('putting two edits of a text together', () => {
  it.each([
    ['green tea 100 g', 'Green tea 100 g', 'green tea 250 g', 'Green tea 250 g'],
    ['龙井绿茶 100克', '西湖龙井绿茶 100克', '龙井绿茶 250克', '西湖龙井绿茶 250克'],
    ['one two three four', 'one three four', 'one two three 4', 'one three 4'],
  ])('keeps both where they touch different places: %s', (base, one, other, both) => {
    expect(mergeText(base, one, other)).toBe(both);
    expect(mergeText(base, other, one)).toBe(both);
  });

  it.each([
    ['the same word', 'green tea', 'black tea', 'white tea'],
    ['the same end', 'tea', 'tea new', 'tea sale'],
  ])('leaves the choice to somebody where they touch %s', (_, base, one, other) => {
    expect(mergeText(base, one, other)).toBeNull();
  });

  it('takes the only edit there is, and the same edit once', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, edit) => {
        expect(mergeText(base, edit, base)).toBe(edit);
        expect(mergeText(base, base, edit)).toBe(edit);
        expect(mergeText(base, edit, edit)).toBe(edit);
      }),
    );
  });
});
