/**
 * Which strikes of a job have been seen to. However the clock is set and however long the computer was off: a strike is seen
 * to once, missed ones once together, and a clock that was ahead for a while does not stop the job until it is there again.
 */

export interface JobLedger {
  /** No strike at or before it is still to be done. UTC milliseconds. */
  readonly doneUntil: number;
  /** The latest strikes that were seen to, and when, as the clock then said. */
  readonly done: readonly { readonly strike: number; readonly at: number }[];
  /** When the job last ran. */
  readonly lastRun: number | null;
}

export interface Due {
  /** The strike to see to now; null: none. */
  readonly strike: number | null;
  /** What the ledger says when it was seen to, or there was none. */
  readonly ledger: JobLedger;
}

const KEPT = 64;
/** Clocks are put right by less than this all the time. */
const SMALL_CORRECTION_MILLISECONDS = 3_600_000;

/**
 * Gives what is due.
 * @param previous the last strike at or before `now`; null when there was none.
 * @param firstRun whether a job that has never been in a ledger is due at once.
 */
export function dueStrike(known: JobLedger | null, previous: number | null, now: number, firstRun: boolean): Due {
  if (!known) {
    const ledger: JobLedger = { doneUntil: previous ?? now, done: [], lastRun: null };
    return firstRun ? seenTo(ledger, previous ?? now, now) : { strike: null, ledger };
  }
  // What was done lies ahead of the clock: the clock has been set back, and counts from here anew.
  const doneUntil = known.doneUntil > now ? (previous ?? now) : known.doneUntil;
  const ledger = { ...known, doneUntil };
  if (previous === null || previous <= doneUntil) return { strike: null, ledger };
  return wasDone(ledger, previous, now)
    ? { strike: null, ledger: { ...ledger, doneUntil: previous } }
    : seenTo(ledger, previous, now);
}

function seenTo(ledger: JobLedger, strike: number, at: number): Due {
  const done = [...ledger.done.filter((one) => one.strike !== strike), { strike, at }].slice(-KEPT);
  return { strike, ledger: { ...ledger, doneUntil: strike, done } };
}

/** What was done later than it is now was done while the clock was ahead: its time has only come now. */
function wasDone({ done }: JobLedger, strike: number, now: number): boolean {
  return done.some((one) => one.strike === strike && one.at <= now + SMALL_CORRECTION_MILLISECONDS);
}
