/** While staff wait for an answer, warmup stands aside. Whoever forgets to leave, or hangs, holds it up for a while only. */

export interface StaffGate {
  /** A request by staff begins; gives the way to say that it has ended, which may be called often. */
  enter(): () => void;
  /** Requests that count. */
  readonly pending: number;
  /** Resolves once nobody waits, or the signal aborts. */
  idle(signal: AbortSignal): Promise<void>;
}

export interface StaffGateOptions {
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** How long a single request may hold warmup up, in milliseconds. */
  readonly most?: number;
}

/** Far longer than any answer takes that somebody still waits for. */
const MOST_MILLISECONDS = 10_000;

export function createStaffGate({ later, most = MOST_MILLISECONDS }: StaffGateOptions): StaffGate {
  const waiting = new Set<() => void>();
  let pending = 0;

  function leave(): void {
    pending--;
    if (pending > 0) return;
    for (const resume of [...waiting]) resume();
  }

  return {
    enter() {
      pending++;
      let inside = true;
      const end = () => {
        if (!inside) return;
        inside = false;
        callOff();
        leave();
      };
      const callOff = later(most, end);
      return end;
    },
    get pending() {
      return pending;
    },
    async idle(signal) {
      // Again after each waking: the next request may have come before this one's turn.
      while (pending > 0 && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const resume = () => resolve();
        waiting.add(resume);
        signal.addEventListener('abort', resume, { once: true });
        await promise;
        signal.removeEventListener('abort', resume);
        waiting.delete(resume);
      }
    },
  };
}
