/** What is written together, and what becomes of the rest when a writing fails. */
import { describe, expect, it } from 'vitest';
import { gatherPages } from '../../../../src-main/sync/pull/gather-pages.ts';
import type { OrderPage } from '../../../../src-main/sync/pull/tasks.ts';

const page = (listed: number, orders = 2) =>
  ({ orders: new Array(orders).fill({}), reached: { listed }, saidAt: listed }) as unknown as OrderPage;

/** Writings that end when they are told to. */
function writings() {
  const begun: { readonly pages: number[]; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const write = (pages: readonly OrderPage[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    begun.push({ pages: pages.map(({ saidAt }) => saidAt), end: resolve, fail: reject });
    return promise;
  };
  return { begun, write };
}

const written = ({ begun }: ReturnType<typeof writings>) => begun.map(({ pages }) => pages);
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('gathered pages', () => {
  it('are written one alone at first, then together what came meanwhile, in its order', async () => {
    const world = writings();
    const { add, end } = gatherPages({ write: world.write, mostOrders: 10 });
    await add(page(1));
    await add(page(2));
    await add(page(3));
    expect(written(world)).toEqual([[1]]);
    world.begun[0]!.end();
    await settle();
    expect(written(world)).toEqual([[1], [2, 3]]);
    world.begun[1]!.end();
    await end();
  });

  it('keep whoever lists waiting while as much waits as is written at once', async () => {
    const world = writings();
    const { add } = gatherPages({ write: world.write, mostOrders: 4 });
    await add(page(1));
    await add(page(2));
    await add(page(3));
    let room = false;
    void add(page(4)).then(() => {
      room = true;
    });
    await settle();
    expect(room).toBe(false);
    world.begun[0]!.end();
    await settle();
    expect(room).toBe(true);
    expect(written(world)).toEqual([[1], [2, 3]]);
  });

  it('are written alone when one holds more than is written at once', async () => {
    const world = writings();
    const { add, end } = gatherPages({ write: world.write, mostOrders: 4 });
    await add(page(1));
    const room = [add(page(2, 9)), add(page(3))];
    world.begun[0]!.end();
    await settle();
    world.begun[1]!.end();
    await settle();
    world.begun[2]!.end();
    await Promise.all([...room, end()]);
    expect(written(world)).toEqual([[1], [2], [3]]);
  });

  it('end with what a writing failed with, and nothing that follows on it is written', async () => {
    const world = writings();
    const { add, end } = gatherPages({ write: world.write, mostOrders: 10 });
    await add(page(1));
    await add(page(2));
    world.begun[0]!.fail(new Error('disk'));
    await expect(end()).rejects.toThrow('disk');
    await expect(add(page(3))).rejects.toThrow('disk');
    expect(written(world)).toEqual([[1]]);
  });
});
