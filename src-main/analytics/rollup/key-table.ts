/**
 * Gives whole-number keys (0 to 2^53) dense indexes in the order they are first seen. Open addressing over typed arrays:
 * a Map of a million such keys costs several times the memory and the time.
 */
export interface KeyTable {
  /** How many keys there are; their indexes are 0 to size - 1. */
  readonly size: number;
  /** Gives the key's index, a new one if need be. */
  indexOf(key: number): number;
  keyAt(index: number): number;
  clear(): void;
}

const SMALLEST = 1024;

export function createKeyTable(): KeyTable {
  let keys = new Float64Array(SMALLEST);
  // Twice as many places as keys: probes stay short. A place holds index + 1, 0 is free.
  let places = new Int32Array(SMALLEST * 2);

  function placeOf(key: number): number {
    const mask = places.length - 1;
    let hash = Math.imul((key >>> 0) ^ Math.imul((key / 4294967296) >>> 0, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    let place = hash & mask;
    for (;;) {
      const entry = places[place]!;
      if (entry === 0 || keys[entry - 1] === key) return place;
      place = (place + 1) & mask;
    }
  }

  function grow(): void {
    const grown = new Float64Array(keys.length * 2);
    grown.set(keys);
    keys = grown;
    places = new Int32Array(keys.length * 2);
    for (let index = 0; index < table.size; index++) places[placeOf(keys[index]!)] = index + 1;
  }

  const table = {
    size: 0,
    indexOf(key: number): number {
      let place = placeOf(key);
      const entry = places[place]!;
      if (entry !== 0) return entry - 1;
      if (table.size === keys.length) {
        grow();
        place = placeOf(key);
      }
      keys[table.size] = key;
      table.size += 1;
      places[place] = table.size;
      return table.size - 1;
    },
    keyAt: (index: number) => keys[index]!,
    clear(): void {
      table.size = 0;
      places.fill(0);
    },
  };
  return table;
}
