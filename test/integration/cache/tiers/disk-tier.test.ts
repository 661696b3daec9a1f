import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCodec, encodeJson } from '../../../../src-main/cache/codec/index.ts';
import { until } from '../../../waiting/index.ts';
import { type DiskFixture, diskFixture, entryOf, MINUTE, requestOf, textOf } from './disk-fixture.ts';

let fixture: DiskFixture;
beforeEach(() => {
  fixture = diskFixture();
});
afterEach(() => fixture.remove());

describe('the disk tier', () => {
  it('gives an entry with all its facts, on this thread and in a batch', async () => {
    const { disk } = await fixture.start();
    const entries = [
      entryOf('a:1', 1, { tags: ['store:1', 'stores'], storeId: 1, version: 'v7', level: 'L4' }),
      entryOf('a:2', 2, { payload: new Uint8Array(), missing: true }),
    ];
    await disk.writeMany(entries, null);
    const one = disk.readOne(requestOf(entries[0]!));
    expect({ ...one, payload: textOf(one) }).toEqual({ ...entries[0], payload: 'payload of a:1 at 1' });
    const { entries: many, lease } = await disk.readMany([...entries, entryOf('a:3', 3)].map(requestOf));
    expect(many.map((entry) => entry?.key ?? null)).toEqual(['a:1', 'a:2', null]);
    expect(many[1]).toMatchObject({ missing: true, payload: { length: 0 } });
    expect(lease).toBeNull();
    expect(disk.statistics()).toMatchObject({ state: 'ready', entries: 2, hits: 3, misses: 1, waiting: 0 });
  });

  it('packs what was left as it is, so that nobody had to wait for that, and gives it packed', async () => {
    const { disk } = await fixture.start();
    const value = { products: Array.from({ length: 100 }, (_, at) => ({ label: `Product ${at}`, units: at })) };
    const entry = entryOf('a:1', 1, { payload: encodeJson(value, 'none') });
    await disk.writeMany([entry], null);
    const found = disk.readOne(requestOf(entry))!;
    expect(found.payload.length).toBeLessThan(entry.payload.length / 2);
    expect(await createCodec({ threads: null }).decodeJson(found.payload)).toEqual(value);
    expect(disk.statistics().bytes).toBeLessThan(entry.payload.length);
  });

  it('tells how fast it is by reads of one row, not by how long a batch takes', async () => {
    const { disk } = await fixture.start();
    const entries = Array.from({ length: 40 }, (_, at) => entryOf(`a:${at}`, at + 1));
    await disk.writeMany(entries, null);
    await disk.readMany(entries.map(requestOf));
    expect(disk.statistics()).toMatchObject({ hits: 40, readP50: null, readP99: null });
    disk.readOne(requestOf(entries[0]!));
    expect(disk.statistics().readP99).not.toBeNull();
  });

  it('keeps entries, invalidations, heat, marks and history over a restart, and never a stamp twice', async () => {
    const first = await fixture.start();
    expect(first.firstStamp).toBe(1);
    const { disk } = first;
    await disk.writeMany([entryOf('a:1', 1, { tags: ['t'] }), entryOf('a:2', 2, { tags: ['u'] })], null);
    await disk.invalidate(['t'], 3);
    await disk.deleteMany(['a:9'], 4);
    await disk.saveHeat(Uint8Array.of(1, 2, 3));
    await disk.saveMark('applied', 'up to 41');
    await disk.appendHistory(Date.now() - 31 * 24 * 60 * MINUTE, { of: 'last month' });
    const at = Date.now();
    await disk.appendHistory(at, { hits: 7 });
    const identity = await disk.recovery.identity();
    await disk.close();

    const second = await fixture.start();
    expect(second.firstStamp).toBe(5);
    expect(second.disk.readOne({ key: 'a:1', tags: ['t'] })).toBeNull();
    expect(second.disk.examine({ key: 'a:1', tags: ['t'] }).absence).toBe('invalidated');
    expect(textOf(second.disk.readOne({ key: 'a:2', tags: ['u'] }))).toBe('payload of a:2 at 2');
    expect(await second.disk.loadHeat()).toEqual(Uint8Array.of(1, 2, 3));
    expect(await second.disk.loadMark('applied')).toBe('up to 41');
    expect(await second.disk.loadMark('unknown')).toBeNull();
    expect(await second.disk.history(0)).toEqual([{ at, point: { hits: 7 } }]);
    expect(await second.disk.recovery.identity()).toBe(identity);
  });

  it('declares invalid at once, before the file knows', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 1, { tags: ['t'] }), entryOf('a:2', 2)], null);
    const written = disk.invalidate(['t'], 3);
    expect(disk.readOne({ key: 'a:1', tags: ['t'] })).toBeNull();
    await written;
    const deleted = disk.deleteMany(['a:2'], 4);
    expect(disk.readOne({ key: 'a:2', tags: [] })).toBeNull();
    await deleted;
    // What was loaded before the invalidation is not taken any more; what was loaded after it is.
    await disk.writeMany([entryOf('a:1', 2, { tags: ['t'] }), entryOf('a:2', 3)], null);
    expect(disk.readOne({ key: 'a:1', tags: ['t'] })).toBeNull();
    expect(disk.readOne({ key: 'a:2', tags: [] })).toBeNull();
    await disk.writeMany([entryOf('a:1', 5, { tags: ['t'] }), entryOf('a:2', 6)], null);
    expect(textOf(disk.readOne({ key: 'a:1', tags: ['t'] }))).toBe('payload of a:1 at 5');
    expect(textOf(disk.readOne({ key: 'a:2', tags: [] }))).toBe('payload of a:2 at 6');
  });

  it('clears one level and leaves the others', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 1, { level: 'L1' }), entryOf('a:2', 2, { level: 'L4' })], null);
    await disk.clear('L1', 3);
    expect(disk.readOne({ key: 'a:1', tags: [] })).toBeNull();
    expect(disk.readOne({ key: 'a:2', tags: [] })).not.toBeNull();
    await disk.clear(null, 4);
    expect(disk.readOne({ key: 'a:2', tags: [] })).toBeNull();
    await disk.close();
    const again = await fixture.start();
    expect(again.disk.readOne({ key: 'a:1', tags: [] })).toBeNull();
    expect(again.disk.readOne({ key: 'a:2', tags: [] })).toBeNull();
  });

  it('lets the newer of two writes win, whichever comes first', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 5)], null);
    await disk.writeMany([entryOf('a:1', 4)], null);
    expect(textOf(disk.readOne({ key: 'a:1', tags: [] }))).toBe('payload of a:1 at 5');
  });

  it('does not give what is past its grace, and frees it', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 1, { goneAt: Date.now() - 1 }), entryOf('a:2', 2)], null);
    expect(disk.examine({ key: 'a:1', tags: [] }).absence).toBe('expired');
    await disk.close();
  });

  it('drops the least wanted when it is over its bound', async () => {
    const payload = Buffer.alloc(10_000);
    let at = Date.now();
    const { disk } = await fixture.start(500_000, () => at);
    const keys = Array.from({ length: 40 }, (_, index) => `a:${index}`);
    await disk.writeMany(
      keys.map((key, index) => entryOf(key, index + 1, { payload })),
      null,
    );
    at += 5;
    await disk.want(keys.slice(0, 10));
    at += 5;
    await disk.writeMany(keys.map((key, index) => entryOf(`b${key}`, index + 100, { payload })).slice(0, 30), null);
    await until(() => disk.statistics().bytes <= 500_000, 'the bound holds');
    const kept = keys.filter((key) => disk.readOne({ key, tags: [] }) !== null);
    expect(kept.slice(0, 10)).toEqual(keys.slice(0, 10));
    expect(kept.length).toBeLessThan(40);
    expect(disk.readOne({ key: 'ba:29', tags: [] })).not.toBeNull();
  });
});

