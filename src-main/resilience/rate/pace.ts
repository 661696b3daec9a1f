/**
 * How fast to call a platform that says nothing of its limit: down by a part when it turns calls away, up again in small steps,
 * with a long rest just below the pace at which it did (the shape of CUBIC, RFC 9438). One cycle is more than 1,000 calls, of
 * which one or a few are turned away. The figures below are checked by `use-of-the-limit.test.ts`: at least 95 % of a limit is
 * used, and at most 0.5 % of the calls are turned away.
 */

export interface Pace {
  /** Calls a second. */
  readonly rate: number;
  /** What was taken for right at first. */
  readonly nominal: number;
  /** The rate that was about too much when it was last slowed down. */
  readonly peak: number;
  /** Calls that went well since. */
  readonly calm: number;
  /** The last place that had been given out then. */
  readonly slowedAt: number;
  /** How often calls were turned away in a row, with hardly one let through in between. */
  readonly closed: number;
}

/** Parts of the peak: where the pace begins after it was slowed down, and where it rests. */
const LOWEST = 0.95;
const RESTING = 0.99;
/** Calls until the pace rests, and until it tries for more. */
const CLIMB = 100;
const REST = 1_000;
/** Then it goes up by a hundredth, and by twice as much with every so many calls: a limit that was raised is found soon. */
const PROBE = 200;
const PROBE_STEP = 0.01;
/** Where it has risen so far it rests again for so many calls: a platform that counts minutes says late that it is too much. */
const STAGE = 1.2;
const STAGE_REST = 400;
/** Turned away again within this many calls: the limit is far below the pace. */
const SOON = 50;
/** Fewer calls than these that go well say nothing: they may have been let through by chance. */
const FEW = 5;
/** Turned away this often in a row, the pace is slowed down as well. */
const LONG_CLOSED = 2;
/** The most times as long as usual that is waited before the next try. */
const MOST_PATIENCE = 4;
/** What the pace is multiplied by when it was too fast, by how far it was. */
const FAR_TOO_FAST = 0.93;
const FAR_TOO_LONG_CLOSED = 0.93;
/** Above this part of the peak the pace rose only because calls had been saved up on the platform's side. */
const RISEN = 1.05;
const TOO_FAST = 0.95;
const A_LITTLE_TOO_FAST = 0.99;
/** The limit that was declared may be out of date, but not by an order of magnitude. */
const MOST_ABOVE_NOMINAL = 4;
const LEAST_OF_NOMINAL = 1 / 1_000;

/** A new shop begins at rest: what is declared is taken for true. */
export function newPace(perSecond: number): Pace {
  return {
    rate: rateAfter(perSecond, CLIMB),
    nominal: perSecond,
    peak: perSecond,
    calm: CLIMB,
    slowedAt: 0,
    closed: 0,
  };
}

function rateAfter(peak: number, calm: number): number {
  if (calm < CLIMB) return peak * (LOWEST + (RESTING - LOWEST) * (calm / CLIMB));
  if (calm < REST) return peak * RESTING;
  return peak * (RESTING + PROBE_STEP * (2 ** ((calm - REST) / PROBE) - 1));
}

/** The pace after one more call that went well. */
export function speedUp(pace: Pace): Pace {
  const calm = pace.calm + 1;
  const closed = calm < FEW ? pace.closed : 0;
  const rate = Math.min(pace.nominal * MOST_ABOVE_NOMINAL, rateAfter(pace.peak, calm));
  if (rate >= pace.peak * STAGE) return { ...pace, rate, peak: rate / RESTING, calm: REST - STAGE_REST, closed };
  return { ...pace, calm, closed, rate };
}

/** The pace after a call was turned away; `given` is the last place given out. */
export function slowDown(pace: Pace, given: number): Pace {
  const { rate, nominal } = pace;
  const peak = Math.max(nominal * LEAST_OF_NOMINAL, rate * tooFast(pace));
  return { rate: rateAfter(peak, 0), nominal, peak, calm: 0, slowedAt: given, closed: pace.closed };
}

/**
 * The pace after a call was turned away before more than a few were let through: some platforms count whole minutes, and let
 * nobody through until the next one. Trying for it tells nothing of the pace, but that it is far too fast if it takes long.
 */
export function stayClosed(pace: Pace, given: number): Pace {
  const closed = pace.closed + 1;
  const slowed = closed === LONG_CLOSED ? slowDown(pace, given) : pace;
  return { ...slowed, closed, calm: 0, slowedAt: given };
}

/** Whether the last call that was turned away was one of a row. */
export function isClosed({ calm, slowedAt }: Pace): boolean {
  return slowedAt > 0 && calm < FEW;
}

/** How many times as long as usual to wait before the next try. */
export function patience({ closed }: Pace): number {
  return Math.min(MOST_PATIENCE, 2 ** closed);
}

function tooFast(pace: Pace): number {
  if (isClosed(pace)) return FAR_TOO_LONG_CLOSED;
  if (wasJustSlowed(pace)) return FAR_TOO_FAST;
  return pace.rate > pace.peak * RISEN ? TOO_FAST : A_LITTLE_TOO_FAST;
}

/** Whether the pace was slowed down only a few calls ago. */
export function wasJustSlowed({ calm }: Pace): boolean {
  return calm < SOON;
}
