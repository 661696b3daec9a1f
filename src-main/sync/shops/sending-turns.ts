/**
 * Of several computers with the same shop one at a time sends to it: some platforms can only be told a whole count, and two that
 * read and write at once would undo each other. A turn is taken when there is something to send, and given up when there is not.
 */
import type { Later, Lease, LockPlace, Locks } from '../../resilience/index.ts';

export interface SendingTurnsOptions {
  readonly locks: Locks;
  readonly later: Later;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** It may be this computer's turn now. */
  readonly onFree: (shopId: number) => void;
}

export interface Turn {
  /** What was read before may have been written over by another computer; UTC milliseconds, 0: by none. */
  readonly readSince: number;
}

export interface SendingTurns {
  /** Null: another computer sends; `onFree` comes when it is worth asking again. */
  take(shop: { readonly id: number; readonly name: string }): Promise<Turn | null>;
  /** Nothing is under way any more. */
  leave(shopId: number): Promise<void>;
  stop(): Promise<void>;
}

/** A computer that waits for its turn looks this often. */
const LOOK_MILLISECONDS = 500;

interface Seat {
  asking: Promise<Turn | null> | null;
  turn: { readonly lease: Lease; readonly place: LockPlace | null; readSince: number } | null;
  leaving: Promise<void>;
  /** Of the last turn that others could see. */
  last: { readonly place: LockPlace; readonly fence: number } | null;
  callOff: () => void;
}

/** Makes the turns of this computer; none is held at first. */
export function createSendingTurns({ locks, later, now, onFree }: SendingTurnsOptions): SendingTurns {
  const seats = new Map<number, Seat>();

  function seatOf(id: number): Seat {
    let seat = seats.get(id);
    if (!seat) {
      seat = { asking: null, turn: null, leaving: Promise.resolve(), last: null, callOff: () => undefined };
      seats.set(id, seat);
    }
    return seat;
  }

  async function ask(id: number, name: string, seat: Seat): Promise<Turn | null> {
    await seat.leaving;
    const claim = await locks.claim(`shop/${name}/send`);
    seat.asking = null;
    if (claim.outcome === 'busy') {
      seat.callOff();
      seat.callOff = later(Math.min(LOOK_MILLISECONDS, Math.max(1, claim.milliseconds)), () => onFree(id));
      return null;
    }
    const { lease, place } = claim;
    const last = seat.last ?? { place, fence: 1 };
    const others = place !== null && (last.place !== place || last.fence !== lease.fence);
    if (place !== null) seat.last = { place, fence: lease.fence };
    const turn = { lease, place, readSince: others ? now() : 0 };
    seat.turn = turn;
    lease.lost.addEventListener('abort', () => {
      if (seat.turn === turn) seat.turn = null;
    });
    return turn;
  }

  async function leave(seat: Seat): Promise<void> {
    const { turn } = seat;
    // Alone there is nobody to make room for.
    if (!turn?.place) return;
    seat.turn = null;
    seat.leaving = turn.lease.leave();
    await seat.leaving;
  }

  return {
    async take({ id, name }) {
      const seat = seatOf(id);
      if (seat.turn && !seat.turn.lease.lost.aborted) {
        // What is read by a clock that was set back would be before it for hours, and be read again and again.
        seat.turn.readSince = Math.min(seat.turn.readSince, now());
        return { readSince: seat.turn.readSince };
      }
      seat.asking ??= ask(id, name, seat);
      return seat.asking;
    },
    async leave(shopId) {
      await leave(seatOf(shopId));
    },
    async stop() {
      for (const seat of seats.values()) {
        seat.callOff();
        await seat.asking;
        await seat.leaving;
        await seat.turn?.lease.leave();
        seat.turn = null;
      }
    },
  };
}
