import type { PolicyMaker } from './replay.ts';
import { Rings } from './rings.ts';

const RECENT = 0;
const FREQUENT = 1;
const GHOST_RECENT = 2;
const GHOST_FREQUENT = 3;

/** ARC (Megiddo and Modha, FAST 2003), its target and lists counted in bytes where keys have them. */
export const arc: PolicyMaker = ({ distinct, bytes }, capacity) => {
  const rings = new Rings(distinct, 4, bytes);
  const held = rings.bytes;
  let target = 0;

  /** Moves what must go to the ghosts until the newcomer fits. */
  const makeRoom = (size: number, fromGhostFrequent: boolean) => {
    while (held[RECENT]! + held[FREQUENT]! + size > capacity) {
      const recent = held[RECENT]!;
      const fromRecent = recent > 0 && (recent > target || (fromGhostFrequent && recent === target));
      if (fromRecent || rings.count[FREQUENT] === 0) rings.push(GHOST_RECENT, rings.last(RECENT));
      else rings.push(GHOST_FREQUENT, rings.last(FREQUENT));
    }
  };
  const trimGhosts = () => {
    while (held[RECENT]! + held[GHOST_RECENT]! > capacity && rings.count[GHOST_RECENT]! > 0) {
      rings.remove(rings.last(GHOST_RECENT));
    }
    while (held[0]! + held[1]! + held[2]! + held[3]! > 2 * capacity && rings.count[GHOST_FREQUENT]! > 0) {
      rings.remove(rings.last(GHOST_FREQUENT));
    }
  };
  return (key) => {
    const ring = rings.ringOf[key]!;
    if (ring === RECENT || ring === FREQUENT) {
      rings.push(FREQUENT, key);
      return true;
    }
    const size = rings.sizeOf(key);
    if (size > capacity) return false;
    if (ring === GHOST_RECENT) {
      target = Math.min(capacity, target + size * Math.max(1, held[GHOST_FREQUENT]! / held[GHOST_RECENT]!));
    } else if (ring === GHOST_FREQUENT) {
      target = Math.max(0, target - size * Math.max(1, held[GHOST_RECENT]! / held[GHOST_FREQUENT]!));
    }
    if (ring === -1) {
      // Case IV: with no ghosts and all seen once, the oldest leaves without a trace.
      while (held[RECENT]! + size > capacity && rings.count[GHOST_RECENT] === 0) rings.remove(rings.last(RECENT));
    }
    rings.remove(key);
    makeRoom(size, ring === GHOST_FREQUENT);
    rings.push(ring === -1 ? RECENT : FREQUENT, key);
    trimGhosts();
    return false;
  };
};
