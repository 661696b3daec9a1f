/**
 * Which periods' rows make up a range of days. Sums are exact integers, so nearly all of a month is the month less a few
 * days, which are fewer rows than by adding alone, and the fewer of them are days, the less do busier stores cost.
 *
 * The cheapest rows are the shortest way on a line from the range's beginning to its end, where each period is a step from its
 * first day to the day after it: forwards it is added, backwards it is taken away. Periods lie within one another, so the
 * way climbs from each end over longer and longer steps until the two meet.
 */
import { firstDayOfPeriod, GRAINS, isDay, periodOfDay, WHOLE_GRAINS } from './period.ts';

/** Periods whose rows are added, and those whose rows are taken away from them. */
export interface RangeCover {
  readonly add: readonly number[];
  readonly take: readonly number[];
}

export interface CoverOptions {
  /** Only periods that hold everything, not only what a dashboard shows. */
  readonly whole?: boolean;
  /** What reading a longer period costs, where a day costs 1: at most 4, as many days as the shortest of them has. */
  readonly costOfLonger?: number;
}

/** Gives the periods that together hold exactly the days `from` to `to`, so that reading them costs the least. */
export function coverRange(from: number, to: number, options: CoverOptions = {}): RangeCover {
  if (to < from) return { add: [], take: [] };
  if (to === from) return { add: [from], take: [] };
  const { whole = false, costOfLonger = 1 } = options;
  const begin = climb(from, whole, costOfLonger);
  const end = climb(to + 1, whole, costOfLonger);
  let cheapest = Number.POSITIVE_INFINITY;
  let meeting = [begin[0]!, end[0]!] as readonly [Place, Place];
  for (let level = 0; level < begin.length; level += PLACES) {
    for (let i = 0; i < PLACES; i++) {
      for (let j = 0; j < PLACES; j++) {
        const places = [begin[level + i]!, end[level + j]!] as const;
        const cost = places[0].cost + between(places[0].period, places[1].period, costOfLonger) + places[1].cost;
        if (cost >= cheapest) continue;
        cheapest = cost;
        meeting = places;
      }
    }
  }
  const cover = { add: [], take: [] };
  walk(cover, meeting[0].period, meeting[1].period);
  for (let place = meeting[0]; place.below; place = place.below) walk(cover, place.below.period, place.standsAt);
  for (let place = meeting[1]; place.below; place = place.below) walk(cover, place.standsAt, place.below.period);
  return cover;
}

/** A first day of a period, as a place on the way to or from an end of the range. */
interface Place {
  readonly period: number;
  /** Of the way between the end of the range and here. */
  readonly cost: number;
  /** The place before it on that way, of a shorter kind of periods; null for the end of the range itself. */
  readonly below: Place | null;
  /** The same place as a period of that kind. */
  readonly standsAt: number;
}

/** At each kind of periods the way goes through the last place before a day, or the first after it. */
const PLACES = 2;

/** Gives the two places of each kind of periods by which a way from or to a day can go, the shortest kind first. */
function climb(day: number, whole: boolean, costOfLonger: number): Place[] {
  const start: Place = { period: day, cost: 0, below: null, standsAt: day };
  const places = [start, start];
  const grains = whole ? WHOLE_GRAINS : GRAINS;
  for (let i = 1; i < grains.length; i++) {
    const shorter = grains[i - 1]!;
    const [early, late] = places.slice(-PLACES) as [Place, Place];
    const period = periodOfDay(grains[i]!, day);
    for (const next of [period, period + 1]) {
      const standsAt = periodOfDay(shorter, firstDayOfPeriod(next));
      const fromEarly = early.cost + between(early.period, standsAt, costOfLonger);
      const fromLate = late.cost + between(late.period, standsAt, costOfLonger);
      const below = fromEarly <= fromLate ? early : late;
      places.push({ period: next, cost: Math.min(fromEarly, fromLate), below, standsAt });
    }
  }
  return places;
}

/** What the steps between two places of one kind of periods cost. */
function between(a: number, b: number, costOfLonger: number): number {
  return Math.abs(a - b) * (isDay(a) ? 1 : costOfLonger);
}

function walk(cover: { readonly add: number[]; readonly take: number[] }, from: number, to: number): void {
  for (let period = from; period < to; period++) cover.add.push(period);
  for (let period = to; period < from; period++) cover.take.push(period);
}
