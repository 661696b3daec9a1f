/** Rights that one computer of the chain at a time holds, as the office in PostgreSQL keeps them. */
import type { LeaseStore } from '../../../../src-main/resilience/index.ts';

interface Claim {
  holder: string;
  readonly fence: number;
  until: number;
}

/** @param now the office's own clock, in milliseconds. */
export function createMemoryClaims(now: () => number): LeaseStore {
  const claims = new Map<string, Claim>();

  return {
    async take([name], token, milliseconds) {
      const held = claims.get(name);
      if (held && held.holder !== token && held.until >= now()) {
        return { value: held.holder, milliseconds: Math.max(1, Math.round(held.until - now())), fence: 0 };
      }
      const fence = held?.holder === token ? held.fence : (held?.fence ?? 0) + 1;
      claims.set(name, { holder: token, fence, until: now() + milliseconds });
      return { value: token, milliseconds, fence };
    },
    async keep(name, token, milliseconds) {
      const held = claims.get(name);
      if (held?.holder !== token || held.until < now()) return false;
      held.until = now() + milliseconds;
      return true;
    },
    async leave(name, token, left) {
      const held = claims.get(name);
      if (held?.holder !== token) return;
      held.holder = left?.value ?? token;
      held.until = now() + (left?.milliseconds ?? -1);
    },
  };
}
