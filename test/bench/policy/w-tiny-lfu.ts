import { FrequencySketch } from '../../../src-main/cache/policy/frequency-sketch.ts';
import { spread } from '../../../src-main/cache/policy/key-hash.ts';
import type { PolicyMaker } from './replay.ts';
import { Rings } from './rings.ts';

const WINDOW = 0;
const PROBATION = 1;
const PROTECTED = 2;
const WINDOW_SHARE = 0.01;
const PROTECTED_SHARE = 0.8;

/** W-TinyLFU with its window at 1 % (Einziger, Friedman and Manes 2017): candidate against victim, one after the other. */
export const wTinyLfu: PolicyMaker = ({ distinct, bytes }, capacity) => {
  const rings = new Rings(distinct, 3, bytes);
  const sketch = new FrequencySketch();
  const held = rings.bytes;
  const mostWindow = Math.max(bytes === null ? 1 : 0, Math.floor(capacity * WINDOW_SHARE));
  const mostProtected = (capacity - mostWindow) * PROTECTED_SHARE;
  const total = () => held[WINDOW]! + held[PROBATION]! + held[PROTECTED]!;
  const frequency = (key: number) => sketch.frequency(spread(key + 1));

  const evict = (candidates: number[]) => {
    while (total() > capacity) {
      while (candidates.length > 0 && rings.ringOf[candidates[0]!] === -1) candidates.shift();
      const victim = rings.last(PROBATION);
      const candidate = candidates[0];
      if (victim === -1)
        rings.remove(candidate ?? (rings.count[PROTECTED]! > 0 ? rings.last(PROTECTED) : rings.last(WINDOW)));
      else if (candidate === undefined || candidate === victim) {
        rings.remove(victim);
        candidates.shift();
      } else if (rings.sizeOf(candidate) > capacity || frequency(candidate) <= frequency(victim)) {
        rings.remove(candidate);
        candidates.shift();
      } else rings.remove(victim);
    }
  };
  return (key) => {
    sketch.add(spread(key + 1));
    const ring = rings.ringOf[key]!;
    if (ring === WINDOW) rings.push(WINDOW, key);
    else if (ring !== -1) {
      rings.push(PROTECTED, key);
      while (held[PROTECTED]! > mostProtected) rings.push(PROBATION, rings.last(PROTECTED));
    } else {
      rings.push(WINDOW, key);
      const candidates: number[] = [];
      while (held[WINDOW]! > mostWindow) {
        const candidate = rings.last(WINDOW);
        candidates.push(candidate);
        rings.push(PROBATION, candidate);
      }
      evict(candidates);
      sketch.widen(rings.count[WINDOW]! + rings.count[PROBATION]! + rings.count[PROTECTED]!);
    }
    return ring !== -1;
  };
};
