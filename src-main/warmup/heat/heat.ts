/**
 * Which stores staff ask for, and which they will: the access log in 64 KB, whatever the chain's size, and a rank for every
 * store with its reasons.
 */
import { type AccessKind, accessKind, type HotStore } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { StateFormat } from '../../resilience/index.ts';
import { createHeavyKeeper } from './heavy-keeper.ts';
import { createWeekProfile, HOURS } from './week-profile.ts';

export interface HeatOptions {
  /** In [0, 1). */
  readonly random: () => number;
  /** The hour of the week, 0 to 167, that the clock on the wall shows at an instant. */
  readonly hourOfWeek: (at: number) => number;
}

export type StoreHeat = Omit<HotStore, 'name'>;

export interface Heat {
  /** Notes that staff asked for a store, at UTC milliseconds. Cheap: it is called at every request. */
  note(store: StoreId, kind: AccessKind, at: number): void;
  /** Every store that has any heat, the hottest first. */
  rank(at: number): StoreHeat[];
  /** The begin of the hour that is warmed for: the next one in which anybody is expected. */
  expectedAt(at: number): number;
  /** For a `StateFile`. */
  readonly format: StateFormat<Heat>;
  /** Bytes of all that it holds. */
  readonly bytes: number;
}

export const WINDOW_MILLISECONDS = 600_000;
const QUARTER_HOUR = 900_000;
const HOUR = 3_600_000;
const DAY_HOURS = 24;
/** An hour with less than this part of the day's busiest one is not what is warmed for. */
const QUIET = 0.2;
/** The whole of the first fifth of a chain of 500, and room for more. */
const RANKED = 64;
const ADMIT_MILLISECONDS = 60_000;
/** Of what is saved. Another layout counts as none. */
const MAGIC = 0x6d77_0001;

const KINDS = accessKind.options;
const KIND_INDEX = Object.fromEntries(KINDS.map((kind, index) => [kind, index])) as Record<AccessKind, number>;

export function createHeat({ random, hourOfWeek }: HeatOptions): Heat {
  const keeper = createHeavyKeeper({ window: WINDOW_MILLISECONDS, kinds: KINDS.length, random });
  const profile = createWeekProfile(random);
  let hour = -1;
  let hourUntil = Number.NEGATIVE_INFINITY;
  let admitAt = Number.NEGATIVE_INFINITY;

  /** Zones are off by whole quarters of an hour: within one the hour does not change. */
  function hourAt(at: number): number {
    if (at < hourUntil && at >= hourUntil - QUARTER_HOUR) return hour;
    hour = hourOfWeek(at);
    hourUntil = (Math.floor(at / QUARTER_HOUR) + 1) * QUARTER_HOUR;
    return hour;
  }

  /** The coming day hour by hour: how many requests are expected in each. */
  function comingDay(at: number): { at: number; expected: Map<number, number>; sum: number }[] {
    const first = Math.floor(at / HOUR) * HOUR;
    return Array.from({ length: DAY_HOURS }, (_, ahead) => {
      const begin = first + ahead * HOUR;
      const expected = profile.expected(hourOfWeek(Math.max(begin, at)) % HOURS);
      return { at: begin, expected, sum: [...expected.values()].reduce((sum, count) => sum + count, 0) };
    });
  }

  function nextBusyHour(at: number): { at: number; expected: Map<number, number> } {
    const day = comingDay(at);
    const busiest = Math.max(...day.map(({ sum }) => sum));
    return day.find(({ sum }) => sum > 0 && sum >= busiest * QUIET) ?? { at: day[0]!.at, expected: new Map() };
  }

  function arrays(): readonly ArrayBufferView[] {
    return [...keeper.state, ...profile.state];
  }

  const heat: Heat = {
    note(store, kind, at) {
      keeper.add(store, KIND_INDEX[kind], at);
      profile.add(store, hourAt(at));
      if (at < admitAt) return;
      admitAt = at + ADMIT_MILLISECONDS;
      profile.admit(keeper.top(RANKED, at).map(({ key }) => key));
    },
    rank(at) {
      const asked = keeper.top(RANKED, at);
      const rising = new Set(keeper.rising(at));
      const { expected } = nextBusyHour(at);
      const askedBy = new Map(asked.map((one) => [one.key, one]));
      const mostAsked = Math.max(1, asked[0]?.requests ?? 0);
      const mostExpected = Math.max(1, ...expected.values());
      const stores = new Set([...askedBy.keys(), ...rising, ...expected.keys()]);
      const scored = [...stores].map((store) => {
        const requests = askedBy.get(store)?.requests ?? 0;
        const due = expected.get(store) ?? 0;
        const isRising = rising.has(store);
        return {
          store_id: store as StoreId,
          requests,
          expected: due,
          score: requests / mostAsked + due / mostExpected + (isRising ? 1 : 0),
          why: reasons(requests, isRising, due),
          kinds: kindsOf(askedBy.get(store)?.kinds ?? []),
        };
      });
      scored.sort((a, b) => b.score - a.score || a.store_id - b.store_id);
      const best = scored[0]?.score ?? 1;
      return scored.map((one) => ({ ...one, score: one.score / best }));
    },
    expectedAt: (at) => nextBusyHour(at).at,
    format: {
      encode: () => pack(arrays()),
      decode(bytes) {
        unpack(bytes, arrays());
        keeper.adopt();
        profile.adopt();
        return heat;
      },
    },
    get bytes() {
      return arrays().reduce((sum, array) => sum + array.byteLength, 0);
    },
  };
  return heat;
}

function reasons(requests: number, rising: boolean, expected: number): StoreHeat['why'] {
  return [
    ...(rising ? (['rising'] as const) : []),
    ...(requests > 0 ? (['asked-for'] as const) : []),
    ...(expected > 0 ? (['expected'] as const) : []),
  ];
}

function kindsOf(counts: readonly number[]): StoreHeat['kinds'] {
  return counts
    .map((requests, index) => ({ kind: KINDS[index]!, requests }))
    .filter(({ requests }) => requests > 0)
    .sort((a, b) => b.requests - a.requests);
}

function pack(arrays: readonly ArrayBufferView[]): Uint8Array {
  const magic = new Uint32Array([MAGIC]);
  return Buffer.concat([magic, ...arrays].map(bytesOf));
}

/** @throws RangeError when the bytes are of another layout. */
function unpack(bytes: Uint8Array, arrays: readonly ArrayBufferView[]): void {
  const size = arrays.reduce((sum, array) => sum + array.byteLength, 4);
  const magic = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (bytes.byteLength !== size || magic !== MAGIC) throw new RangeError('saved by another version');
  let offset = 4;
  for (const array of arrays) {
    bytesOf(array).set(bytes.subarray(offset, offset + array.byteLength));
    offset += array.byteLength;
  }
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
