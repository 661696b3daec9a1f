/** What the next calls meet, one after the other: the first planned mishap that fits a call strikes it. */
import type { Mishap } from './fake-platform.ts';

export interface Mishaps {
  plan(mishap: Mishap, options?: { readonly api?: string; readonly times?: number }): void;
  /** What strikes this call, if anything; it is used up by that. */
  strike(api: string): Mishap | null;
}

export function createMishaps(): Mishaps {
  const planned: { readonly mishap: Mishap; readonly api: string | undefined; times: number }[] = [];
  return {
    plan(mishap, { api, times = 1 } = {}) {
      planned.push({ mishap, api, times });
    },
    strike(api) {
      const place = planned.findIndex((plan) => plan.api === undefined || plan.api === api);
      const plan = planned[place];
      if (!plan) return null;
      plan.times--;
      if (plan.times <= 0) planned.splice(place, 1);
      return plan.mishap;
    },
  };
}
