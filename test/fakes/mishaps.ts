/** What the next calls meet, one after the other: the first planned mishap that fits a call strikes it. */
import type { Mishap, MishapOptions } from './fake-platform.ts';

export interface Mishaps {
  plan(mishap: Mishap, options?: MishapOptions): void;
  /** What strikes this call, if anything; it is used up by that. */
  strike(api: string): Mishap | null;
}

export function createMishaps(): Mishaps {
  const planned: { readonly mishap: Mishap; readonly api: string | undefined; times: number; after: number }[] = [];

  return {
    plan(mishap, { api, times = 1, after = 0 } = {}) {
      planned.push({ mishap, api, times, after });
    },
    strike(api) {
      for (const [place, plan] of planned.entries()) {
        if (plan.api !== undefined && plan.api !== api) continue;
        if (plan.after > 0) {
          plan.after--;
          continue;
        }
        plan.times--;
        if (plan.times <= 0) planned.splice(place, 1);
        return plan.mishap;
      }
      return null;
    },
  };
}
