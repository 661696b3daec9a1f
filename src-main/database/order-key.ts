/**
 * What an order is found by: `orders.key_hash`, a hash of its platform, its store and its number. It has 53 bits, which fit a JavaScript
 * number and an SQLite integer. Equal keys have equal hashes; the reverse is checked by comparing the keys.
 */

const encoder = new TextEncoder();

/**
 * cyrb53 by bryc (public domain), over bytes: two 32-bit multiplicative lanes mixed at the end.
 * @param seed the hash of what came before, so that parts can be chained.
 */
export function hashBytes(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed ^ Math.floor(seed / 4294967296);
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    high = Math.imul(high ^ byte, 2654435761);
    low = Math.imul(low ^ byte, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** The same over a string's UTF-8. */
export function hashText(text: string, seed = 0): number {
  const bytes = encoder.encode(text);
  return hashBytes(bytes, 0, bytes.length, seed);
}

/** Seed for the order numbers of one platform in one store: `hashBytes(number, …, orderKeySeed(platform, store))` is an order's `keyHash`. */
export function orderKeySeed(platform: string, store: string): number {
  return hashText(store, hashText(platform));
}
