/** A cache in memory for tests: plain parts, a clock that is set by hand, loads that wait to be answered. */
import {
  type CacheOptions,
  chooseBudget,
  createCache,
  createMemory,
  createStamps,
  type Encoding,
  type Family,
  type Loaded,
  type LoadRequest,
} from '../../../../src-main/cache/index.ts';
import { createLog, createTrace } from '../../../../src-main/logging/index.ts';

export const log = createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now });

/** JSON as it is, without compression: what a test can read. */
export function plainEncoding<Value>(): Encoding<Value> {
  return {
    async encode(value) {
      return Buffer.from(JSON.stringify(value));
    },
    decode: (payload) => JSON.parse(Buffer.from(payload).toString()) as Value,
  };
}

export interface Clock {
  now: number;
}

export function cacheOptions(clock: Clock, rest: Partial<CacheOptions> = {}): CacheOptions {
  return {
    memory: createMemory,
    disk: null,
    redis: null,
    stamps: createStamps(),
    budget: chooseBudget(1),
    log,
    now: () => clock.now,
    ticks: () => clock.now,
    later: () => () => undefined,
    random: () => 0.5,
    ...rest,
  };
}

export function openCache(clock: Clock, rest: Partial<CacheOptions> = {}) {
  return createCache(cacheOptions(clock, rest));
}

type Load = (requests: readonly LoadRequest<number>[]) => Promise<readonly Loaded<string>[]>;

/** Items by number; each depends on `item:N` and on `all`. */
export function itemFamily(load: Load, rest: Partial<Family<number, string>> = {}): Family<number, string> {
  return {
    name: 'item',
    level: 'L4',
    key: String,
    tags: (item) => [`item:${item}`, 'all'],
    storeId: (item) => item,
    load,
    encoding: plainEncoding(),
    lifetime: () => ({ ttl: 10_000, jitter: 0, grace: 60_000, beta: 0 }),
    missingTtl: 1_000,
    tiers: ['memory'],
    scope: 'dataset',
    bulk: 100,
    ...rest,
  };
}

/** A source whose loads wait until the test answers them. */
export function heldSource() {
  const waiting: { inputs: number[]; answer: (results: Loaded<string>[]) => void; fail: (error: unknown) => void }[] =
    [];
  return {
    waiting,
    load: (requests: readonly LoadRequest<number>[]) =>
      new Promise<Loaded<string>[]>((answer, fail) => {
        waiting.push({ inputs: requests.map(({ input }) => input), answer, fail });
      }),
  };
}

export const value = (text: string): Loaded<string> => ({ outcome: 'value', value: text });

export const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A cache over a source that counts, answers at once, and can be told to fail. */
export function countedItems(rest: Parameters<typeof itemFamily>[1] = {}) {
  const clock = { now: 1_000_000 };
  const asked: number[][] = [];
  const source = { answer: (item: number): Loaded<string> => value(`item ${item}`) };
  const cache = openCache(clock);
  const items = cache.register(
    itemFamily(async (requests) => {
      asked.push(requests.map(({ input }) => input));
      return requests.map(({ input }) => source.answer(input));
    }, rest),
  );
  return { clock, asked, source, cache, items };
}

/** A cache over a source whose loads wait until the test answers them. */
export function heldItems(rest: Parameters<typeof itemFamily>[1] = {}) {
  const clock = { now: 1_000_000 };
  const source = heldSource();
  const cache = openCache(clock);
  return { clock, source, cache, items: cache.register(itemFamily(source.load, rest)) };
}
