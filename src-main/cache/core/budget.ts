/** How much memory the cache may take, by how many stores there are to keep warm. */

export interface Budget {
  readonly profile: 'small' | 'medium' | 'large' | 'huge' | 'fixed';
  readonly bytes: number;
  readonly stores: number;
}

const MEGABYTE = 1_048_576;
const PROFILES = [
  { profile: 'small', below: 20, megabytes: 256 },
  { profile: 'medium', below: 51, megabytes: 512 },
  { profile: 'large', below: 101, megabytes: 1_024 },
  { profile: 'huge', below: Number.POSITIVE_INFINITY, megabytes: 2_048 },
] as const;

/** Gives the budget for so many stores; what IT has fixed, in megabytes, goes before. */
export function chooseBudget(stores: number, fixedMegabytes: number | null = null): Budget {
  if (fixedMegabytes !== null) return { profile: 'fixed', bytes: fixedMegabytes * MEGABYTE, stores };
  const { profile, megabytes } = PROFILES.find(({ below }) => stores < below) ?? PROFILES[3];
  return { profile, bytes: megabytes * MEGABYTE, stores };
}
