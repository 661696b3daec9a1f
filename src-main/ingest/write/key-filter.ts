/**
 * Says "never met" of a key hash with certainty, or "perhaps met": a Bloom filter in layers, so that memory follows the
 * number of keys (2 to 5 bytes each) and wrong suspicions stay rare. A suspicion costs time only: the order then goes the
 * slow way, which looks for it in the table.
 */

/** All of a key's bits lie in one pair of words, so that asking costs one miss of the processor's cache. */
const BITS_A_KEY = 20;
const LEAST_KEYS = 2 ** 17;
/** A first guess is trusted up to here: 64 MB. */
const MOST_KEYS = 2 ** 24;

interface Layer {
  readonly words: Uint32Array;
  readonly mask: number;
  readonly capacity: number;
  keys: number;
}

function createLayer(keys: number): Layer {
  const words = 2 ** Math.ceil(Math.log2((keys * BITS_A_KEY) / 32));
  return { words: new Uint32Array(words), mask: words - 2, capacity: keys, keys: 0 };
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
      const high = Math.floor(keyHash / 4294967296) >>> 0;
      const mixed = Math.imul(low ^ (high << 11), 0x9e3779b1) >>> 0;
      const one = ((1 << (mixed & 31)) | (1 << ((mixed >>> 5) & 31)) | (1 << ((mixed >>> 10) & 31))) >>> 0;
      const two = ((1 << ((mixed >>> 15) & 31)) | (1 << ((mixed >>> 20) & 31)) | (1 << ((mixed >>> 25) & 31))) >>> 0;
      for (const { words, mask } of layers) {
        const at = low & mask;
        if ((words[at]! & one) >>> 0 === one && (words[at + 1]! & two) >>> 0 === two) return true;
      }
      if (newest.keys >= newest.capacity) {
        newest = createLayer(newest.capacity * 4);
        layers.push(newest);
      }
      const at = low & newest.mask;
      newest.words[at]! |= one;
      newest.words[at + 1]! |= two;
      newest.keys++;
      return false;
    },
  };
}
