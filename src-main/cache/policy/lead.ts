/**
 * Which contender leads: the one that had the most hits of late, if it has so many more than the leader that going over to
 * it pays. How far back it looks grows with the cache, and doubles each time the lead goes back to whom it was taken from:
 * then what looked like a change of habits was only a turn within one habit. Where following the turns has brought the
 * cache itself fewer hits than staying with one contender would have, it looks as far back as it can.
 */

/** Requests in view at least. */
const LEAST_VIEW = 1_000;
/** Requests in view for each entry that the leader holds: a loop that is too long for a cache shows only after a round. */
const VIEW_AN_ENTRY = 3;
/** The long view, in views that are not stretched: several turns of a habit. */
const LONG_VIEWS = 6;
/** While nobody takes the lead, a stretched view shrinks again, to about a third of the stretch in so many views. */
const EASE_VIEWS = 20;
/** A lead that goes back within so many views was taken from too short a view. */
const HASTY_VIEWS = 4;
const MOST_STRETCH = 16;
/** A lead that has lasted for so many views is settled. */
const SETTLED_VIEWS = 20;
/** More hits by less than this share are chance. */
const MARGIN = 0.005;
/** Fewer hits of the cache itself than of the best contender, by more than this share, were lost by following turns. */
const LOST = 0.02;
/** What going over costs: of the hits that the entries which would belong elsewhere bring, this share is lost on the way. */
const COST = 0.8;

export class Lead {
  /** By contender, since the last look; whoever runs them counts here. */
  readonly hits: Float64Array;
  /** Those of the cache that follows the lead, for the same requests. */
  ownHits = 0;
  readonly #shares: readonly number[];
  readonly #near: Float64Array;
  readonly #far: Float64Array;
  #nearRequests = 0;
  #farOwn = 0;
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
    this.#near = new Float64Array(shares.length);
    this.#far = new Float64Array(shares.length);
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
    const shortest = LEAST_VIEW + VIEW_AN_ENTRY * entries;
    const view = this.#stretch * shortest;
    this.#takeIn(requests, view, LONG_VIEWS * shortest);
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
  }

  #takeIn(requests: number, near: number, far: number): void {
    const keptNear = Math.exp(-requests / near);
    const keptFar = Math.exp(-requests / far);
    for (let contender = 0; contender < this.hits.length; contender++) {
      this.#near[contender] = this.#near[contender]! * keptNear + this.hits[contender]!;
      this.#far[contender] = this.#far[contender]! * keptFar + this.hits[contender]!;
    }
    this.#nearRequests = this.#nearRequests * keptNear + requests;
    this.#farOwn = this.#farOwn * keptFar + this.ownHits;
    this.hits.fill(0);
    this.ownHits = 0;
  }

  #best(entries: number): number {
    const cost = (COST * entries * this.#near[this.#leader]!) / this.#nearRequests;
    const mostFar = Math.max(...this.#far);
    const losing = mostFar > this.#farOwn * (1 + LOST) + cost;
    return this.#ahead(losing ? this.#far : this.#near, cost);
  }

  /** The contender that is ahead of the leader by more than it costs to go over to it, else the leader. */
  #ahead(hits: Float64Array, cost: number): number {
    const wanted = hits[this.#leader]! * (1 + MARGIN);
    let best = this.#leader;
    let most = 0;
    for (let contender = 0; contender < hits.length; contender++) {
      const apart = Math.abs(this.#shares[contender]! - this.#shares[this.#leader]!);
      const gain = hits[contender]! - wanted - cost * apart;
      if (gain > most) {
        most = gain;
        best = contender;
      }
    }
    return best;
  }
}
