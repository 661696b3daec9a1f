/** Has a lock whenever it can be had: takes it, takes it again when it was lost, and says when that changes. */
import type { Later } from '../timing.ts';
import type { Lease } from './lease.ts';
import type { LockPlace, Locks } from './locks.ts';

export interface OwnershipOptions {
  readonly locks: Locks;
  readonly name: string;
  readonly later: Later;
  /**
   * Null: it is not ours, or no longer. Whoever acts under it must stop at once.
   * @param place where others see that it is held; null: nowhere.
   */
  readonly onChange: (lease: Lease | null, place: LockPlace | null) => void;
  /** Another computer has it. */
  readonly onOther?: () => void;
}

export interface Ownership {
  readonly lease: Lease | null;
  /** Resolves when it was asked for once. */
  readonly asked: Promise<void>;
  /** Gives it up, for whoever waits for it. */
  stop(): Promise<void>;
}

/** Whoever waits looks this often: an owner that ends orderly is followed at once. */
const LOOK_MILLISECONDS = 1_000;

/** Begins to ask for the lock. */
export function createOwnership(options: OwnershipOptions): Ownership {
  const { locks, name, later, onChange, onOther = () => undefined } = options;
  let lease: Lease | null = null;
  let isStopped = false;
  let callOff: () => void = () => undefined;
  let asking: Promise<void> = ask();
  const asked = asking;

  function askAgain(milliseconds: number): void {
    callOff = later(milliseconds, () => {
      asking = ask();
    });
  }

  async function ask(): Promise<void> {
    const claim = await locks.claim(name);
    if (claim.outcome === 'busy') {
      onOther();
      if (!isStopped) askAgain(Math.min(LOOK_MILLISECONDS, Math.max(1, claim.milliseconds)));
      return;
    }
    if (isStopped) {
      await claim.lease.leave();
      return;
    }
    lease = claim.lease;
    lease.lost.addEventListener('abort', lose, { once: true });
    onChange(lease, claim.place);
    // Lost before anybody listened.
    if (lease?.lost.aborted) lose();
  }

  function lose(): void {
    if (lease === null || isStopped) return;
    lease = null;
    onChange(null, null);
    askAgain(1);
  }

  return {
    asked,
    get lease() {
      return lease;
    },
    async stop() {
      isStopped = true;
      callOff();
      await asking;
      const held = lease;
      lease = null;
      if (!held) return;
      onChange(null, null);
      await held.leave();
    },
  };
}
