/**
 * The import's dictionary: equal bytes have equal numbers, and no string is made for bytes seen before. An open-addressed
 * hash table over one growing stretch of bytes.
 */
import { decodeUtf8 } from './cell.ts';

export interface TextDictionary {
  /** Gives the number of these bytes, a new one when they were not seen before. */
  index(bytes: Uint8Array, start: number, end: number): number;
  /** The same for a string. */
  indexOf(text: string): number;
  /** Gives the text of a number. */
  text(index: number): string;
  /** Gives the strings added since the last call, in the order of their numbers. */
  takeNew(): string[];
}

const encoder = new TextEncoder();
/** FNV's for 32 bits. */
const PRIME = 0x01000193;

/** Makes an empty dictionary. */
export function createTextDictionary(): TextDictionary {
  let slots = new Int32Array(4_096).fill(-1);
  let hashes = new Int32Array(2_048);
  let ends = new Int32Array(2_049);
  let arena = new Uint8Array(65_536);
  let arenaView = viewOf(arena);
  /** Of the bytes that were looked up last: they are mostly the same block's. */
  let looked: Uint8Array = new Uint8Array(0);
  let view = viewOf(looked);
  let used = 0;
  let count = 0;
  let handedOut = 0;

  function index(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== looked) {
      looked = bytes;
      view = viewOf(bytes);
    }
    const hash = hash32(bytes, view, start, end);
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = slots[slot]!;
      if (found === -1) return add(bytes, start, end, hash, slot);
      if (hashes[found] === hash && equals(found, bytes, start, end)) return found;
      slot = (slot + 1) & mask;
    }
  }

  function equals(found: number, bytes: Uint8Array, start: number, end: number): boolean {
    let at = ends[found]!;
    if (ends[found + 1]! - at !== end - start) return false;
    let i = start;
    for (const whole = end - 3; i < whole; i += 4, at += 4)
      if (arenaView.getInt32(at, true) !== view.getInt32(i, true)) return false;
    for (; i < end; i++) if (arena[at++] !== bytes[i]) return false;
    return true;
  }

  function add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const length = end - start;
    if (used + length > arena.length) {
      arena = enlarge(arena, Math.max(arena.length * 2, used + length));
      arenaView = viewOf(arena);
    }
    if (count === hashes.length) {
      hashes = enlarge(hashes, count * 2);
      ends = enlarge(ends, count * 2 + 1);
    }
    arena.set(bytes.subarray(start, end), used);
    used += length;
    hashes[count] = hash;
    ends[count + 1] = used;
    slots[slot] = count;
    count++;
    if (count * 2 > slots.length) rehash();
    return count - 1;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let i = 0; i < count; i++) {
      let slot = hashes[i]! & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = i;
    }
  }

  const text = (at: number) => decodeUtf8(arena, ends[at]!, ends[at + 1]!);

  return {
    index,
    indexOf(value) {
      const bytes = encoder.encode(value);
      return index(bytes, 0, bytes.length);
    },
    text,
    takeNew() {
      const strings: string[] = [];
      for (; handedOut < count; handedOut++) strings.push(text(handedOut));
      return strings;
    },
  };
}

/**
 * FNV-1a over four bytes at a time, with a final mix, so that the low bits that choose the slot depend on every byte: one
 * multiplication has to wait for the one before, so it takes a quarter of the time that it would take byte by byte.
 */
function hash32(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  let i = start;
  for (const whole = end - 3; i < whole; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(i, true), PRIME);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** What four bytes at a time are read by: one load instead of four. */
function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function enlarge<T extends Uint8Array | Int32Array>(old: T, length: number): T {
  const bigger = (old instanceof Uint8Array ? new Uint8Array(length) : new Int32Array(length)) as T;
  bigger.set(old);
  return bigger;
}
