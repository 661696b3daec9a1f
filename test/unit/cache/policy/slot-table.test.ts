import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotFacts } from '../../../../src-main/cache/policy/slot-facts.ts';
import { SlotTable } from '../../../../src-main/cache/policy/slot-table.ts';

describe('the table of slots by hash', () => {
  it('finds exactly what was added and not removed, also where hashes name the same place', () => {
    const hash = fc.oneof(
      fc.nat(20),
      fc.nat(20).map((low) => low * 128),
      fc.integer({ min: 0, max: 0xffffffff }),
    );
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 500 }), (hashes) => {
        const facts = new SlotFacts();
        const table = new SlotTable(facts);
        const model = new Map<number, number>();
        for (const one of hashes) {
          const slot = model.get(one);
          if (slot === undefined) {
            const taken = facts.take(one, 1);
            table.add(taken);
            model.set(one, taken);
          } else {
            table.remove(slot);
            facts.release(slot);
            model.delete(one);
          }
        }
        for (const one of hashes) expect(table.find(one)).toBe(model.get(one) ?? 0);
        expect(table.slots().length).toBe(model.size);
      }),
    );
  });
});
