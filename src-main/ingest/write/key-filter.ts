/**
 * Says "never met" of a key hash with certainty, or "perhaps met": a Bloom filter in layers, so that memory follows the
 * number of keys, and wrong suspicions are rare: 2 among a million keys, 41 where their number was not guessed, 92 among eight
 * million (measured). Each costs: the order goes the slow way, which looks for it in the table, and counts it in rollups one at
 * a time.
 */

/** Twice as many make suspicions rarer still, but each key takes longer to fetch from memory than to look at (measured). */
const MOST_BITS_A_KEY = 32;
const LEAST_BITS_A_KEY = 24;
/** A layer is so large at most while its keys have more than the fewest bits. */
const ROOMY_BITS = 16 * 2 ** 23;
/** All of a key's bits lie in one block as long as a line of the processor's cache, so that asking costs one miss of it. */
const BLOCK_BITS = 512;
const BLOCK_WORDS = BLOCK_BITS / 32;
/** A key has eight bits: three from each of three mixes of its hash, but the last. */
const BITS_A_PROBE = 9;
const LEAST_KEYS = 2 ** 17;
/** A first guess is trusted up to here: 48 MB. */
const MOST_KEYS = 2 ** 24;
const TWO_32 = 4294967296;

interface Layer {
  readonly words: Int32Array;
  readonly blocks: number;
  readonly capacity: number;
  keys: number;
  /** Of no meaning: reading that nobody asks for is not done. */
  fetched: number;
}

function createLayer(keys: number): Layer {
  const capacity = Math.ceil(keys);
  const bits = Math.min(Math.max(ROOMY_BITS / capacity, LEAST_BITS_A_KEY), MOST_BITS_A_KEY);
  const blocks = Math.ceil((capacity * bits) / BLOCK_BITS);
  return { words: new Int32Array(blocks * BLOCK_WORDS), blocks, capacity, keys: 0, fetched: 0 };
}

export interface KeyFilter {
  /** Adds a key; true when it was perhaps there before. */
  add(keyHash: number): boolean;
  /** Adds keys one after another; 1 for each that was perhaps there before. Takes half as long as adding them one by one. */
  addAll(keyHashes: Float64Array): Uint8Array;
}

/** @param expected about how many keys will come; more cost only time. */
export function createKeyFilter(expected = 0): KeyFilter {
  const older: Layer[] = [];
  let newest = createLayer(Math.min(Math.max(expected, LEAST_KEYS), MOST_KEYS));

  const filter: KeyFilter = {
    add(keyHash) {
      const low = keyHash >>> 0;
      const high = Math.floor(keyHash / TWO_32) >>> 0;
      const one = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
      const two = Math.imul(one ^ (one >>> 15) ^ high, 0xc2b2ae35);
      const three = Math.imul(two ^ (two >>> 13), 0x27d4eb2f);
      for (let i = 0; i < older.length; i++) if (holds(older[i]!, low, one, two, three)) return true;
      if (holds(newest, low, one, two, three)) return true;
      if (newest.keys >= newest.capacity) {
        older.push(newest);
        newest = createLayer(older.reduce((sum, { capacity }) => sum + capacity, 0)); // as many again
      }
      put(newest, low, one, two, three);
      return false;
    },
    addAll(keyHashes) {
      // The processor fetches several places at a time when it need not decide anything by what it finds there.
      let fetched = 0;
      for (let i = 0; i < keyHashes.length; i++) fetched |= newest.words[blockOf(newest, keyHashes[i]! >>> 0)]!;
      newest.fetched = fetched;
      const met = new Uint8Array(keyHashes.length);
      for (let i = 0; i < keyHashes.length; i++) met[i] = filter.add(keyHashes[i]!) ? 1 : 0;
      return met;
    },
  };
  return filter;
}

/** Where the block begins that a key's bits lie in. */
function blockOf({ blocks }: Layer, low: number): number {
  return Math.floor((low * blocks) / TWO_32) * BLOCK_WORDS;
}

/** Asks for all bits at once: where it stopped at the first that is not set, the processor would have to guess where. */
function holds(layer: Layer, low: number, one: number, two: number, three: number): boolean {
  const { words } = layer;
  const block = blockOf(layer, low);
  const set =
    atLowest(words, block, one) &
    atLowest(words, block, two) &
    atLowest(words, block, three) &
    atLowest(words, block, one >>> BITS_A_PROBE) &
    atLowest(words, block, two >>> BITS_A_PROBE) &
    atLowest(words, block, three >>> BITS_A_PROBE) &
    atLowest(words, block, one >>> (2 * BITS_A_PROBE)) &
    atLowest(words, block, two >>> (2 * BITS_A_PROBE));
  return (set & 1) === 1;
}

function put(layer: Layer, low: number, one: number, two: number, three: number): void {
  const { words } = layer;
  const block = blockOf(layer, low);
  set(words, block, one);
  set(words, block, two);
  set(words, block, three);
  set(words, block, one >>> BITS_A_PROBE);
  set(words, block, two >>> BITS_A_PROBE);
  set(words, block, three >>> BITS_A_PROBE);
  set(words, block, one >>> (2 * BITS_A_PROBE));
  set(words, block, two >>> (2 * BITS_A_PROBE));
  layer.keys += 1;
}

/** Gives the word of a bit, moved so that the bit is its lowest. @param bit its number within the block in the lowest bits. */
function atLowest(words: Int32Array, block: number, bit: number): number {
  return words[block + ((bit >>> 5) & (BLOCK_WORDS - 1))]! >>> (bit & 31);
}

function set(words: Int32Array, block: number, bit: number): void {
  words[block + ((bit >>> 5) & (BLOCK_WORDS - 1))]! |= 1 << (bit & 31);
}