describe('what waits for Redis', () => {
  const NOTHING = { tags: new Map<string, number>(), keys: new Map<string, number>(), clears: new Map() };

  it('is there again after a restart, the newest of a key or tag alone, without what was overtaken since', async () => {
    const { disk } = await fixture.start();
    const { recovery } = disk;
    const heard = { run: 'r', sequence: 4 };
    await recovery.addWrites([{ entry: entryOf('a:1', 1), heard }]);
    await recovery.addWrites([
      { entry: entryOf('a:1', 3, { payload: Buffer.from('newest') }), heard: null },
      { entry: entryOf('a:2', 2, { tags: ['t'] }), heard },
      { entry: entryOf('a:3', 4, { tags: ['u'] }), heard },
    ]);
    await recovery.addWrites([{ entry: entryOf('a:1', 2), heard }]);
    await recovery.addInvalidations({ ...NOTHING, tags: new Map([['t', 5]]), keys: new Map([['a:9', 6]]) });
    await recovery.addInvalidations({ ...NOTHING, tags: new Map([['t', 7]]), clears: new Map([['L1', 8]]) });
    await disk.invalidate(['t'], 7);
    expect(recovery.waiting).toBe(6);
    await disk.close();

    const again = (await fixture.start()).disk.recovery;
    expect(again.waiting).toBe(6);
    expect(again.invalidations()).toEqual({
      tags: new Map([['t', 7]]),
      keys: new Map([['a:9', 6]]),
      clears: new Map([['L1', 8]]),
    });
    expect(again.covers({ key: 'b:1', tags: [] })).toBe(true);
    const writes = await again.nextWrites(10);
    expect(writes.map(({ entry, heard: of }) => [entry.key, textOf(entry), of]).sort()).toEqual([
      ['a:1', 'newest', null],
      ['a:3', 'payload of a:3 at 4', heard],
    ]);
    await again.removeWrites(writes);
    await again.removeInvalidations({ ...NOTHING, tags: new Map([['t', 6]]), keys: new Map([['a:9', 6]]) });
    await until(async () => (await again.nextWrites(10)).length === 0, 'the writes have left');
    expect(again.invalidations().tags).toEqual(new Map([['t', 7]]));
    expect(again.invalidations().keys.size).toBe(0);
  });

  it('becomes one clear when there are too many invalidations, and none of them is lost', async () => {
    const { disk } = await fixture.start();
    const tags = new Map(Array.from({ length: 50_001 }, (_, at) => [`t/${at}`, at + 1] as const));
    await disk.recovery.addInvalidations({ ...NOTHING, tags });
    expect(disk.recovery.invalidations()).toEqual({ ...NOTHING, clears: new Map([[null, 50_001]]) });
    await disk.close();
    const again = await fixture.start();
    expect(again.disk.recovery.invalidations()).toEqual({ ...NOTHING, clears: new Map([[null, 50_001]]) });
  });

  it('is bounded: what is gone soonest leaves first', async () => {
    const { disk } = await fixture.start();
    const payload = Buffer.alloc(1 << 20);
    for (let at = 0; at < 100; at++) {
      const goneAt = Date.now() + 60 * MINUTE - at * 1_000;
      await disk.recovery.addWrites([{ entry: entryOf(`a:${at}`, at + 1, { payload, goneAt }), heard: null }]);
    }
    // 64 MB, and what came since the last look.
    await until(() => disk.recovery.waiting <= 82, 'it is within its bound');
    const kept = new Set<string>();
    for (let writes = await disk.recovery.nextWrites(100); writes.length > 0; ) {
      for (const { entry } of writes) kept.add(entry.key);
      await disk.recovery.removeWrites(writes);
      writes = await disk.recovery.nextWrites(100);
    }
    for (let at = 0; at < 50; at++) expect(kept).toContain(`a:${at}`);
  });
});
