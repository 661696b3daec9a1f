/** Whose turn it is to be listed, and with what. */
import { expect, it } from 'vitest';
import { createPull, type PullStore } from '../../../../src-main/sync/pull/index.ts';
import { FRESH_STREAM } from '../../../../src-main/sync/pull/stream.ts';
import type { OpenShop } from '../../../../src-main/sync/shops/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

const EVERY_SECONDS = 60;

/** Remembers nothing of what was listed. */
const store: PullStore = {
  stream: async () => ({ ...FRESH_STREAM, beganFrom: null, listed: 0 }),
  takeOrders: async () => ({ added: 0, changed: 0 }),
  noteOrders: async () => undefined,
  takeOrder: async () => null,
  unreadDue: async () => [],
  askedAgain: async () => undefined,
  takeListingsAgain: async () => undefined,
  takeListings: async () => false,
};

it('lists a shop that was disconnected and connected again over its new line', async () => {
  const time = createVirtualTime();
  const listed: string[] = [];
  const shopOver = (line: string): OpenShop => {
    const page = async () => {
      listed.push(line);
      return { items: [], unread: [], next: null };
    };
    const capability = { longestWindow: null, overlap: 0, reach: null };
    return {
      row: { id: 7, storeId: 1, platform: 'taobao' },
      platform: { capabilities: { orders: capability, listings: capability }, orders: page, listings: page },
      clock: { now: time.now },
      work: () => ({}),
    } as unknown as OpenShop;
  };
  let shops = [shopOver('old')];
  const pull = createPull({
    shops: () => shops,
    store,
    settings: () => ({ everySeconds: EVERY_SECONDS, fullEveryHours: 24, firstDays: 1 }),
    mayRun: () => true,
    now: time.now,
    later: time.later,
    random: () => 0.5,
    log: { write: () => undefined } as never,
    onChange: () => undefined,
    onData: () => undefined,
    onSignIn: () => undefined,
    onSuccess: () => undefined,
  });
  pull.start();
  await time.advance(1_000);
  expect(new Set(listed)).toEqual(new Set(['old']));
  listed.length = 0;
  shops = [shopOver('new')];
  await time.advance(EVERY_SECONDS * 1_000);
  expect(new Set(listed)).toEqual(new Set(['new']));
  shops = [];
  listed.length = 0;
  await time.advance(EVERY_SECONDS * 2_000);
  expect(listed).toEqual([]);
  await pull.close();
});
