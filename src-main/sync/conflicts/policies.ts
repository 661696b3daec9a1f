/** How conflicts are decided, field by field. */
import type { ConflictPolicy } from '#shared/contract/index.ts';

export interface ConflictPolicies {
  readonly price: ConflictPolicy;
  readonly title: ConflictPolicy;
  readonly note: ConflictPolicy;
  /** Which shops' stock the store's other shops follow; left out: none. */
  readonly stock?: StockRule;
}

/** Stock has one owner at a time: of several computers that see a sale, one passes it on. */
export interface StockRule {
  /** Shops whose movements this computer passes on. */
  readonly from: readonly number[];
  /** Platforms that take stock. */
  readonly to: readonly string[];
}
