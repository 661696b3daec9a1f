/** The elements of which synthetic traces are made: each gives a number of requests for keys from a base on. */
import { zipf } from './random.ts';

export type Random = () => number;

const whole = (random: Random, below: number) => Math.floor(random() * below);

/** Popularity alone: rank by rank, with no order in time. */
export function* popular(count: number, keys: number, alpha: number, random: Random, base = 0): Generator<number> {
  const draw = zipf(keys, alpha, random);
  for (let request = 0; request < count; request++) yield base + draw();
}

/** Round and round through the same keys. */
export function* looping(count: number, keys: number, base = 0): Generator<number> {
  for (let request = 0; request < count; request++) yield base + (request % keys);
}

/** Ever new keys, each asked for a few times within a short while, then never again. */
export function* passing(count: number, uses: number, within: number, random: Random, base = 0): Generator<number> {
  for (let request = 0; request < count; request++) {
    const newest = base + Math.floor(request / uses);
    yield Math.max(base, newest - Math.floor(within * random() ** 3));
  }
}

/** A stack of keys asked for by their depth: near ones far more often (the model behind LRU), now and then a new key. */
export function* recent(
  count: number,
  keys: number,
  alpha: number,
  fresh: number,
  random: Random,
  base = 0,
): Generator<number> {
  const draw = zipf(keys, alpha, random);
  const stack: number[] = [];
  let unused = base;
  for (let request = 0; request < count; request++) {
    const depth = draw();
    const key = random() < fresh || depth >= stack.length ? unused++ : stack.splice(stack.length - 1 - depth, 1)[0]!;
    stack.push(key);
    if (stack.length > keys) stack.shift();
    yield key;
  }
}

/** Popularity that is given anew from time to time. */
export function* shifting(
  count: number,
  keys: number,
  alpha: number,
  phase: number,
  random: Random,
  base = 0,
): Generator<number> {
  const draw = zipf(keys, alpha, random);
  let offset = 0;
  for (let request = 0; request < count; request++) {
    if (request % phase === 0) offset = whole(random, keys);
    yield base + ((draw() + offset) % keys);
  }
}

/** Popularity that moves on slowly: with each step the most popular key becomes a new one. */
export function* drifting(
  count: number,
  keys: number,
  alpha: number,
  step: number,
  random: Random,
  base = 0,
): Generator<number> {
  const draw = zipf(keys, alpha, random);
  for (let request = 0; request < count; request++) yield base + Math.floor(request / step) + draw();
}

/** Requests of one kind with bursts of another between them. */
export function* between(
  main: Generator<number>,
  burst: Generator<number>,
  every: number,
  length: number,
): Generator<number> {
  for (let request = 1; ; request++) {
    const next = main.next();
    if (next.done === true) return;
    yield next.value;
    if (request % every !== 0) continue;
    for (let place = 0; place < length; place++) {
      const other = burst.next();
      if (other.done === true) return;
      yield other.value;
    }
  }
}

/** Keys of several kinds, drawn by weight, until one of them ends. */
export function* woven(
  parts: readonly (readonly [weight: number, Generator<number>])[],
  random: Random,
): Generator<number> {
  const all = parts.reduce((sum, [weight]) => sum + weight, 0);
  for (;;) {
    let drawn = random() * all;
    for (const [weight, part] of parts) {
      drawn -= weight;
      if (drawn > 0) continue;
      const next = part.next();
      if (next.done === true) return;
      yield next.value;
      break;
    }
  }
}

export function* oneAfterAnother(...parts: readonly Generator<number>[]): Generator<number> {
  for (const part of parts) yield* part;
}

/** Loops of different lengths, each gone round a few times before another is chosen. */
export function* loops(count: number, lengths: readonly number[], random: Random, base = 0): Generator<number> {
  let left = count;
  while (left > 0) {
    const chosen = whole(random, lengths.length);
    const length = lengths[chosen]!;
    const rounds = 1 + whole(random, 4);
    for (let place = 0; place < length * rounds && left > 0; place++, left--)
      yield base + chosen * 1_000_000 + (place % length);
  }
}

/** A program's memory: a small stack, arrays walked through again and again, a heap with favourites. */
export function* addresses(count: number, random: Random, base = 0): Generator<number> {
  const draw = zipf(3_000, 0.9, random);
  let walk = 0;
  let begin = 0;
  let length = 0;
  let depth = 0;
  for (let request = 0; request < count; request++) {
    const kind = random();
    if (kind < 0.35) {
      depth = Math.max(0, Math.min(60, depth + whole(random, 5) - 2));
      yield base + depth;
    } else if (kind < 0.75) {
      if (walk >= length) {
        walk = 0;
        begin = whole(random, 12) * 700;
        length = 100 + whole(random, 600);
      }
      yield base + 1_000 + begin + walk++;
    } else yield base + 20_000 + draw();
  }
}

/** A chain's working days: staff of stores open their boards, look at days and orders; after an upload boards are new keys. */
export function* shopDays(days: number, stores: number, random: Random): Generator<number> {
  const draw = zipf(stores, 0.9, random);
  const versions = new Int32Array(stores);
  const board = (store: number, view: number) => store * 100_000 + versions[store]! * 50 + view;
  const orders = 1_000_000_000;
  for (let day = 0; day < days; day++) {
    for (let store = 0; store < stores; store++) versions[store]!++;
    for (let minute = 0; minute < 720; minute++) {
      const busy = 4 + Math.round(8 * Math.sin((Math.PI * minute) / 720));
      for (let visit = 0; visit < busy; visit++) {
        const store = draw();
        yield board(store, 0);
        for (let view = 1; random() < 0.6; view++) yield board(store, view % 12);
        while (random() < 0.4) yield orders + store * 1_000_000 + day * 300 + whole(random, 300) - whole(random, 900);
      }
      if (minute % 60 === 30) versions[whole(random, stores)]!++;
    }
    // At night the warmup goes through every store's board once, and reports read the month.
    for (let store = 0; store < stores; store++) for (let view = 0; view < 4; view++) yield board(store, view);
    for (let past = 0; past < 600; past++) yield 2_000_000_000 + past;
  }
}
