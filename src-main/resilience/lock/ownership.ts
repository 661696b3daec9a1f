/** Has a lock whenever it can be had: takes it, takes it again when it was lost, and says when that changes. */
import type { Later } from '../timing.ts';
import type { Lease } from './lease.ts';
import type { Locks } from './locks.ts';

export interface OwnershipOptions {
  readonly locks: Locks;
  readonly name: string;
  readonly later: Later;
  /**
   * Null: it is not ours, or no longer. Whoever acts under it must stop at once. `shared`: others see that it is held.
   * `numbered`: as the claim says.
   */
  readonly onChange: (lease: Lease | null, shared: boolean, numbered: boolean) => void;
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
export function createOwnership({ locks, name, later, onChange }: OwnershipOptions): Ownership {
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
      if (!isStopped) askAgain(Math.min(LOOK_MILLISECONDS, Math.max(1, claim.milliseconds)));
      return;
    }
    if (isStopped) {
      await claim.lease.leave();
      return;
    }
    lease = claim.lease;
    lease.lost.addEventListener('abort', lose, { once: true });
    onChange(lease, claim.shared, claim.numbered);
    // Lost before anybody listened.
    if (lease?.lost.aborted) lose();
  }

  function lose(): void {
    if (lease === null || isStopped) return;
    lease = null;
    onChange(null, false, false);
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
      onChange(null, false, false);
      await held.leave();
    },
  };
}
