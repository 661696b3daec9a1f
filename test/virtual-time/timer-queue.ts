/** Timers by time, and by the order in which they were set where that is the same: a binary heap. */

interface Timer {
  readonly at: number;
  readonly order: number;
  /** Null once it was called off. */
  work: (() => void) | null;
}

export interface TimerQueue {
  /** Gives the way to call it off. */
  add(at: number, work: () => void): () => void;
  /** Takes the next one. @throws Error when there is none. */
  take(): () => void;
  /** Null: there is none. */
  readonly nextAt: number | null;
  readonly size: number;
}

function before(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

export function createTimerQueue(): TimerQueue {
  const heap: Timer[] = [];
  let added = 0;
  let waiting = 0;

  function rise(timer: Timer): void {
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(timer, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = timer;
  }

  function removeFirst(): void {
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }

  /** Those that were called off are dropped when they come to the top. */
  function dropDead(): void {
    while (heap.length > 0 && heap[0]!.work === null) removeFirst();
  }

  return {
    add(at, work) {
      const timer: Timer = { at, order: added++, work };
      rise(timer);
      waiting += 1;
      return () => {
        if (timer.work === null) return;
        timer.work = null;
        waiting -= 1;
      };
    },
    take() {
      dropDead();
      const [timer] = heap;
      const work = timer?.work;
      if (!timer || !work) throw new Error('no timer is left');
      removeFirst();
      // What is called off after it has run changes nothing.
      timer.work = null;
      waiting -= 1;
      return work;
    },
    get nextAt() {
      dropDead();
      return heap[0]?.at ?? null;
    },
    get size() {
      return waiting;
    },
  };
}
