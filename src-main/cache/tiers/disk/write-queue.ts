/**
 * What waits to be written, in order. Entries may be dropped: they are loaded again when asked for. What must not be
 * lost stays until it is in the file; while it is not, the file is marked as unsound, so that whoever waits for it may
 * go on: after a crash in that state the file is not used.
 */
import type { Later } from '../../../resilience/index.ts';
import { type DiskOperation, MOST_OPERATIONS } from './operation.ts';

/** In one transaction, as MOST_OPERATIONS. */
const MOST_BYTES = 2 << 20;
/** Entries that wait hold memory; beyond this the oldest of them are dropped. */
const MOST_WAITING_BYTES = 32 << 20;
/** What must not be lost may wait for a file that cannot be written for a day, say; then starting anew is cheaper. */
const MOST_WAITING = 10_000;
/**
 * Milliseconds. Hardly anybody waits for entries to be in the file: those that come one by one are written together, and not
 * while the answer that they were loaded for is on its way. Where they keep coming, as in a warmup, more of them go together:
 * neighbours share pages.
 */
const PATIENCE = 10;
const PATIENCE_IN_A_STREAM = 100;
const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 1_000;

/** These are worth nothing compared to waiting for them. */
const DROPPABLE: ReadonlySet<DiskOperation['type']> = new Set(['write', 'want', 'mark', 'history', 'miss-write']);

export interface WriteQueueOptions {
  /** Applies a batch as one transaction, opening the file first if need be. */
  readonly apply: (operations: readonly DiskOperation[]) => Promise<void>;
  /** Told when something that must not be lost could not be written, and when nothing such waits any more. */
  readonly onSound: (sound: boolean) => void;
  readonly onProblem: (problem: string | null) => void;
  /** Told when so much that must not be lost waits that it is given up: the file has to begin anew. */
  readonly onOverflow: () => void;
  readonly later: Later;
}

export interface WriteQueue {
  /** Resolves when it is in the file, was dropped, or the file has been marked as unsound for its sake. Never rejects. */
  push(operations: readonly DiskOperation[]): Promise<void>;
  /** Tries now, although nothing may wait: what was wrong may have ended. */
  nudge(): void;
  /** The end is near: what waits is written at once, and so is all that still comes. */
  hurry(): void;
  /** Stops trying. */
  close(): void;
  readonly waiting: number;
  /** Null while writing works. */
  readonly problem: string | null;
}

interface Waiting {
  readonly operation: DiskOperation;
  /** Settles the push that it came with, once all of that push are settled. */
  readonly settle: () => void;
}

function bytesOf(operation: DiskOperation): number {
  if (operation.type === 'write') return operation.entry.payload.length;
  return operation.type === 'miss-write' ? operation.record.length : 0;
}

