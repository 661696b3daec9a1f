import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreId } from '../../../../shared/domain/ids.ts';
import { planSteps } from '../../../../src-main/warmup/plan/plan-steps.ts';
import { rankStores } from '../../../../src-main/warmup/plan/rank-stores.ts';

const DAY = 86_400_000;
const chain = (size: number) =>
  Array.from({ length: size }, (_, i) => ({ id: (i + 1) as StoreId, name: `Store ${i + 1}` }));
const nobody = () => 0;

describe('the order of stores', () => {
  it('has the hottest fifth first, then cold ones, then the rest by heat', () => {
    // Stores 1 to 30 are asked for, the higher the more; 31 to 100 are not.
    const ranked = rankStores(chain(100), (id) => (id <= 30 ? id : 0), 0);
    expect(ranked.slice(0, 20).map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => 30 - i));
    expect(ranked.slice(0, 20).every(({ rank }) => rank === 'hot')).toBe(true);
    const cold = ranked.slice(20, 40);
    expect(cold.every(({ rank, id }) => rank === 'cold' && id > 30)).toBe(true);
    expect(ranked.slice(40, 50).map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => 10 - i));
    expect(ranked.slice(50).every(({ rank, id }) => rank === 'rest' && id > 30)).toBe(true);
  });

  it('keeps the given order while nobody has asked for anything', () => {
    const ids = rankStores(chain(10), nobody, 0).map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('gives every cold store its turn within a few days', () => {
    const early = new Set<number>();
    for (let day = 0; day < 8; day++) {
      const ranked = rankStores(chain(100), (id) => (id <= 20 ? 1 : 0), day * DAY);
      for (const { id, rank } of ranked) if (rank === 'cold') early.add(id);
    }
    expect(early.size).toBe(80);
  });

  it('holds every store exactly once, whatever its heat', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 200 }), fc.nat(), (heat, day) => {
        const stores = chain(heat.length);
        const ranked = rankStores(stores, (id) => heat[id - 1] ?? 0, day * DAY);
        expect(ranked.map(({ id }) => id).sort((a, b) => a - b)).toEqual(stores.map(({ id }) => id));
      }),
    );
  });
});

describe('the order of steps', () => {
  const ranked = rankStores(chain(10), (id) => (id === 7 ? 2 : 0), 0);

  it('begins with the hottest board and the chain, has every board before its other ranges, and those before any details', () => {
    const steps = planSteps(ranked);
    expect(steps.slice(0, 2).map(({ id }) => id)).toEqual(['board:7', 'board:all']);
    expect(steps.slice(0, 11).every(({ stage }) => stage === 'board')).toBe(true);
    expect(steps.slice(11, 22).every(({ stage }) => stage === 'ranges')).toBe(true);
    expect(steps.slice(22, 24).map(({ id }) => id)).toEqual(['details:7', 'details:all']);
    expect(steps).toHaveLength(33);
  });

  it('has no id twice', () => {
    const ids = planSteps(ranked).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of a retry is that of the whole, with the others left out', () => {
    const only = planSteps(ranked, new Set(['all' as const, 3 as StoreId]));
    expect(only.map(({ id }) => id)).toEqual([
      'board:all',
      'board:3',
      'ranges:all',
      'ranges:3',
      'details:all',
      'details:3',
    ]);
  });

  it('of a chain without stores is empty', () => {
    expect(planSteps([])).toEqual([]);
  });
});
