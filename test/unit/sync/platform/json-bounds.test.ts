/** How much of an answer is parsed at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonBounds } from '../../../../src-main/sync/platform/json-bounds.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const limits = { depth: 3, values: 10 };

/** Whether a text passes, in pieces of any length. */
function passes(text: string, piece = 1_000): boolean {
  const { take } = createJsonBounds(limits);
  const all = bytes(text);
  for (let at = 0; at < all.length; at += piece) if (!take(all.subarray(at, at + piece))) return false;
  return true;
}

describe('the bounds of an answer', () => {
  it('let through what is as deep and as much as they say, and nothing beyond', () => {
    expect(passes('[[[]]]')).toBe(true);
    expect(passes('[[[[]]]]')).toBe(false);
    expect(passes(JSON.stringify(new Array(10).fill(1)))).toBe(true);
    expect(passes(JSON.stringify(new Array(11).fill(1)))).toBe(false);
  });

  it('count nothing of what stands in texts, however it is escaped and wherever it is cut', () => {
    const text = JSON.stringify({ note: '[[[[{{{{,,,,,,,,,,,,\\"\\\\', other: '"]]]]"\\' });
    fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), (piece) => passes(text, piece)));
  });

  it('stop a list of nothing but lists within a few thousand bytes', () => {
    const { take } = createJsonBounds();
    expect(take(bytes('['.repeat(1_000)))).toBe(false);
  });

  it('stop ten megabytes of empty lists before they are parsed', () => {
    const { take } = createJsonBounds();
    expect(take(bytes(`[${'[],'.repeat(3_000_000)}[]]`))).toBe(false);
  });

  it('let a page of 100 orders with 100 lines each pass, the largest that is asked for', () => {
    const line = Object.fromEntries(Array.from({ length: 18 }, (_, n) => [`field${n}`, n]));
    const orders = new Array(100).fill({ lines: new Array(100).fill(line) });
    expect(createJsonBounds().take(bytes(JSON.stringify({ orders })))).toBe(true);
  });
});
