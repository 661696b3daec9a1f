/** Time that goes on only when the test says so. */
import type { Later } from '../../../../src-main/resilience/index.ts';

export interface ManualTime {
  readonly later: Later;
  /** Milliseconds since the beginning. */
  clock(): number;
  /** Lets time pass, running what falls due in its order, and all that follows from it. */
  pass(milliseconds: number): Promise<void>;
}

/** Lets promises settle, and what they set off. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export function manualTime(): ManualTime {
  let now = 0;
  let due: { readonly at: number; readonly work: () => void }[] = [];
  return {
    later(milliseconds, work) {
      const item = { at: now + milliseconds, work };
      due.push(item);
      return () => {
        due = due.filter((other) => other !== item);
      };
    },
    clock: () => now,
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (!next) break;
        due = due.filter((item) => item !== next);
        now = Math.max(now, next.at);
        next.work();
        await settle();
      }
      now = end;
    },
  };
}
