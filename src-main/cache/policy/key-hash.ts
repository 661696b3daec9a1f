/** Equal keys and seeds give equal hashes, on every machine and after every restart: saved heat depends on it. */

/** Spreads every bit of a number over all bits of the result (the finishing steps of MurmurHash3). */
export function spread(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 32 bits of a text, unsigned. Whoever does not know the seed cannot choose keys that collide (FNV-1a's step, spread). */
export function hashKey(key: string, seed: number): number {
  let hash = seed ^ key.length;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return spread(hash);
}
