/**
 * The keys asked for most within a sliding window, in memory that does not grow: HeavyKeeper (Gong et al., USENIX ATC 2018: a
 * fingerprint and a count a bucket, counts of others decay with the probability b^-count, the most frequent in a list), with
 * each count cut into slices of time, so that what is past the window falls out of it slice by slice. Whoever holds a bucket
 * holds it against newcomers for long, so the last two seconds are counted beside it for all keys (count-min, Cormode and
 * Muthukrishnan 2005): a key that is asked for all of a sudden is seen there, and let in.
 */

export interface HeavyKeeperOptions {
  /** Milliseconds of the window. */
  readonly window: number;
  /** How many kinds of requests are told apart; at most 8. */
  readonly kinds: number;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface HeavyKey {
  readonly key: number;
  /** Estimated requests within the window. */
  readonly requests: number;
  /** By kind, as far as it has been among the most frequent. */
  readonly kinds: readonly number[];
}

export interface HeavyKeeper {
  /** Notes a request for a key (a positive 32-bit integer) at a time in milliseconds. A time before the last one counts as that. */
  add(key: number, kind: number, at: number): void;
  /** The most frequent first. */
  top(count: number, at: number): HeavyKey[];
  /** The keys that are asked for far more often all of a sudden. */
  rising(at: number): number[];
  /** Every array that holds state, for saving; `adopt` tells it that they were filled. */
  readonly state: readonly ArrayBufferView[];
  adopt(): void;
}

/** Buckets: a power of two in each of two rows. Two keys of the top seldom meet in both. */
const WIDTH = 512;
const ROWS = 2;
/** The window and the slice that is being filled. */
const SLICES = 12;
/** The paper's: a count of 30 loses one in ten collisions, a count of 100 one in two thousand. */
const DECAY_BASE = 1.08;
const DECAY = Float64Array.from({ length: 256 }, (_, count) => DECAY_BASE ** -count);
const LISTED = 64;
const KINDS = 8;
const SECOND = 1_000;
/** Rows of the last seconds, as wide as those of the window: seldom does a key meet a hot one in all of them. */
const SECOND_ROWS = 3;
/** "20 requests within 2 seconds", several times what the window would have led to expect. */
const RISING_REQUESTS = 20;
const RISING_FACTOR = 3;
const RISING_FOR = 60 * SECOND;
const MOST_RISING = 32;
const MOST_IN_SECOND = 255;
const MOST_IN_SLICE = 65_535;

/** Places in the array of numbers that are saved along. */
const AT = { sliceBegan: 0, slice: 1, listed: 2 } as const;

/** Mixes all bits of a key (the finaliser of MurmurHash3). */
function mix(key: number): number {
  let hash = Math.imul(key ^ (key >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function createHeavyKeeper({ window, kinds, random }: HeavyKeeperOptions): HeavyKeeper {
  const sliceLength = window / (SLICES - 1);
  const fingerprints = new Uint16Array(ROWS * WIDTH);
  const totals = new Uint32Array(ROWS * WIDTH);
  const slices = new Uint16Array(ROWS * WIDTH * SLICES);
  const thisSecond = new Uint8Array(SECOND_ROWS * WIDTH);
  const lastSecond = new Uint8Array(SECOND_ROWS * WIDTH);
  const keys = new Int32Array(LISTED);
  const estimates = new Uint32Array(LISTED);
  const byKind = new Uint16Array(LISTED * KINDS);
  const numbers = new Float64Array(3);
  const placeOf = new Map<number, number>();
  const risingSince = new Map<number, number>();
  /** No listed estimate is smaller. */
  let least = 0;
  let slice = 0;
  let sliceBegan = Number.NaN;
  let secondBegan = 0;

  /** The bucket of a key in a row; `hash` as mixed. */
  function bucketOf(hash: number, row: number): number {
    return row * WIDTH + ((hash >>> (row * 9)) & (WIDTH - 1));
  }

  /** From other bits than the buckets, and never 0. */
  function fingerprintOf(hash: number): number {
    return (Math.imul(hash, 0x9e37_79b1) >>> 16) | 1;
  }

  function estimate(key: number): number {
    const hash = mix(key);
    const fingerprint = fingerprintOf(hash);
    let most = 0;
    for (let row = 0; row < ROWS; row++) {
      const bucket = bucketOf(hash, row);
      if (fingerprints[bucket] === fingerprint && totals[bucket]! > most) most = totals[bucket]!;
    }
    return most;
  }

  /** What of an estimate lies in the oldest slice, of which only a part is still within the window. */
  function inOldest(key: number): number {
    const hash = mix(key);
    const fingerprint = fingerprintOf(hash);
    const oldest = (slice + 1) % SLICES;
    let most = 0;
    let found = 0;
    for (let row = 0; row < ROWS; row++) {
      const bucket = bucketOf(hash, row);
      if (fingerprints[bucket] !== fingerprint || totals[bucket]! <= most) continue;
      most = totals[bucket]!;
      found = slices[bucket * SLICES + oldest]!;
    }
    return found;
  }

  function clear(at: number): void {
    totals.fill(0);
    slices.fill(0);
    thisSecond.fill(0);
    lastSecond.fill(0);
    placeOf.clear();
    risingSince.clear();
    byKind.fill(0);
    least = 0;
    slice = 0;
    sliceBegan = at;
    secondBegan = at;
  }

  /** The oldest slice falls out, and becomes the one that is filled. */
  function turnSlice(): void {
    slice = (slice + 1) % SLICES;
    for (let bucket = 0, at = slice; bucket < totals.length; bucket++, at += SLICES) {
      totals[bucket]! -= slices[at]!;
      slices[at] = 0;
    }
    for (let i = 0; i < byKind.length; i++) byKind[i] = Math.round(byKind[i]! * (1 - 1 / SLICES));
    for (const [key, place] of placeOf) estimates[place] = estimate(key);
    least = 0;
  }

  function advance(at: number): void {
    // Also at the very first time, when no slice has begun.
    if (!(at - sliceBegan < window + sliceLength)) {
      clear(at);
      return;
    }
    while (at - sliceBegan >= sliceLength) {
      sliceBegan += sliceLength;
      turnSlice();
    }
  }

  function advanceSecond(at: number): void {
    if (at - secondBegan >= 2 * SECOND) lastSecond.fill(0);
    else lastSecond.set(thisSecond);
    thisSecond.fill(0);
    secondBegan = at - secondBegan >= 2 * SECOND ? at : secondBegan + SECOND;
  }

  /** A request meets one of its key's buckets; gives the key's count there, 0 while another key holds it. */
  function meet(bucket: number, fingerprint: number): number {
    const total = totals[bucket]!;
    if (total > 0 && fingerprints[bucket] !== fingerprint) {
      if (total >= DECAY.length || random() >= DECAY[total]!) return 0;
      decay(bucket);
      if (totals[bucket]! > 0) return 0;
    }
    fingerprints[bucket] = fingerprint;
    count(bucket);
    return totals[bucket]!;
  }

  /** Takes one from the oldest slice that has any. */
  function decay(bucket: number): void {
    totals[bucket]!--;
    for (let age = SLICES - 1; age >= 0; age--) {
      const at = bucket * SLICES + ((slice + SLICES - age) % SLICES);
      if (slices[at] === 0) continue;
      slices[at]!--;
      return;
    }
  }

  function count(bucket: number): void {
    const at = bucket * SLICES + slice;
    if (slices[at]! >= MOST_IN_SLICE) return;
    slices[at]!++;
    totals[bucket]!++;
  }

  function countSecondIn(bucket: number): number {
    const present = thisSecond[bucket]!;
    if (present === MOST_IN_SECOND) return present + lastSecond[bucket]!;
    thisSecond[bucket] = present + 1;
    return present + 1 + lastSecond[bucket]!;
  }

  /** Counts a request of this second; gives how many the key has had within about two, or a few more. */
  function countSecond(hash: number): number {
    const first = countSecondIn(bucketOf(hash, 0));
    const second = countSecondIn(bucketOf(hash, 1));
    const third = countSecondIn(bucketOf(hash, 2));
    return Math.min(first, second, third);
  }

  /** Notes a key that is asked for far more often than the window led to expect; gives whether it is one. */
  function watch(key: number, known: number, burst: number, at: number): boolean {
    const before = Math.max(0, known - burst);
    if (burst < RISING_FACTOR * before * ((2 * SECOND) / window)) return false;
    if (!risingSince.has(key) && risingSince.size >= MOST_RISING) forgetRisen(at);
    if (risingSince.size < MOST_RISING || risingSince.has(key)) risingSince.set(key, at);
    return true;
  }

  /** Gives a key the lighter of its buckets, with what it has had lately: it would fill the bucket in no time. */
  function letIn(hash: number, fingerprint: number, burst: number): void {
    const [first, second] = [bucketOf(hash, 0), bucketOf(hash, 1)];
    const bucket = totals[first]! <= totals[second]! ? first : second;
    slices.fill(0, bucket * SLICES, (bucket + 1) * SLICES);
    fingerprints[bucket] = fingerprint;
    slices[bucket * SLICES + slice] = burst;
    totals[bucket] = burst;
  }

  function forgetRisen(at: number): void {
    for (const [key, since] of risingSince) if (at - since > RISING_FOR) risingSince.delete(key);
  }

  function list(key: number, kind: number, requests: number): void {
    let place = placeOf.get(key);
    if (place === undefined) {
      if (placeOf.size < LISTED) place = placeOf.size;
      else if (requests <= least) return;
      else place = leastPlace(requests);
      if (place < 0) return;
      keys[place] = key;
      byKind.fill(0, place * KINDS, (place + 1) * KINDS);
      placeOf.set(key, place);
    }
    estimates[place] = requests;
    const at = place * KINDS + kind;
    if (byKind[at]! < MOST_IN_SLICE) byKind[at]!++;
  }

  /** Frees the place of the least of the list, if it is less than this; -1: it is not. */
  function leastPlace(requests: number): number {
    let place = 0;
    for (let i = 1; i < LISTED; i++) if (estimates[i]! < estimates[place]!) place = i;
    least = estimates[place]!;
    if (requests <= least) return -1;
    placeOf.delete(keys[place]!);
    return place;
  }

  return {
    add(key, kind, at) {
      if (!(at - sliceBegan < sliceLength)) advance(at);
      if (at - secondBegan >= SECOND) advanceSecond(at);
      const hash = mix(key);
      const fingerprint = fingerprintOf(hash);
      const burst = countSecond(hash);
      const first = meet(bucketOf(hash, 0), fingerprint);
      const second = meet(bucketOf(hash, 1), fingerprint);
      let most = Math.max(first, second);
      if (burst >= RISING_REQUESTS && watch(key, most, burst, at) && most === 0) {
        letIn(hash, fingerprint, burst);
        most = burst;
      }
      if (most > 0) list(key, Math.min(kind, kinds - 1), most);
    },
    top(wanted, at) {
      if (!(at - sliceBegan < sliceLength)) advance(at);
      const past = (at - sliceBegan) / sliceLength;
      return [...placeOf]
        .map(([key, place]) => ({
          key,
          requests: estimate(key) - inOldest(key) * Math.min(1, Math.max(0, past)),
          kinds: [...byKind.subarray(place * KINDS, place * KINDS + kinds)],
        }))
        .filter(({ requests }) => requests > 0)
        .sort((a, b) => b.requests - a.requests || a.key - b.key)
        .slice(0, wanted);
    },
    rising(at) {
      forgetRisen(at);
      return [...risingSince.keys()];
    },
    get state() {
      numbers[AT.sliceBegan] = sliceBegan;
      numbers[AT.slice] = slice;
      numbers[AT.listed] = placeOf.size;
      // The list is packed: places are handed out from 0 on.
      return [numbers, fingerprints, totals, slices, thisSecond, lastSecond, keys, estimates, byKind];
    },
    adopt() {
      sliceBegan = numbers[AT.sliceBegan]!;
      slice = numbers[AT.slice]!;
      secondBegan = sliceBegan;
      thisSecond.fill(0);
      lastSecond.fill(0);
      risingSince.clear();
      placeOf.clear();
      for (let place = 0; place < numbers[AT.listed]!; place++) placeOf.set(keys[place]!, place);
      least = 0;
    },
  };
}
