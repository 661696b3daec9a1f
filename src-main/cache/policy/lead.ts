/**
 * Which contender leads: the one that had the most hits of late, if it has so many more than the leader that going over to
 * it pays. How far back it looks grows with the cache, and doubles each time the lead goes back to whom it was taken from:
 * then what looked like a change of habits was only a turn within one habit.
 */

/** Requests in view at least. */
const LEAST_VIEW = 1_000;
/** Requests in view for each entry that the leader holds: a loop that is too long for a cache shows only after a round. */
const VIEW_AN_ENTRY = 3;
/** While nobody takes the lead, a stretched view shrinks again, to about a third of the stretch in so many views. */
const EASE_VIEWS = 20;
/** A lead that goes back within so many views was taken from too short a view. */
const HASTY_VIEWS = 4;
const MOST_STRETCH = 16;
/** A lead that has lasted for so many views is settled. */
const SETTLED_VIEWS = 20;
/** More hits by less than this share are chance. */
const MARGIN = 0.005;
/**
 * Hits that going over costs, as a share of the entries that would belong elsewhere: some of them are lost on the way.
 * Anything from 0.03 to 0.1 gives nearly the same on traces of many kinds.
 */
const COST = 0.05;

export class Lead {
  /** By contender; whoever runs them counts here. */
  readonly hits: Float64Array;
  readonly #shares: readonly number[];
  #leader: number;
  #before: number | null = null;
  #sinceChange = 0;
  #stretch = 1;
  #settled = false;

  /** `shares`: what the contenders give their windows, ascending. */
  constructor(shares: readonly number[], leader: number) {
    this.#shares = shares;
    this.#leader = leader;
    this.hits = new Float64Array(shares.length);
  }

  get leader(): number {
    return this.#leader;
  }

  /** Whether the lead has been the same for long. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Looks at who leads, after so many more requests; `entries`: how many the leader holds. */
  decide(requests: number, entries: number): void {
    const view = this.#stretch * (LEAST_VIEW + VIEW_AN_ENTRY * entries);
    const best = this.#best(entries);
    this.#sinceChange += requests;
    if (best === this.#leader) this.#stretch += ((1 - this.#stretch) * requests) / (EASE_VIEWS * view);
    else {
      const hasty = best === this.#before && this.#sinceChange < HASTY_VIEWS * view;
      if (hasty) this.#stretch = Math.min(MOST_STRETCH, this.#stretch * 2);
      this.#before = this.#leader;
      this.#leader = best;
      this.#sinceChange = 0;
    }
    this.#settled = this.#sinceChange > SETTLED_VIEWS * view;
    const kept = Math.exp(-requests / view);
    for (let contender = 0; contender < this.hits.length; contender++) this.hits[contender]! *= kept;
  }

  #best(entries: number): number {
    const wanted = this.hits[this.#leader]! * (1 + MARGIN);
    let best = this.#leader;
    let most = 0;
    for (let contender = 0; contender < this.hits.length; contender++) {
      const apart = Math.abs(this.#shares[contender]! - this.#shares[this.#leader]!);
      const gain = this.hits[contender]! - wanted - COST * entries * apart;
      if (gain > most) {
        most = gain;
        best = contender;
      }
    }
    return best;
  }
}
