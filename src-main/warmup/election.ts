/** Of several PCs on one Redis, one runs what falls due; the others profit from what it leaves there. */

/** Held while the run goes on. */
export interface Lease {
  /** The run was carried out: nobody needs to do it again. */
  done(): Promise<void>;
  /** It was not: whoever comes next may. */
  free(): Promise<void>;
}

export type Claim =
  | { readonly outcome: 'won'; readonly lease: Lease }
  /** Another one is at it. */
  | { readonly outcome: 'running' }
  /** Another one did it. */
  | { readonly outcome: 'done' };

export interface Election {
  /** Asks for a run, named the same on every PC, such as `full:2026-11-20T02:00:00.000Z`. Never fails: alone, one wins. */
  claim(run: string): Promise<Claim>;
}

/** For a PC without Redis. */
export function soleElection(): Election {
  const lease: Lease = { done: () => Promise.resolve(), free: () => Promise.resolve() };
  return { claim: async () => ({ outcome: 'won', lease }) };
}
