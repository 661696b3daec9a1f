/**
 * Says "never met" of a key hash with certainty, or "perhaps met": a Bloom filter in layers, so that memory follows the
 * number of keys (3 to 6 bytes each) and wrong suspicions are rare: 30 in a million keys (measured). Each costs: the order
 * goes the slow way, which looks for it in the table, and counts it in rollups that have been written by then.
 */

const BITS_A_KEY = 24;
/** All of a key's bits lie in one block as long as a line of the processor's cache, so that asking costs one miss of it. */
const BLOCK_BITS = 512;
const BLOCK_WORDS = BLOCK_BITS / 32;
/** Bits of a key: three from each of two mixes of its hash. */
const PROBES = 6;
const BITS_A_PROBE = 9;
const LEAST_KEYS = 2 ** 17;
/** A first guess is trusted up to here: 48 MB. */
const MOST_KEYS = 2 ** 24;
const TWO_32 = 4294967296;

interface Layer {
  readonly words: Uint32Array;
  readonly blocks: number;
  readonly capacity: number;
  keys: number;
}

function createLayer(keys: number): Layer {
  const capacity = Math.ceil(keys);
  const blocks = Math.ceil((capacity * BITS_A_KEY) / BLOCK_BITS);
  return { words: new Uint32Array(blocks * BLOCK_WORDS), blocks, capacity, keys: 0 };
}

export interface KeyFilter {
  /** Adds a key; true when it was perhaps there before. */
  add(keyHash: number): boolean;
}

/** @param expected about how many keys will come; more cost only time. */
export function createKeyFilter(expected = 0): KeyFilter {
  const layers = [createLayer(Math.min(Math.max(expected, LEAST_KEYS), MOST_KEYS))];
  let newest = layers[0]!;

  return {
    add(keyHash) {
      const low = keyHash >>> 0;
      const high = Math.floor(keyHash / TWO_32) >>> 0;
      const one = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
      const two = Math.imul(one ^ (one >>> 15) ^ high, 0xc2b2ae35);
      for (const layer of layers) if (holds(layer, low, one, two)) return true;
      if (newest.keys >= newest.capacity) {
        newest = createLayer(layers.reduce((sum, { capacity }) => sum + capacity, 0)); // as many again
        layers.push(newest);
      }
      put(newest, low, one, two);
      return false;
    },
  };
}

/** Where the block begins that a key's bits lie in. */
function blockOf({ blocks }: Layer, low: number): number {
  return Math.floor((low * blocks) / TWO_32) * BLOCK_WORDS;
}

/** Gives the n-th bit of a key, its number within the block in the lowest bits. */
function bitOf(n: number, one: number, two: number): number {
  return (n & 1 ? two : one) >>> (BITS_A_PROBE * (n >> 1));
}

function holds(layer: Layer, low: number, one: number, two: number): boolean {
  const block = blockOf(layer, low);
  for (let n = 0; n < PROBES; n++) {
    const bit = bitOf(n, one, two);
    if ((layer.words[block + ((bit >>> 5) & 15)]! & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

function put(layer: Layer, low: number, one: number, two: number): void {
  const block = blockOf(layer, low);
  for (let n = 0; n < PROBES; n++) {
    const bit = bitOf(n, one, two);
    layer.words[block + ((bit >>> 5) & 15)]! |= 1 << (bit & 31);
  }
  layer.keys += 1;
}
