/**
 * Numbers for orders of a file that has none: every row is an order of its own, named after what the row says, so that
 * the same file read twice gives the same orders, and rows that are alike are told apart by their occurrence.
 */
import { hashBytes } from '../../database/index.ts';
import type { RecordBlock } from '../record-block.ts';

export interface RowNumbers {
  /** Gives the number of a row as ASCII. */
  numberOf(block: RecordBlock, record: number): Uint8Array;
}

const encoder = new TextEncoder();

/** Makes the numbering of one file. */
export function createRowNumbers(): RowNumbers {
  let keys = new Float64Array(8_192);
  let counts = new Int32Array(8_192);
  let used = 0;

  function occurrence(hash: number): number {
    if (used * 2 >= keys.length) grow();
    const slot = slotOf(keys, hash);
    if (keys[slot] === 0) {
      keys[slot] = hash;
      used++;
    }
    return counts[slot]!++;
  }

  function grow(): void {
    const biggerKeys = new Float64Array(keys.length * 2);
    const biggerCounts = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue;
      const slot = slotOf(biggerKeys, keys[i]!);
      biggerKeys[slot] = keys[i]!;
      biggerCounts[slot] = counts[i]!;
    }
    keys = biggerKeys;
    counts = biggerCounts;
  }

  return {
    numberOf(block, record) {
      let hash = 0;
      for (let i = block.offsets[record]!; i < block.offsets[record + 1]!; i++) {
        hash = hashBytes(block.bytes, block.starts[i]!, block.ends[i]!, hash + 1);
      }
      const count = occurrence(hash + 1);
      return encoder.encode(`row-${hash.toString(36)}${count === 0 ? '' : `-${count + 1}`}`);
    },
  };
}

function slotOf(keys: Float64Array, hash: number): number {
  const mask = keys.length - 1;
  let slot = (hash % 4_294_967_296) & mask;
  while (keys[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
}
