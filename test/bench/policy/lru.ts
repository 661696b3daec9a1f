import type { PolicyMaker } from './replay.ts';
import { Rings } from './rings.ts';

/** Least recently used. */
export const lru: PolicyMaker = ({ distinct, bytes }, capacity) => {
  const rings = new Rings(distinct, 1, bytes);
  return (key) => {
    const hit = rings.ringOf[key] === 0;
    if (!hit && rings.sizeOf(key) > capacity) return false;
    rings.push(0, key);
    while (rings.bytes[0]! > capacity) rings.remove(rings.last(0));
    return hit;
  };
};
