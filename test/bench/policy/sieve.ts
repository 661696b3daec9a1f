import type { PolicyMaker } from './replay.ts';
import { Rings } from './rings.ts';

/** SIEVE (Zhang and others, NSDI 2024): one bit a key, and a hand that goes from the oldest to the newest. */
export const sieve: PolicyMaker = ({ distinct, bytes }, capacity) => {
  const rings = new Rings(distinct, 1, bytes);
  const visited = new Uint8Array(distinct);
  let hand = -1;
  const evict = () => {
    let key = hand === -1 ? rings.last(0) : hand;
    while (visited[key] === 1) {
      visited[key] = 0;
      const newer = rings.newer(key);
      key = newer === -1 ? rings.last(0) : newer;
    }
    hand = rings.newer(key);
    rings.remove(key);
  };
  return (key) => {
    if (rings.ringOf[key] === 0) {
      visited[key] = 1;
      return true;
    }
    const size = rings.sizeOf(key);
    if (size > capacity) return false;
    while (rings.bytes[0]! + size > capacity) evict();
    rings.push(0, key);
    visited[key] = 0;
    return false;
  };
};
