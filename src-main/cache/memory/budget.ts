/** How much memory the cache may take: by the number of stores, so that nobody needs to know what a megabyte is. */

const MEGABYTE = 1024 * 1024;

export interface BudgetProfile {
  readonly profile: 'small' | 'medium' | 'large' | 'huge';
  readonly bytes: number;
}

/** 256 MB below 20 stores, 512 up to 50, 1024 up to 100, 2048 above. */
export function budgetFor(stores: number): BudgetProfile {
  if (stores < 20) return { profile: 'small', bytes: 256 * MEGABYTE };
  if (stores <= 50) return { profile: 'medium', bytes: 512 * MEGABYTE };
  if (stores <= 100) return { profile: 'large', bytes: 1024 * MEGABYTE };
  return { profile: 'huge', bytes: 2048 * MEGABYTE };
}
