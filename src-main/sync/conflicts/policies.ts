/** How conflicts are decided, field by field. */
import type { ConflictPolicy } from '#shared/contract/index.ts';

export interface ConflictPolicies {
  readonly price: ConflictPolicy;
  readonly title: ConflictPolicy;
  readonly note: ConflictPolicy;
}
