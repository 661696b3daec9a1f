import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import { createBatcher } from '../../../src-main/resilience/index.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';

function setUp({
  most = 50,
  poison = new Set<number>(),
  partial = new Set<number>(),
  fault = null as AppError | null,
} = {}) {
  const time = createVirtualTime();
  const sent: { readonly key: string; readonly items: readonly number[] }[] = [];
  const batcher = createBatcher<string, number, string>({
    most: () => most,
    lingerMilliseconds: 20,
    later: time.later,
    async send(key, items) {
      sent.push({ key, items });
      await time.sleep(100);
      if (fault) throw fault;
      if (items.some((item) => poison.has(item))) {
        throw new AppError('PLATFORM_REFUSED', { action: 'refuse', details: { unsent: true } });
      }
      return items.map((item) => (partial.has(item) ? new AppError('PLATFORM_REFUSED') : `done ${item}`));
    },
  });
  const addAll = (count: number, key = 'shop/stock') =>
    Promise.allSettled(Array.from({ length: count }, (_, item) => batcher.add(key, item)));
  return { time, sent, batcher, addAll };
}

const failedOf = (outcomes: readonly PromiseSettledResult<string>[]) =>
  outcomes.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []));

describe('a batcher', () => {
  it('makes twenty calls of a thousand items where fifty go at a time', async () => {
    const { time, sent, batcher, addAll } = setUp();
    const outcomes = await time.until(addAll(1_000));
    expect(sent).toHaveLength(20);
    expect(outcomes.map((one) => one.status === 'fulfilled' && one.value)).toEqual(
      Array.from({ length: 1_000 }, (_, item) => `done ${item}`),
    );
    expect(batcher.figures).toEqual({ items: 1_000, calls: 20, saved: 980 });
  });

  it('sends a few after a moment, and never together what is of another key', async () => {
    const { time, sent, batcher } = setUp();
    const all = Promise.all([batcher.add('a', 1), batcher.add('b', 2), batcher.add('a', 3)]);
    await time.advance(19);
    expect(sent).toEqual([]);
    await time.until(all);
    expect(sent).toEqual([
      { key: 'a', items: [1, 3] },
      { key: 'b', items: [2] },
    ]);
  });

  it('lets fail alone what failed of a batch', async () => {
    const { time, addAll } = setUp({ partial: new Set([3, 77]) });
    expect(failedOf(await time.until(addAll(100)))).toEqual([3, 77]);
  });

  it('finds the one item for which a whole batch is turned away', async () => {
    const { time, sent, addAll } = setUp({ poison: new Set([33]) });
    expect(failedOf(await time.until(addAll(50)))).toEqual([33]);
    expect(sent.length).toBeLessThanOrEqual(1 + 2 * 6);
  });

  it('sends nothing again of which nobody knows whether it was carried out', async () => {
    const { time, sent, addAll } = setUp({ fault: new AppError('PLATFORM_UNREACHABLE', { action: 'retry' }) });
    expect(failedOf(await time.until(addAll(50)))).toHaveLength(50);
    expect(sent).toHaveLength(1);
  });
});
