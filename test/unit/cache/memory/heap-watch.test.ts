import { describe, expect, it } from 'vitest';
import { createHeapWatch } from '../../../../src-main/cache/memory/index.ts';

describe('the watch over the heap', () => {
  function watched() {
    const heap = { used: 0, now: 0, shed: [] as number[] };
    const watch = createHeapWatch({
      memory: {
        shed(bytes) {
          heap.shed.push(bytes);
          return bytes;
        },
      },
      figures: () => ({ used: heap.used, limit: 1_000 }),
      elapsed: () => heap.now,
    });
    return { heap, watch };
  }

  it('leaves the memory alone while the heap has room', () => {
    const { heap, watch } = watched();
    heap.used = 849;
    expect(watch.check()).toBe(0);
    expect(heap.shed).toEqual([]);
  });

  it('sheds what is above three quarters of the limit, once until the collector has been there', () => {
    const { heap, watch } = watched();
    heap.used = 900;
    expect(watch.check()).toBe(150);
    heap.now = 5_000;
    expect(watch.check()).toBe(0);
    heap.now = 31_000;
    expect(watch.check()).toBe(150);
  });

  it('sheds at once again when the heap had room in between', () => {
    const { heap, watch } = watched();
    heap.used = 900;
    watch.check();
    heap.used = 700;
    watch.check();
    heap.used = 860;
    expect(watch.check()).toBe(110);
  });
});
