import type { PolicyMaker } from './replay.ts';
import type { Trace } from './trace.ts';

/**
 * Belady's rule, which knows the future: what is asked for again last goes first, the newcomer included. No policy does
 * better where entries are of one size; where sizes differ it is only near the best.
 */
export const optimal: PolicyMaker = (trace, capacity) => {
  const following = nextRequests(trace);
  const sizeOf = (key: number) => (trace.bytes === null ? 1 : trace.bytes[key]!);
  const due = new Int32Array(trace.distinct).fill(-1);
  const heap = new FarthestFirst(due);
  let held = 0;
  return (key, position) => {
    const hit = due[key]! !== -1;
    if (!hit) held += sizeOf(key);
    due[key] = following[position]!;
    heap.push(key, due[key]!);
    while (held > capacity) {
      const gone = heap.popFarthest();
      due[gone] = -1;
      held -= sizeOf(gone);
    }
    return hit;
  };
};

/** For each position, where its key is asked for next; the end of the trace counts as farther than any. */
function nextRequests({ keys, distinct }: Trace): Int32Array {
  const upcoming = new Int32Array(distinct).fill(0x7fffffff);
  const next = new Int32Array(keys.length);
  for (let position = keys.length - 1; position >= 0; position--) {
    next[position] = upcoming[keys[position]!]!;
    upcoming[keys[position]!] = position;
  }
  return next;
}

/** A heap of keys by their next request, the farthest on top. Entries that are out of date are skipped when popped. */
class FarthestFirst {
  readonly #keys: number[] = [];
  readonly #when: number[] = [];
  readonly #due: Int32Array;

  constructor(due: Int32Array) {
    this.#due = due;
  }

  push(key: number, when: number): void {
    let place = this.#keys.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#when[above]! >= when) break;
      this.#put(place, this.#keys[above]!, this.#when[above]!);
      place = above;
    }
    this.#put(place, key, when);
  }

  popFarthest(): number {
    for (;;) {
      const key = this.#keys[0]!;
      const when = this.#when[0]!;
      this.#removeTop();
      if (this.#due[key] === when) return key;
    }
  }

  #put(place: number, key: number, when: number): void {
    this.#keys[place] = key;
    this.#when[place] = when;
  }

  #removeTop(): void {
    const key = this.#keys.pop()!;
    const when = this.#when.pop()!;
    const size = this.#keys.length;
    if (size === 0) return;
    let place = 0;
    for (let below = 1; below < size; below = 2 * place + 1) {
      if (below + 1 < size && this.#when[below + 1]! > this.#when[below]!) below++;
      if (this.#when[below]! <= when) break;
      this.#put(place, this.#keys[below]!, this.#when[below]!);
      place = below;
    }
    this.#put(place, key, when);
  }
}
