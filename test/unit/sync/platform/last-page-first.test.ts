import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inclusiveSeconds, readLastPageFirst, type SaidPage } from '../../../../src-main/sync/platform/index.ts';

const SIZE = 3;

/** A list that is sorted by time of change, the newest first. */
function listOf(items: string[]) {
  const asked: number[] = [];
  const read = async (page: number) => {
    asked.push(page);
    return { items: items.slice((page - 1) * SIZE, page * SIZE), total: items.length };
  };
  return { asked, read };
}

describe('a list that is read from its last page', () => {
  it('is one call where it has one page', async () => {
    const { asked, read } = listOf(['a', 'b']);
    expect(await readLastPageFirst(null, SIZE, read)).toEqual({ items: ['a', 'b'], next: null });
    expect(await readLastPageFirst(null, SIZE, listOf([]).read)).toEqual({ items: [], next: null });
    expect(asked).toEqual([1]);
  });

  it('goes from the last page to the first, and its cursor says so', async () => {
    const { asked, read } = listOf(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const cursors: (string | null)[] = [];
    const items: string[] = [];
    let cursor: string | null = null;
    do {
      const page: SaidPage<string> = await readLastPageFirst(cursor, SIZE, read);
      items.push(...page.items);
      cursors.push(page.next);
      cursor = page.next;
    } while (cursor !== null);
    expect(items).toEqual(['g', 'd', 'e', 'f', 'a', 'b', 'c']);
    expect(cursors).toEqual(['back:2', 'back:1', null]);
    // The first page is asked for its count, and read again at the end.
    expect(asked).toEqual([1, 3, 2, 1]);
  });

  it('begins anew with a cursor that it cannot read', async () => {
    const { read } = listOf(['a', 'b', 'c', 'd']);
    expect(await readLastPageFirst('page=2', SIZE, read)).toEqual({ items: ['d'], next: 'back:1' });
  });

  it('misses nothing, whatever changes meanwhile and so moves to the front', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (count, changes) => {
          const items = Array.from({ length: count }, (_, n) => `item ${n}`);
          const seen = new Set<string>();
          const left = [...changes];
          const { read } = listOf(items);
          let cursor: string | null = null;
          do {
            const page: SaidPage<string> = await readLastPageFirst(cursor, SIZE, read);
            for (const item of page.items) seen.add(item);
            cursor = page.next;
            // One changes: it leaves the window, and those behind it move up.
            const change = left.shift();
            if (change !== undefined && items.length > 0) seen.add(items.splice(change % items.length, 1)[0]!);
          } while (cursor !== null);
          expect(seen.size).toBe(count);
        },
      ),
    );
  });
});

describe('windows in whole seconds', () => {
  it('meet every second once where they follow one another', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2_000, max: 90_000 }), { minLength: 1, maxLength: 8 }), (lengths) => {
        const seconds: number[] = [];
        let from = 1_700_000_000_123;
        for (const length of lengths) {
          const { first, last } = inclusiveSeconds({ from, to: from + length });
          for (let at = first; at <= last; at += 1_000) seconds.push(at);
          from += length;
        }
        const missed = seconds.filter((at, place) => place > 0 && at > seconds[place - 1]! + 1_000);
        expect(missed).toEqual([]);
        // A second that two windows share is met in both: what changed in it may have come to either.
        const doubled = seconds.length - new Set(seconds).size;
        expect(doubled).toBeLessThan(lengths.length);
      }),
    );
    expect(inclusiveSeconds({ from: 10_000, to: 20_000 })).toEqual({ first: 10_000, last: 19_000 });
    expect(inclusiveSeconds({ from: 20_000, to: 30_000 })).toEqual({ first: 20_000, last: 29_000 });
  });

  it('are never empty', () => {
    expect(inclusiveSeconds({ from: 10_000, to: 10_001 })).toEqual({ first: 10_000, last: 11_000 });
  });
});
