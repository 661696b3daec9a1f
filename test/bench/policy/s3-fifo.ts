import type { PolicyMaker } from './replay.ts';
import { Rings } from './rings.ts';

const SMALL = 0;
const MAIN = 1;
const GHOST = 2;
const SMALL_SHARE = 0.1;
const MOST_USES = 3;

/** S3-FIFO (Yang and others, SOSP 2023): a small queue, a main queue, and a ghost of as many as the main one holds. */
export const s3fifo: PolicyMaker = ({ distinct, bytes }, capacity) => {
  const rings = new Rings(distinct, 3, bytes);
  const uses = new Uint8Array(distinct);
  const mostSmall = capacity * SMALL_SHARE;
  const mostGhost = capacity - mostSmall;

  const evictSmall = () => {
    while (rings.count[SMALL]! > 0) {
      const key = rings.last(SMALL);
      if (uses[key]! > 1) {
        uses[key] = 0;
        rings.push(MAIN, key);
        continue;
      }
      rings.push(GHOST, key);
      while (rings.bytes[GHOST]! > mostGhost) rings.remove(rings.last(GHOST));
      return;
    }
  };
  const evictMain = () => {
    while (rings.count[MAIN]! > 0) {
      const key = rings.last(MAIN);
      if (uses[key] === 0) {
        rings.remove(key);
        return;
      }
      uses[key]!--;
      rings.push(MAIN, key);
    }
  };
  return (key) => {
    const ring = rings.ringOf[key];
    if (ring === SMALL || ring === MAIN) {
      uses[key] = Math.min(uses[key]! + 1, MOST_USES);
      return true;
    }
    const size = rings.sizeOf(key);
    if (size > capacity) return false;
    rings.remove(key);
    while (rings.bytes[SMALL]! + rings.bytes[MAIN]! + size > capacity) {
      if (rings.bytes[SMALL]! >= mostSmall || rings.count[MAIN] === 0) evictSmall();
      else evictMain();
    }
    rings.push(ring === GHOST ? MAIN : SMALL, key);
    uses[key] = 0;
    return false;
  };
};
