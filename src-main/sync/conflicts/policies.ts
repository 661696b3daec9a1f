/** How conflicts are decided, field by field. */
import type { ConflictPolicy } from '#shared/contract/index.ts';

export interface ConflictPolicies {
  readonly price: ConflictPolicy;
  readonly title: ConflictPolicy;
  readonly note: ConflictPolicy;
}

/** A price that was changed on both sides is money: somebody looks at it. A title is what staff last made of it. */
export const USUAL_POLICIES: ConflictPolicies = { price: 'ask', title: 'local', note: 'ask' };
