import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TagIndex } from '../../../../src-main/cache/memory/tag-index.ts';

describe('the index of tags', () => {
  it('names a slot of each tag that has one, and forgets tags that have none', () => {
    const step = fc.record({
      slot: fc.integer({ min: 1, max: 40 }),
      tags: fc.uniqueArray(fc.nat(15), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const index = new TagIndex();
        const model = new Map<number, Set<string>>();
        for (const { slot, tags } of steps) {
          if (model.delete(slot)) index.remove(slot);
          const names = tags.map((tag) => `tag:${tag}`);
          index.add(slot, names);
          model.set(slot, new Set(names));
        }
        expect(index.tags).toBe(new Set([...model.values()].flatMap((tags) => [...tags])).size);
        for (let tag = 0; tag <= 15; tag++) {
          const name = `tag:${tag}`;
          for (let slot = index.oneOf(name); slot !== 0; slot = index.oneOf(name)) {
            expect(model.get(slot)?.has(name)).toBe(true);
            index.remove(slot);
            model.delete(slot);
          }
          expect([...model.values()].some((tags) => tags.has(name))).toBe(false);
        }
        expect(index.tags).toBe(0);
      }),
    );
  });
});
