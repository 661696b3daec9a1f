/**
 * Brings Redis up to date after it was away: invalidations at once, writes a moment later, when the other processes have
 * had the time to bring theirs. Nothing leaves the store before Redis has it; what ends in between is done again.
 */
import type { Later } from '../../../resilience/index.ts';
import type { TierLog } from '../surroundings.ts';
import type { MissedInvalidations, MissedWrite, RecoveryStore } from './recovery-store.ts';

export interface ReplayOptions {
  readonly store: RecoveryStore;
  /** Rejects when Redis does not take them all. */
  readonly invalidate: (missed: MissedInvalidations) => Promise<void>;
  /** Rejects when Redis does not take them all. */
  readonly write: (writes: readonly MissedWrite[]) => Promise<void>;
  readonly log: TierLog;
  readonly later: Later;
}

export interface Replay {
  /** Redis is back, or something waits although it is there. Never rejects. */
  start(): void;
  /** Redis is away: goes no further. */
  stop(): void;
}

/** With this and the way back to Redis, everything is there two seconds after its return. */
const PAUSE_BEFORE_WRITES_MILLISECONDS = 800;
const WRITES_AT_ONCE = 200;
const RETRY_MILLISECONDS = 300;

function isEmpty({ tags, keys, clears }: MissedInvalidations): boolean {
  return tags.size + keys.size + clears.size === 0;
}

export function createReplay({ store, invalidate, write, log, later }: ReplayOptions): Replay {
  let allowed = false;
  let running = false;
  let again = false;
  let wake: (() => void) | null = null;

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
      later(PAUSE_BEFORE_WRITES_MILLISECONDS, resolve);
    });
  }

  async function deliverInvalidations(): Promise<void> {
    for (let missed = store.invalidations(); allowed && !isEmpty(missed); missed = store.invalidations()) {
      await invalidate(missed);
      await store.removeInvalidations(missed);
    }
  }

  async function deliverWrites(): Promise<number> {
    let delivered = 0;
    let last: MissedWrite | undefined;
    while (allowed) {
      const writes = await store.nextWrites(WRITES_AT_ONCE);
      const [first] = writes;
      // A store that cannot be written gives the same ones for ever: they are delivered, and go when it can.
      if (!first || (first.entry.key === last?.entry.key && first.entry.stamp === last.entry.stamp)) break;
      last = first;
      await write(writes);
      await store.removeWrites(writes);
      delivered += writes.length;
    }
    return delivered;
  }

  async function deliver(): Promise<void> {
    const waiting = store.waiting;
    await deliverInvalidations();
    if (store.waiting > 0) await pause();
    // What was invalidated meanwhile comes before the writes that it overtakes.
    await deliverInvalidations();
    const writes = await deliverWrites();
    if (waiting > 0) log.write('info', 'redis is up to date again', { waited: waiting, writes });
  }

  async function run(): Promise<void> {
    running = true;
    try {
      do {
        again = false;
        await deliver();
      } while (again && allowed);
    } catch (error) {
      log.write('debug', 'recovery interrupted', { error: String(error) });
      later(RETRY_MILLISECONDS, () => {
        if (allowed && !running) void run();
      });
    } finally {
      running = false;
    }
  }

  return {
    start() {
      allowed = true;
      again = true;
      if (!running) void run();
    },
    stop() {
      allowed = false;
      wake?.();
    },
  };
}
