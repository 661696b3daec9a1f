/** A text key becomes the 64-bit integer under which its row lies; two keys that meet there are told apart by the text. */

/**
 * Gives a signed 64-bit hash: two lanes of 32 bits, multiplied and shifted as in MurmurHash3's finish. Nobody outside
 * picks the keys, and a meeting costs one entry, so that no stronger hash is needed.
 */
export function hashKey(key: string): bigint {
  const [high, low] = lanes(key);
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** The lower 32 bits of the hash, unsigned. */
export function lowBits(key: string): number {
  return lanes(key)[1] >>> 0;
}

function lanes(key: string): [high: number, low: number] {
  let high = 0x9e3779b9 ^ key.length;
  let low = 0x85ebca6b ^ key.length;
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    high = Math.imul(high ^ unit, 0xcc9e2d51);
    low = Math.imul(low ^ unit, 0x1b873593);
    high ^= high >>> 15;
    low ^= low >>> 13;
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high | 0, low];
}
