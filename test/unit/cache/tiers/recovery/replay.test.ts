import { describe, expect, it } from 'vitest';
import { createMissed } from '../../../../../src-main/cache/tiers/recovery/missed.ts';
import type { MissedWrite, RecoveryStore } from '../../../../../src-main/cache/tiers/recovery/recovery-store.ts';
import { createReplay } from '../../../../../src-main/cache/tiers/recovery/replay.ts';
import { manualTime } from '../manual-time.ts';

const tags = (...names: string[]) => ({
  tags: new Map(names.map((name, at) => [name, at + 1])),
  keys: new Map<string, number>(),
  clears: new Map(),
});
const write = (key: string): MissedWrite => ({
  heard: null,
  entry: {
    key,
    level: 'L2',
    family: 'a',
    tags: [],
    storeId: null,
    stamp: 1,
    bornAt: 0,
    freshUntil: 0,
    goneAt: 0,
    loadMilliseconds: 0,
    version: null,
    missing: false,
    payload: new Uint8Array(),
  },
});

/** A store in memory; the one on disk is tried in the integration tests. */
function storeOf(writes: MissedWrite[]) {
  const missed = createMissed();
  const store: Pick<
    RecoveryStore,
    'invalidations' | 'removeInvalidations' | 'nextWrites' | 'removeWrites' | 'waiting'
  > = {
    invalidations: () => ({ tags: new Map(missed.tags), keys: new Map(missed.keys), clears: new Map(missed.clears) }),
    removeInvalidations: async (delivered) => missed.remove(delivered),
    nextWrites: async (most) => writes.slice(0, most),
    removeWrites: async (delivered) => void writes.splice(0, delivered.length),
    get waiting() {
      return missed.size + writes.length;
    },
  };
  return { missed, store: store as RecoveryStore };
}

function replaying(writes: MissedWrite[] = []) {
  const time = manualTime();
  const { missed, store } = storeOf(writes);
  const delivered: string[] = [];
  const redis = { works: true };
  const replay = createReplay({
    store,
    later: time.later,
    log: { write: () => undefined },
    async invalidate(all) {
      if (!redis.works) throw new Error('away');
      delivered.push(...all.tags.keys());
    },
    async write(some) {
      if (!redis.works) throw new Error('away');
      delivered.push(...some.map(({ entry }) => entry.key));
    },
  });
  return { time, missed, store, delivered, redis, replay };
}

describe('bringing Redis up to date', () => {
  it('takes invalidations at once, and writes when the others have had their time', async () => {
    const { time, missed, delivered, replay, store } = replaying([write('a:1'), write('a:2')]);
    missed.add(tags('t'));
    replay.start();
    await time.pass(0);
    expect(delivered).toEqual(['t']);
    missed.add(tags('u'));
    await time.pass(1_000);
    expect(delivered).toEqual(['t', 'u', 'a:1', 'a:2']);
    expect(store.waiting).toBe(0);
  });

  it('goes on by itself after a failure, and loses nothing', async () => {
    const { time, missed, delivered, redis, replay } = replaying([write('a:1')]);
    missed.add(tags('t'));
    redis.works = false;
    replay.start();
    await time.pass(1_000);
    expect(delivered).toEqual([]);
    redis.works = true;
    await time.pass(2_000);
    expect(delivered).toEqual(['t', 'a:1']);
  });

  it('stops while Redis is away', async () => {
    const { time, delivered, replay } = replaying([write('a:1')]);
    replay.start();
    await time.pass(100);
    replay.stop();
    await time.pass(5_000);
    expect(delivered).toEqual([]);
    replay.start();
    await time.pass(1_000);
    expect(delivered).toEqual(['a:1']);
  });

  it('keeps what came again while the older of it was delivered', () => {
    const missed = createMissed();
    missed.add({ ...tags(), tags: new Map([['t', 5]]) });
    missed.add({ ...tags(), tags: new Map([['t', 3]]) });
    expect(missed.tags.get('t')).toBe(5);
    missed.remove({ ...tags(), tags: new Map([['t', 4]]) });
    expect(missed.size).toBe(1);
    missed.remove({ ...tags(), tags: new Map([['t', 5]]) });
    expect(missed.size).toBe(0);
  });
});
