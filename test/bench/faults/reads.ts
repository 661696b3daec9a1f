/** What staff wait for: hits, and reads that go through all tiers to the shop. */
import { type Shop, stockOf, type WholePc } from '../../integration/cache/core/whole-pc.ts';
import { type BenchRow, limitRow, plainRow } from '../bench.ts';

/** Items that are there before the fault; those that change during it are the first of them. */
export const HELD = Array.from({ length: 300 }, (_, item) => item);
const WARM_UP_FROM = 90_000;
const STAFF = 4;
const READS = 250;
const HITS = 20_000;
const MOST_HIT = 1;
const MOST_READ = 25;
const MOST_RECOVERY = 2_000;

interface Times {
  readonly p99: number;
  readonly most: number;
}

function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((one, other) => one - other);
  return { p99: sorted[Math.floor(sorted.length * 0.99)]!, most: sorted.at(-1)! };
}

/** Until the code runs as it does all day: beyond the first reads of a process the bench is about tiers. */
export async function warmUp({ stock }: WholePc): Promise<void> {
  await stock.getMany(HELD);
  for (let item = 0; item < READS; item++) await stock.get(WARM_UP_FROM + item);
}

/** Reads what is held again and again. @throws Error when an answer is none of this item. */
async function readHeld({ stock }: WholePc): Promise<Times> {
  const times: number[] = [];
  for (let read = 0; read < HITS; read++) {
    const item = HELD[read % HELD.length]!;
    const began = performance.now();
    const { value } = await stock.get(item);
    times.push(performance.now() - began);
    if (value?.startsWith(`item ${item} v`) !== true) throw new Error(`item ${item} is said to be ${value}`);
  }
  return timesOf(times);
}

/** Reads what nobody has asked for, several people at once; times are without the shop's own. */
async function readNew({ stock }: WholePc, shop: Shop, from: number): Promise<Times> {
  const times: number[] = [];
  const one = async (person: number) => {
    for (let read = 0; read < READS; read++) {
      const item = from + person * READS + read;
      const began = performance.now();
      const { value } = await stock.get(item);
      times.push(performance.now() - began - shop.took.get(item)!);
      if (value !== stockOf(item, shop.version)) throw new Error(`item ${item} is said to be ${value}`);
    }
  };
  await Promise.all(Array.from({ length: STAFF }, (_, person) => one(person)));
  return timesOf(times);
}

/** Rows of what a PC's staff wait for while a fault lasts. New items are loaded from `from` on. */
export async function readRows(fault: string, pc: WholePc, shop: Shop, from: number): Promise<BenchRow[]> {
  const read = await readNew(pc, shop, from);
  const hit = await readHeld(pc);
  const row = (metric: string, value: number) => ({ case: fault, metric, value, unit: 'ms' });
  return [
    limitRow(row('a hit, p99', hit.p99), MOST_HIT),
    limitRow(row('a read beyond the loader, p99', read.p99), MOST_READ),
    plainRow(row('a read beyond the loader, longest', read.most)),
  ];
}

/** Rows of what has been applied `milliseconds` after the fault ended. */
export function recoveryRows(
  fault: string,
  milliseconds: number,
  { missed, lost }: { readonly missed: number; readonly lost: number },
): BenchRow[] {
  return [
    limitRow(
      { case: fault, metric: `${missed} missed, applied after`, value: milliseconds, unit: 'ms' },
      MOST_RECOVERY,
    ),
    limitRow({ case: fault, metric: 'of these lost', value: lost, unit: '' }, 0),
  ];
}
