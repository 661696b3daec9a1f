import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCodec, encodeJson, jsonEncoding } from '../../../../src-main/cache/codec/index.ts';
import { createLoadLane, type OpenedCache, registerAnswers } from '../../../../src-main/cache/index.ts';
import type { AnswerGroup, AnswerResult } from '../../../../src-main/cache/levels/answers-task.ts';
import { cacheOver, createFolder, type Folder } from '../core/disk-cache.ts';

let folder: Folder;
let open: OpenedCache[];
beforeEach(() => {
  folder = createFolder();
  open = [];
});
afterEach(async () => {
  for (const cache of open) await cache.close();
  folder.remove();
});

const question = { stores: [7], from: '2026-11-01', to: '2026-11-07', now: 0, defaultTimeZone: 'UTC' } as const;
const overview = { ...question, products: 10, untilQuarter: null };

/** Families over the cache file, and the trips that their loads make to the reading threads. */
async function answers() {
  const trips: (readonly AnswerGroup[])[] = [];
  const cache = cacheOver(folder);
  const answer = ({ task, requests, plain }: AnswerGroup): AnswerResult[] =>
    requests.map(() => {
      const value = { of: task, rows: Array.from({ length: 200 }, (_, at) => ({ label: `Product ${at}`, units: at })) };
      return { outcome: 'payload', payload: encodeJson(value, plain ? 'none' : undefined), version: '1' };
    });
  const read = async (_task: string, groups: readonly AnswerGroup[]) => {
    trips.push(groups);
    return groups.map(answer);
  };
  const codec = createCodec({ threads: null });
  const families = registerAnswers({
    register: cache.register,
    reader: { read: read as never },
    lane: createLoadLane(() => 1),
    encoding: () => jsonEncoding(codec),
    ordersEncoding: {} as never,
    lifetime: () => ({ ttl: 60_000, jitter: 0, grace: 60_000, beta: 1 }),
    sharesDataSet: false,
  });
  await cache.start();
  open.push(cache);
  const ask = () => Promise.all([families.overview.of([7]).get(overview), families.freshness.get(question)] as const);
  return { trips, cache, families, ask };
}

describe('an overview that nobody has asked for before', () => {
  it('comes with the age of its data in one trip, as it is, and lies packed on disk', async () => {
    const { trips, cache, ask } = await answers();
    const [sums, age] = await ask();
    expect([sums.from, age.from]).toEqual(['load', 'load']);
    expect(trips.map((groups) => groups.map(({ task, plain }) => [task, plain]))).toEqual([
      [
        ['analytics.overview', true],
        ['analytics.freshness', true],
      ],
    ]);
    await cache.settled();
    await cache.close();
    open = [];

    const next = await answers();
    const [again] = await next.ask();
    expect(again).toMatchObject({ from: 'disk', value: sums.value });
    expect(next.trips).toEqual([]);
  });

  it('comes packed when nobody waits for it', async () => {
    const { trips, cache, families } = await answers();
    expect(await families.overview.of([7]).warm([overview])).toEqual(['loaded']);
    expect(trips.map((groups) => groups.map(({ plain }) => plain))).toEqual([[false]]);
    const [level] = (await cache.overview()).levels.filter(({ entries }) => entries > 0);
    expect(level!.storedBytes).toBeLessThan(level!.rawBytes / 2);
  });
});
