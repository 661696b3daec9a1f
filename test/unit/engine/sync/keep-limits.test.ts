import { beforeEach, describe, expect, it } from 'vitest';
import { keepLimits } from '../../../../src-main/engine/sync/keep-limits.ts';
import { createLocalBuckets, type LocalBuckets } from '../../../../src-main/resilience/index.ts';
import { createVirtualTime, type VirtualTime } from '../../../virtual-time/index.ts';

const MINUTE = 60_000;
const A = { platform: 'taobao', shop: 'taobao/a' };
const B = { platform: 'taobao', shop: 'taobao/b' };

let time: VirtualTime;
let buckets: LocalBuckets;
let writes: string[][];
let broken: boolean;
let end: () => Promise<void>;

beforeEach(() => {
  time = createVirtualTime();
  buckets = createLocalBuckets({ nominal: () => ({ perSecond: 1, burst: 1 }), now: time.now });
  writes = [];
  broken = false;
  end = keepLimits({
    buckets,
    writer: {
      write: async (_name: string, kept: readonly { readonly shop: string }[]) => {
        if (broken) throw new Error('disk full');
        writes.push(kept.map(({ shop }) => shop));
      },
    } as never,
    later: time.later,
    log: { warn: () => undefined } as never,
  });
});

const call = (scope: typeof A) =>
  buckets.change(scope, (state) => {
    state.level -= 1;
  });

describe('keeping limits', () => {
  it('writes those that have changed, once a minute', async () => {
    await call(A);
    await call(B);
    await time.advance(MINUTE);
    await call(B);
    await time.advance(MINUTE);
    await time.advance(60 * MINUTE);
    expect(writes).toEqual([[A.shop, B.shop], [B.shop]]);
  });

  it('writes again what could not be written', async () => {
    await call(A);
    broken = true;
    await time.advance(MINUTE);
    broken = false;
    await time.advance(MINUTE);
    expect(writes).toEqual([[A.shop]]);
  });

  it('writes once more at the end, and nothing afterwards', async () => {
    await call(A);
    await end();
    await call(A);
    await time.advance(10 * MINUTE);
    expect(writes).toEqual([[A.shop]]);
  });
});
