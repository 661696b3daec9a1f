/** What is written together, and what becomes of the rest when a writing fails. */
import { describe, expect, it } from 'vitest';
import { gatherPages } from '../../../../src-main/sync/pull/gather-pages.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

interface NumberedPage {
  readonly id: number;
  readonly orders: readonly unknown[];
}

const page = (id: number, orders = 2): NumberedPage => ({ id, orders: new Array(orders).fill({}) });

/** Writings that end when they are told to. */
function writings(mostOrders: number) {
  const time = createVirtualTime();
  const begun: { readonly pages: number[]; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const write = (pages: readonly NumberedPage[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    begun.push({ pages: pages.map(({ id }) => id), end: resolve, fail: reject });
    return promise;
  };
  return { time, begun, gathered: gatherPages({ write, later: time.later, mostOrders }) };
}

const written = ({ begun }: ReturnType<typeof writings>) => begun.map(({ pages }) => pages);

describe('gathered pages', () => {
  it('are written together with what comes within a moment, in its order', async () => {
    const world = writings(10);
    const { time, gathered } = world;
    await gathered.add(page(1));
    await time.advance(90);
    await gathered.add(page(2));
    expect(written(world)).toEqual([]);
    await time.advance(10);
    expect(written(world)).toEqual([[1, 2]]);
  });

  it('are written together with what comes while others are being written', async () => {
    const world = writings(10);
    const { time, gathered, begun } = world;
    await gathered.add(page(1));
    await time.advance(100);
    await gathered.add(page(2));
    await gathered.add(page(3));
    await time.advance(1_000);
    expect(written(world)).toEqual([[1]]);
    begun[0]!.end();
    await time.advance(100);
    expect(written(world)).toEqual([[1], [2, 3]]);
  });

  it('do not wait for others once as many have come as are written at once, nor at the end', async () => {
    const world = writings(4);
    const { time, gathered, begun } = world;
    await gathered.add(page(1));
    const added = gathered.add(page(2));
    await time.advance(0);
    expect(written(world)).toEqual([[1, 2]]);
    begun[0]!.end();
    await added;
    await gathered.add(page(3));
    const ended = gathered.end();
    expect(written(world)).toEqual([[1, 2], [3]]);
    begun[1]!.end();
    await ended;
  });

  it('keep whoever lists waiting while as much waits as is written at once', async () => {
    const world = writings(4);
    const { time, gathered, begun } = world;
    await gathered.add(page(1));
    await time.advance(100);
    await gathered.add(page(2));
    let room = false;
    void gathered.add(page(3)).then(() => {
      room = true;
    });
    await time.advance(1_000);
    expect(room).toBe(false);
    begun[0]!.end();
    await time.advance(0);
    expect(room).toBe(true);
    expect(written(world)).toEqual([[1], [2, 3]]);
  });

  it('are written alone when one holds more than is written at once', async () => {
    const world = writings(4);
    const { time, gathered, begun } = world;
    await gathered.add(page(1));
    const room = [gathered.add(page(2, 9)), gathered.add(page(3))];
    for (let n = 0; n < 3; n++) {
      await time.advance(100);
      begun[n]!.end();
    }
    await Promise.all([...room, gathered.end()]);
    expect(written(world)).toEqual([[1], [2], [3]]);
  });

  it('end with what a writing failed with, and nothing that follows on it is written', async () => {
    const world = writings(10);
    const { time, gathered, begun } = world;
    await gathered.add(page(1));
    await time.advance(100);
    await gathered.add(page(2));
    begun[0]!.fail(new Error('disk'));
    await expect(gathered.end()).rejects.toThrow('disk');
    await expect(gathered.add(page(3))).rejects.toThrow('disk');
    await time.advance(1_000);
    expect(written(world)).toEqual([[1]]);
  });
});
