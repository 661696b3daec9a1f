/**
 * Which contender leads: the one that had so many more hits of late than the leader that going over to it pays. How far
 * back it looks grows with the cache, and doubles each time the lead goes back to whom it was taken from: then what looked
 * like a change of habits was only a turn within one habit. Where following the turns has brought the cache itself fewer
 * hits than staying with one contender would have, it looks as far back as it can. But whoever is far ahead for long takes
 * the lead however far it looks back, and what was before counts no more: that was another habit.
 */
import { View } from './view.ts';

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
/** Whoever has so many more hits in a view that is not stretched, and that for so many such views, is ahead for long. */
const FAR_AHEAD = 0.05;
const LONG_AHEAD_VIEWS = 0.75;
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
  /** Never stretched, stretched, and the long one. */
  readonly #short: View;
  readonly #near: View;
  readonly #far: View;
  /** By contender, for how many requests it has been far ahead. */
  readonly #farAhead: Float64Array;
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
    this.#short = new View(shares.length);
    this.#near = new View(shares.length);
    this.#far = new View(shares.length);
    this.#farAhead = new Float64Array(shares.length);
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
    this.#short.take(this.hits, this.ownHits, requests, shortest);
    this.#near.take(this.hits, this.ownHits, requests, view);
    this.#far.take(this.hits, this.ownHits, requests, LONG_VIEWS * shortest);
    this.hits.fill(0);
    this.ownHits = 0;
    const turned = this.#aheadForLong(requests, entries, LONG_AHEAD_VIEWS * shortest);
    const best = turned === this.#leader ? this.#best(entries) : turned;
    this.#sinceChange += requests;
    if (best === this.#leader) this.#stretch += ((1 - this.#stretch) * requests) / (EASE_VIEWS * view);
    else {
      const hasty = best === this.#before && this.#sinceChange < HASTY_VIEWS * view;
      if (hasty) this.#stretch = Math.min(MOST_STRETCH, this.#stretch * 2);
      if (turned !== this.#leader) this.#beginAnew(turned);
      this.#before = this.#leader;
      this.#leader = best;
      this.#sinceChange = 0;
      this.#farAhead.fill(0);
    }
    this.#settled = this.#sinceChange > SETTLED_VIEWS * view;
  }

  /** The contender that has been far ahead for so many requests, else the leader. */
  #aheadForLong(requests: number, entries: number, long: number): number {
    const { hits } = this.#short;
    const cost = this.#cost(this.#short, entries);
    let best = this.#leader;
    let most = 0;
    for (let contender = 0; contender < hits.length; contender++) {
      const gain = this.#gain(hits, contender, FAR_AHEAD, cost);
      const since = gain > 0 ? this.#farAhead[contender]! + requests : 0;
      this.#farAhead[contender] = since;
      if (since <= long || gain <= most) continue;
      most = gain;
      best = contender;
    }
    return best;
  }

  /** The leader to be counts as what the cache had: it has lost nothing yet. */
  #beginAnew(leader: number): void {
    this.#stretch = Math.max(1, this.#stretch / 2);
    this.#near.copy(this.#short);
    this.#far.copy(this.#short);
    this.#far.own = this.#far.hits[leader]!;
  }

  #best(entries: number): number {
    const { hits, own } = this.#far;
    const cost = this.#cost(this.#near, entries);
    if (Math.max(...hits) > own * (1 + LOST) + cost) return this.#ahead(hits, cost);
    const best = this.#ahead(this.#near.hits, cost);
    return best === this.#leader ? this.#ahead(hits, cost, [this.#short.hits, this.#near.hits]) : best;
  }

  /**
   * The contender that is ahead of the leader by more than it costs to go over to it, and ahead at all in the other views,
   * else the leader.
   */
  #ahead(hits: Float64Array, cost: number, others: readonly Float64Array[] = []): number {
    let best = this.#leader;
    let most = 0;
    for (let contender = 0; contender < hits.length; contender++) {
      const gain = this.#gain(hits, contender, MARGIN, cost);
      if (gain <= most || others.some((other) => this.#gain(other, contender, MARGIN, 0) <= 0)) continue;
      most = gain;
      best = contender;
    }
    return best;
  }

  /** What a contender has beyond the leader's hits and a margin of them, when it has paid for going over. */
  #gain(hits: Float64Array, contender: number, margin: number, cost: number): number {
    const apart = Math.abs(this.#shares[contender]! - this.#shares[this.#leader]!);
    return hits[contender]! - hits[this.#leader]! * (1 + margin) - cost * apart;
  }

  /** Hits lost by going over between settings whose windows are wholly apart. */
  #cost({ hits, requests }: View, entries: number): number {
    return (COST * entries * hits[this.#leader]!) / requests;
  }
}
