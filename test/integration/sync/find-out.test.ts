import { describe, expect, it } from 'vitest';
import { findOut } from '../../../src-main/sync/outbox/push/find-out.ts';
import type { TakenItem } from '../../../src-main/sync/outbox/take-task.ts';
import type { Platform } from '../../../src-main/sync/platform/index.ts';
import { pinduoduo } from '../../../src-main/sync/platforms/pinduoduo/index.ts';
import { taobao } from '../../../src-main/sync/platforms/taobao/index.ts';
import type { CreateFakePlatform } from '../../fakes/index.ts';
import { createFakePinduoduo } from '../../fakes/pinduoduo/index.ts';
import { createFakeTaobao } from '../../fakes/taobao/index.ts';
import { type Kit, startKit } from './platform-contract-kit.ts';

const HOUR = 3_600_000;

/** Stock that was said long ago and sent without an answer: three pieces more. */
function sentStock(kit: Kit) {
  const [listing] = kit.fake.shop.listings.values();
  const { listingId, pieces } = listing!;
  const push = { kind: 'stock', changeId: 'c', listingId, delta: 3_000, base: pieces * 1_000 } as const;
  return { push, baseSaidAt: kit.time.now() };
}

async function lookUp(kit: Kit, platform: Platform, { push, baseSaidAt }: ReturnType<typeof sentStock>) {
  const item: TakenItem = { id: 'c', push, lane: 'listing', tries: 1, faults: 0, fresh: false, changes: 1 };
  const [found] = await kit.time.until(findOut(platform, kit.context, [{ item, baseSaidAt }]));
  return found;
}

describe.each<[string, Platform, CreateFakePlatform]>([
  ['pinduoduo', pinduoduo, createFakePinduoduo],
  ['taobao', taobao, createFakeTaobao],
])('stock that was sent to %s two days ago without an answer', (_, platform, createFake) => {
  const start = () => startKit({ platform, createFake });

  it.each([
    [true, 'arrived'],
    [false, 'not-arrived'],
  ] as const)('is found to have acted: %s, whatever was sold since', async (acted, found) => {
    const kit = start();
    const sent = sentStock(kit);
    if (acted) await kit.time.until(platform.push(kit.context, [sent.push]));
    for (let hours = 0; hours < 48; hours += 16) {
      await kit.time.advance(16 * HOUR);
      kit.fake.shop.placeOrder({ lines: [{ listingId: sent.push.listingId, pieces: 1 }] });
    }
    await kit.time.advance(HOUR);
    expect(await lookUp(kit, platform, sent)).toMatchObject({ found });
  });
});