export function createWriteQueue({ apply, onSound, onProblem, onOverflow, later }: WriteQueueOptions): WriteQueue {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let underWay: ReadonlySet<Waiting> = new Set();
  let problem: string | null = null;
  let sound = true;
  let pumping = false;
  let pause = SHORTEST_PAUSE;
  let callOff: (() => void) | null = null;
  /** Calls off the writing that is to begin in a moment. */
  let callOffSoon: (() => void) | null = null;
  let patient = true;
  /** Several were written a moment ago; calling it off ends the moment. */
  let callOffStream: (() => void) | null = null;
  let closed = false;

  function setProblem(next: string | null): void {
    if (next === problem) return;
    problem = next;
    onProblem(next);
  }

  /** That it is not sound is said with every try: the mark may not have been taken away the last time. */
  function setSound(next: boolean): void {
    if (next && sound) return;
    sound = next;
    onSound(next);
  }

  /** Takes out what needs not wait any longer, whatever became of it. */
  function release(which: (item: Waiting) => boolean): void {
    const kept: Waiting[] = [];
    for (const item of waiting) {
      if (!which(item)) {
        kept.push(item);
        continue;
      }
      waitingBytes -= bytesOf(item.operation);
      item.settle();
    }
    waiting = kept;
  }

  function dropOldest(): void {
    release((item) => waitingBytes > MOST_WAITING_BYTES && item.operation.type === 'write' && !underWay.has(item));
  }

  function nextBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { operation } of waiting) {
      bytes += bytesOf(operation);
      if (count > 0 && (count === MOST_OPERATIONS || bytes > MOST_BYTES)) break;
      count += 1;
    }
    return waiting.slice(0, count);
  }

  /** The batch stays in the queue until it is written, so that nothing can come before it. */
  async function writeBatch(): Promise<void> {
    underWay = new Set(nextBatch());
    await apply([...underWay].map(({ operation }) => operation));
    release((item) => underWay.has(item));
  }

  function fail(error: unknown): void {
    release(({ operation }) => DROPPABLE.has(operation.type));
    if (waiting.length > 0) setSound(false);
    for (const item of waiting) item.settle();
    setProblem(String(error));
    callOff = later(pause, () => void pump(true));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  async function pump(evenIfEmpty: boolean): Promise<void> {
    callOffSoon?.();
    callOffSoon = null;
    if (pumping || closed) return;
    // Of a file that is not written to nothing is known.
    if (waiting.length === 0 && !evenIfEmpty) return;
    pumping = true;
    callOff?.();
    try {
      // What comes meanwhile waits for company again, unless it is urgent. What is due may be dropped before its turn comes.
      let due: ReadonlySet<Waiting> = new Set(waiting);
      const isDue = () => waiting[0] !== undefined && due.has(waiting[0]);
      let written = 0;
      do {
        await writeBatch();
        written += underWay.size;
        if (!isDue() && isUrgent(waiting)) due = new Set(waiting);
      } while (!closed && isDue());
      pause = SHORTEST_PAUSE;
      setProblem(null);
      setSound(true);
      // Who writes one entry after another, each when the one before is written, would only wait longer.
      if (!closed && written > 1) noteStream();
    } catch (error) {
      if (!closed) fail(error);
    } finally {
      pumping = false;
      underWay = new Set();
    }
    if (!closed && problem === null && waiting.length > 0) soon();
  }

  function noteStream(): void {
    callOffStream?.();
    callOffStream = later(PATIENCE_IN_A_STREAM, () => {
      callOffStream = null;
    });
  }

  function soon(): void {
    callOffSoon ??= later(callOffStream ? PATIENCE_IN_A_STREAM : PATIENCE, () => void pump(false));
  }

  /** What somebody waits for, or what fills a batch. */
  function isUrgent(items: readonly Waiting[]): boolean {
    if (!patient) return items.length > 0;
    if (waiting.length >= MOST_OPERATIONS || waitingBytes >= MOST_BYTES) return true;
    return items.some(({ operation }) => operation.type !== 'write');
  }

  return {
    push(operations) {
      // While writing does not work nothing is kept that may be lost, and nobody is kept waiting.
      const taken = problem === null ? operations : operations.filter(({ type }) => !DROPPABLE.has(type));
      if (closed || taken.length === 0) return Promise.resolve();
      return new Promise((resolve) => {
        let open = taken.length;
        const settle = () => {
          open -= 1;
          if (open === 0) resolve();
        };
        const items = taken.map((operation) => ({ operation, settle }));
        for (const item of items) {
          waiting.push(item);
          waitingBytes += bytesOf(item.operation);
        }
        if (waitingBytes > MOST_WAITING_BYTES) dropOldest();
        if (problem === null) {
          if (isUrgent(items)) queueMicrotask(() => void pump(false));
          else soon();
        } else {
          setSound(false);
          resolve();
          if (waiting.length > MOST_WAITING) {
            release(() => true);
            onOverflow();
          }
        }
      });
    },
    nudge() {
      void pump(true);
    },
    hurry() {
      patient = false;
      void pump(false);
    },
    close() {
      closed = true;
      callOff?.();
      callOffSoon?.();
      callOffStream?.();
      for (const item of waiting) item.settle();
      waiting = [];
    },
    get waiting() {
      return waiting.length;
    },
    get problem() {
      return problem;
    },
  };
}
