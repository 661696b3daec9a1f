/**
 * What is really so, and what may still be told: every item has a version that only goes up. Once an invalidation has
 * returned, a read that begins afterwards may not give a version from before it.
 */

export const ITEMS = 4;

/** What one process may give of each item. */
export interface Floors {
  /** Nothing older, whatever the answer says. */
  readonly strict: number[];
  /** Something older only where the answer says that it is stale: the process was cut off and could not know. */
  readonly honest: number[];
}

export interface Truth {
  /** The source. */
  readonly versions: number[];
  write(item: number): number;
}

export function createTruth(): Truth {
  const versions = Array.from({ length: ITEMS }, () => 1);
  return {
    versions,
    write(item) {
      versions[item]! += 1;
      return versions[item]!;
    },
  };
}

export function createFloors(): Floors {
  return { strict: Array.from({ length: ITEMS }, () => 0), honest: Array.from({ length: ITEMS }, () => 0) };
}

/** @param known whether the process can have been told */
export function raiseFloors(floors: Floors, versions: ReadonlyMap<number, number>, known: boolean): void {
  for (const [item, version] of versions) {
    floors.honest[item] = Math.max(floors.honest[item]!, version);
    if (known) floors.strict[item] = Math.max(floors.strict[item]!, version);
  }
}

/** A process that has heard of a gap knows that it must not give what it had. */
export function becomeStrict({ strict, honest }: Floors): void {
  for (const [item, version] of honest.entries()) strict[item] = Math.max(strict[item]!, version);
}
