import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dictionary } from '../../../../src-main/ingest/write/dictionary.ts';
import { createNameFinder, type NamedColumns } from '../../../../src-main/ingest/write/name-finder.ts';

type Combination = readonly [store: number, storeName: number, platform: number, channel: number, currency: number];

function columnsOf(combinations: readonly Combination[]): NamedColumns {
  const column = (i: number) => Int32Array.from(combinations, (one) => one[i]!);
  return { store: column(0), storeName: column(1), platform: column(2), channel: column(3), currency: column(4) };
}

/** A dictionary whose answers say what they were asked for, and which counts how often a store was. */
function createEcho() {
  let asked = 0;
  const dictionary = {
    store(index: number, nameIndex: number, timeZone: string | undefined) {
      asked++;
      return { id: index, name: String(nameIndex), time_zone: timeZone };
    },
    keySeed: (platform: number, store: number) => ({ seed: platform * 1e6 + store, asInFile: true }),
    platformId: (platform: number) => platform,
    channelId: (channel: number, platform: number) => channel * 1e6 + platform,
    currencyId: (currency: number) => currency,
  } as unknown as Dictionary;
  return { dictionary, asked: () => asked };
}

const index = fc.integer({ min: -1, max: 40 });
const combination = fc.tuple(fc.nat(3_000), index, index, index, index);

describe('the names of orders', () => {
  it('are those that the dictionary gives, however many combinations share a place', () => {
    fc.assert(
      fc.property(fc.array(combination, { maxLength: 300 }), (few) => {
        const { dictionary } = createEcho();
        // Each comes again behind all others.
        const all = [...few, ...few];
        const names = createNameFinder(dictionary)(columnsOf(all), undefined);
        for (const [o, [store, storeName, platform, channel, currency]] of all.entries()) {
          expect(names(o)).toEqual({
            store: { id: store, name: String(storeName), time_zone: undefined },
            seed: { seed: platform * 1e6 + store, asInFile: true },
            platformId: platform,
            channelId: channel * 1e6 + platform,
            currencyId: currency,
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are looked up once where a file has few of them, also those that differ in one column alone', () => {
    const { dictionary, asked } = createEcho();
    const few: Combination[] = [
      [1, 2, 3, 4, 5],
      [9, 2, 3, 4, 5],
      [1, 9, 3, 4, 5],
      [1, 2, 9, 4, 5],
      [1, 2, 3, 9, 5],
      [1, 2, 3, 4, 9],
    ];
    const batch = columnsOf([...few, ...few, ...few]);
    const finder = createNameFinder(dictionary);
    for (const zone of [undefined, 'Asia/Tokyo']) for (let o = 0; o < 18; o++) finder(batch, zone)(o);
    expect(asked()).toBe(few.length);
  });

  it('make a store that is new in the zone of the file that it is first met in', () => {
    const { dictionary } = createEcho();
    const finder = createNameFinder(dictionary);
    expect(finder(columnsOf([[1, 2, 3, 4, 5]]), 'Asia/Tokyo')(0).store.time_zone).toBe('Asia/Tokyo');
    expect(finder(columnsOf([[6, 2, 3, 4, 5]]), 'Asia/Seoul')(0).store.time_zone).toBe('Asia/Seoul');
  });
});
