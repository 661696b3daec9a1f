/**
 * Ten people at work: seven in stores of their own, two who look after districts, one who looks after the chain. They ask
 * what the pages ask, in the pages' order: a board, sometimes the orders behind it, sometimes one of them.
 */
import { businessDate, dayNumber } from '../../../shared/domain/business-date.ts';
import { type DatesRange, OVERVIEW_PRODUCTS, type Preset, presetRange } from '../../../shared/domain/period.ts';
import type { Question } from '../../integration/cache/levels/fresh-answers.ts';
import { pick, type Random } from '../../integration/cache/levels/shop.ts';

type Scope = 'all' | readonly number[];

export interface Person {
  /** The scope that is looked at now. */
  scope(random: Random): Scope;
  /** How often a minute has a look in it. */
  readonly eagerness: number;
}

/** What somebody does in one go: steps follow each other, the questions of a step are put at once. */
export interface Look {
  readonly board: readonly Question[];
  readonly orders: readonly Question[];
  /** How many of the orders that the list shows are opened. */
  readonly opens: number;
}

const STORE_STAFF = 7;
const DISTRICTS = 2;
const DISTRICT_STORES = 20;
const ORDERS_PAGE = 200;

/** How often which period is looked at. */
const PERIODS: readonly (readonly [Preset | 'day' | 'lastMonth', number])[] = [
  ['today', 0.4],
  ['last30', 0.22],
  ['last7', 0.15],
  ['yesterday', 0.1],
  ['month', 0.08],
  ['day', 0.03],
  ['lastMonth', 0.02],
];

/** Few stores are asked for often, many now and then. */
function zipf(random: Random, count: number): number {
  return 1 + Math.min(count - 1, Math.floor((count + 1) ** random() - 1));
}

export function createStaff(stores: number): Person[] {
  const storeStaff = Array.from({ length: STORE_STAFF }, (_, i): Person => {
    const own = [1 + Math.floor((i * stores) / STORE_STAFF)];
    // Now and then a look at how another store does.
    return { eagerness: 0.5, scope: (random) => (random() < 0.93 ? own : [zipf(random, stores)]) };
  });
  const districts = Array.from({ length: DISTRICTS }, (_, i): Person => {
    const first = 1 + Math.floor((i * stores) / DISTRICTS);
    const district = Array.from(
      { length: Math.min(DISTRICT_STORES, stores) },
      (_, k) => 1 + ((first + k - 1) % stores),
    );
    return {
      eagerness: 0.4,
      scope(random) {
        if (random() < 0.3) return district;
        return [district[Math.floor(random() * random() * district.length)]!];
      },
    };
  });
  const chain: Person = { eagerness: 0.4, scope: (random) => (random() < 0.8 ? 'all' : [zipf(random, stores)]) };
  return [...storeStaff, ...districts, chain];
}

function rangeOf(random: Random, today: string): DatesRange {
  const day = dayNumber(today)!;
  let rest = random();
  const [period] = PERIODS.find(([, share]) => {
    rest -= share;
    return rest < 0;
  }) ?? ['today' as const];
  if (period === 'day') {
    const date = businessDate(day - 1 - Math.floor(random() * 6));
    return { from: date, to: date };
  }
  if (period === 'lastMonth') return { from: businessDate(day - 59), to: businessDate(day - 30) };
  return presetRange(period, today);
}

const question = (kind: Question['kind'], input: object): Question => ({ kind, input: input as never });

/** @param today the stores' business date. */
export function lookOf(person: Person, random: Random, today: string): Look {
  const stores = person.scope(random);
  const range = { stores, ...rangeOf(random, today) };
  const board = [
    question('stores', {}),
    question('bounds', { stores }),
    question('overview', { ...range, products: OVERVIEW_PRODUCTS }),
  ];
  if (random() > 0.3) return { board, orders: [], opens: 0 };
  const filter = random();
  const list = {
    ...range,
    limit: ORDERS_PAGE,
    ...(filter < 0.15 && { status: pick(random, ['cancelled', 'refunded', 'paid'] as const) }),
    ...(filter > 0.93 && { number: 'S' }),
  };
  const orders = [
    question('breakdown', { ...range, by: 'channel' }),
    question('byStatus', range),
    question('list', list),
  ];
  return { board, orders, opens: random() < 0.5 ? 1 + Math.floor(random() * 3) : 0 };
}

/** Staff open what stands at the top of the list. */
export function detailOf(random: Random, listed: readonly { readonly id: number }[]): Question | null {
  const order = listed[Math.floor(random() * random() * Math.min(40, listed.length))];
  return order ? question('detail', { id: order.id }) : null;
}
