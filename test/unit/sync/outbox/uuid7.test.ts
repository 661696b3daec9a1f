import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeed, uuid7 } from '../../../../src-main/sync/outbox/uuid7.ts';
import { seeded } from '../../../virtual-time/index.ts';

const NOW = Date.UTC(2026, 2, 2);

describe('ids of changes', () => {
  it('are UUIDs of version 7 that hold the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.nat(), (now, chance) => {
        const id = uuid7(now, createSeed(seeded(chance)), 0);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(now);
      }),
    );
  });

  it('of one seed are all different, and in order', () => {
    const seed = createSeed(seeded(1));
    const ids = Array.from({ length: 4_000 }, (_, i) => uuid7(NOW, seed, i));
    expect(new Set(ids).size).toBe(4_000);
    expect([...ids].sort()).toEqual(ids);
  });

  it('of two seeds are different', () => {
    expect(uuid7(NOW, createSeed(seeded(1)), 0)).not.toBe(uuid7(NOW, createSeed(seeded(2)), 0));
  });
});
