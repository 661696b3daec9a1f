import { describe, expect, it } from 'vitest';
import { type ShopStatus, type SyncStatus, shopStatus, syncStatus } from '../../../shared/contract/index.ts';
import { listsStamp, syncSummary } from '../../../src-renderer/components/sync-summary.ts';

const AT = '2026-11-21T07:00:00.000Z';

const shop = (part: Partial<ShopStatus> = {}): ShopStatus => ({
  ...shopStatus.parse({
    shopId: 1,
    platform: 'taobao',
    title: 'Tea',
    storeId: 1,
    state: 'active',
    lastSuccess: AT,
    waiting: 0,
    waitingSince: null,
    parked: 0,
    conflicts: 0,
    unread: 0,
    callsToday: 3,
    callsSaved: 0,
    quota: { limit: null, used: 3, toppedUp: 0, level: 'ok', resetsAt: null },
    progress: null,
    nextTryAt: null,
    problem: null,
  }),
  ...part,
});

const status = (part: Partial<SyncStatus> = {}): SyncStatus => ({
  ...syncStatus.parse({
    connection: 'online',
    since: AT,
    paused: false,
    pausedSince: null,
    waiting: 0,
    waitingSince: null,
    parked: 0,
    conflicts: 0,
    lastSettled: null,
    owner: true,
    shops: [],
    office: {
      state: 'none',
      lastSuccess: null,
      waiting: 0,
      waitingSince: null,
      parked: 0,
      progress: null,
      problem: null,
    },
  }),
  shops: [shop()],
  ...part,
});

const wordOf = (part: Partial<SyncStatus>) => syncSummary(status(part))?.word;

describe('sync in one word', () => {
  it('is nothing where there is nobody to sync with', () => {
    expect(syncSummary(status({ shops: [] }))).toBeNull();
  });

  it('is "in sync" only when nothing speaks against it', () => {
    expect(syncSummary(status())).toEqual({ word: 'synced', count: 0, tone: 'good' });
    expect(wordOf({ waiting: 1 })).toBe('waiting');
    expect(wordOf({ shops: [shop({ state: 'first-sync' })] })).toBe('firstSync');
    expect(wordOf({ shops: [shop({ state: 'resting' })] })).toBe('trouble');
    expect(wordOf({ shops: [shop({ problem: { code: 'PLATFORM_UNREACHABLE', details: {} } })] })).toBe('trouble');
    expect(wordOf({ office: { ...status().office, state: 'unreachable' } })).toBe('trouble');
  });

  it('says what waits while the line is down', () => {
    expect(syncSummary(status({ connection: 'offline', waiting: 3, conflicts: 1 }))).toEqual({
      word: 'offlineWaiting',
      count: 3,
      tone: 'warning',
    });
    expect(wordOf({ connection: 'offline' })).toBe('offline');
    expect(wordOf({ connection: 'captive', waiting: 1 })).toBe('captive');
    expect(wordOf({ connection: 'asleep' })).toBe('asleep');
  });

  it('says that somebody paused it before anything else: then nothing moves by itself', () => {
    expect(wordOf({ paused: true, connection: 'offline' })).toBe('paused');
    expect(syncSummary(status({ paused: true, waiting: 2 }))).toMatchObject({ word: 'pausedWaiting', count: 2 });
  });

  it('counts everything that waits for a person', () => {
    const shops = [
      shop({ state: 'sign-in' }),
      shop({ shopId: 2, problem: { code: 'PULL_WOULD_EMPTY', details: { affected: 9, products: 10 } } }),
    ];
    expect(syncSummary(status({ parked: 1, conflicts: 2, waiting: 3, shops }))).toEqual({
      word: 'attention',
      count: 5,
      tone: 'bad',
    });
  });

  it('does not call a shop that staff paused one in difficulty', () => {
    const paused = shop({ state: 'paused', problem: { code: 'PLATFORM_UNREACHABLE', details: {} } });
    expect(wordOf({ shops: [paused] })).toBe('synced');
  });
});

describe('when lists are asked for again', () => {
  it('is not with each step of a first sync', () => {
    const at = (done: number) =>
      status({
        shops: [shop({ progress: { stage: 'orders', done, total: null, secondsLeft: null }, callsToday: done })],
      });
    expect(listsStamp(at(1))).toBe(listsStamp(at(2)));
  });

  it.each([
    ['something new waits', status({ waiting: 1 })],
    ['a change was saved and sent at once', status({ lastSettled: AT })],
    ['a change was put aside', status({ parked: 1 })],
    ['a conflict was found', status({ conflicts: 1 })],
    ['a shop was listed', status({ shops: [shop({ lastSuccess: '2026-11-21T07:01:00.000Z' })] })],
    ['a shop is in difficulty', status({ shops: [shop({ problem: { code: 'QUOTA_USED_UP', details: {} } })] })],
  ])('is when %s', (_what, next) => {
    expect(listsStamp(next)).not.toBe(listsStamp(status()));
  });
});
