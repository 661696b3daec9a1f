/**
 * Versions that were read from Redis and that nobody has raised since, as far as this process has heard. They are worth
 * as much as what lies in its memory: they hold while the bus is trusted, because whoever raises one waits until every
 * process that is trusted has forgotten it.
 */
import type { TierLease } from '../../tier.ts';

/** Some 10 MB at the very most; beyond, all are read anew. */
const MOST_KNOWN = 50_000;
/** Now and then a bucket has to be read by script, which keeps it from expiring. */
const LONGEST_MILLISECONDS = 3_600_000;

export interface KnownVersions {
  /** To be taken before a read is sent whose versions are to be learnt. */
  mark(): number;
  /** Learns versions and epochs, unless something has been forgotten since the mark: they may be from before that. */
  learn(versions: TierLease, mark: number): void;
  /** Undefined: not known. */
  get(name: string): number | undefined;
  forget(names: Iterable<string>): void;
  forgetAll(): void;
}

/** @param clock milliseconds that only ever go up */
export function createKnownVersions(clock: () => number): KnownVersions {
  const known = new Map<string, number>();
  let since = clock();
  let changes = 0;

  function clear(): void {
    known.clear();
    since = clock();
  }

  const isOver = () => clock() - since > LONGEST_MILLISECONDS;

  return {
    mark: () => changes,
    learn(versions, mark) {
      if (mark !== changes) return;
      if (known.size >= MOST_KNOWN || isOver()) clear();
      for (const [name, version] of Object.entries(versions)) known.set(name, version);
    },
    get: (name) => (isOver() ? undefined : known.get(name)),
    forget(names) {
      changes += 1;
      for (const name of names) known.delete(name);
    },
    forgetAll() {
      changes += 1;
      clear();
    },
  };
}
