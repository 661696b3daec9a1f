/**
 * Rows of days on their way to the tables, and the rows of longer periods and of blocks of stores that are added up from them. A row is held back
 * for as long as more comes for it, so that files whose days are in order write each row once and nothing has to be read
 * back. When too much would be held, all of it is given, and the tables add up what comes later.
 */
import { addEncodedRow, bytesOfRow, createRowCollector, type RollupRows, takeRows } from './encoded-rows.ts';
import { GRAINS, holdsEverything, longerPeriod } from './period.ts';
import { periodOfKey, storeOfKey } from './row-key.ts';
import { clearRowSums, createRowSums } from './row-sums.ts';
import { blockKey, isBlock } from './store-block.ts';

/** Of encoded rows. A hundred stores with two thousand products hold about 10 MB. */
const MOST_BYTES = 16 * 2 ** 20;
/** Blocks of stores begin with the shortest period that they are kept for. */
const PART = GRAINS.indexOf('part');
const DAY = PART - 1;
/** What a held row costs besides its bytes. */
const BYTES_A_ROW = 200;
/** Rows are given in slices of about this size, so that they are never twice in memory. */
const SLICE_BYTES = 2 ** 20;

/** A row that stands in others' buffers. */
interface Piece {
  readonly rows: RollupRows;
  readonly at: number;
}

/** What has come for a row, all of which is to be added up. */
interface Held {
  readonly pieces: Piece[];
  /** The drain that last brought something for it, or for a shorter period within it. */
  drain: number;
}

export interface HeldRows {
  /** Takes the rows of days that were drained together, and gives the rows for which nothing has come this time. */
  take(days: RollupRows): Generator<RollupRows>;
  /** Gives all that is held. */
  finish(): Generator<RollupRows>;
}

/** @param mostBytes about how much is held at most. */
export function createHeldRows(mostBytes = MOST_BYTES): HeldRows {
  /** By grain, by key. */
  const held = GRAINS.map(() => new Map<number, Held>());
  const given = createRowCollector();
  const scratch = createRowCollector();
  const sums = createRowSums();
  let drains = 0;
  let bytes = 0;

  /** Gives what is held for a key, for which something has come now. */
  function touch(grain: number, key: number): Held {
    let row = held[grain]!.get(key);
    if (!row) {
      row = { pieces: [], drain: drains };
      held[grain]!.set(key, row);
    }
    row.drain = drains;
    return row;
  }

  /** More is expected for a row and for every longer period that it lies in. */
  function expectMore(grain: number, key: number | null): void {
    let longer = key;
    for (let above = grain; longer !== null; above++) {
      touch(above, longer);
      longer = longerKey(longer);
    }
  }

  /** Holds a piece of a row, and so expects more for what the row will be a piece of. */
  function hold(grain: number, key: number, piece: Piece): void {
    bytes += sizeOf(piece);
    touch(grain, key).pieces.push(piece);
    const longer = longerKey(key);
    expectMore(grain + 1, longer);
    const part = grain === DAY ? longer : key;
    if (grain <= PART && part !== null) expectMore(PART, blockKey(part));
  }

  /** Gives one row of what has come for a key; null when it comes to nothing. */
  function together(key: number, pieces: readonly Piece[]): Piece | null {
    if (pieces.length < 2) return pieces[0] ?? null;
    clearRowSums(sums);
    const everything = !isBlock(storeOfKey(key));
    for (const { rows, at } of pieces) addEncodedRow(sums, rows, at, everything);
    scratch.add(key, sums, everything);
    const rows = takeRows(scratch);
    return rows.keys.length === 0 ? null : { rows, at: 0 };
  }

  /** Gives a held row, and adds it to what is held of the next longer period. */
  function release(grain: number, key: number, { pieces }: Held): void {
    held[grain]!.delete(key);
    for (const piece of pieces) bytes -= sizeOf(piece);
    const whole = together(key, pieces);
    if (!whole) return;
    const everything = holdsEverything(periodOfKey(key)) && !isBlock(storeOfKey(key));
    given.copy(key, whole.rows, whole.at, everything);
    const block = grain === PART ? blockKey(key) : null;
    if (block !== null) hold(PART, block, whole);
    const longer = longerKey(key);
    if (longer === null) return;
    if (longerKey(longer) !== null) {
      hold(grain + 1, longer, whole);
      return;
    }
    // The longest periods do without some of it, which then need not be held for so long.
    scratch.copy(longer, whole.rows, whole.at, false);
    if (scratch.size > 0) hold(grain + 1, longer, { rows: takeRows(scratch), at: 0 });
  }

  function untouched(grain: number, since: number): [key: number, row: Held][] {
    return [...held[grain]!].filter(([, { drain }]) => drain < since).sort(([a], [b]) => a - b);
  }

  /** The shortest periods first: they bring more for the longer ones. */
  function* releaseUntouched(since: number): Generator<RollupRows> {
    for (let grain = 0; grain < GRAINS.length; grain++) {
      // Again, because stores bring rows of this grain for their blocks.
      for (let rows = untouched(grain, since); rows.length > 0; rows = untouched(grain, since)) {
        for (const [key, row] of rows) {
          release(grain, key, row);
          if (given.bytes >= SLICE_BYTES) yield takeRows(given);
        }
      }
    }
    if (given.size > 0) yield takeRows(given);
  }

  return {
    *take(days) {
      drains += 1;
      for (const [at, key] of days.keys.entries()) hold(0, key, { rows: days, at });
      yield* releaseUntouched(drains);
      if (bytes > mostBytes) yield* releaseUntouched(drains + 1);
    },
    finish: () => releaseUntouched(drains + 1),
  };
}

/** The key of the next longer period of a row; null for the longest. */
function longerKey(key: number): number | null {
  const period = periodOfKey(key);
  const longer = longerPeriod(period);
  return longer === null ? null : key - period + longer;
}

function sizeOf({ rows, at }: Piece): number {
  return bytesOfRow(rows, at) + BYTES_A_ROW;
}
