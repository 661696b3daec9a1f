/**
 * Rows for the rollups wait in a file until the orders are written: put down as they come by the thread that counts, written in the
 * order of their keys by the one that writes. Written as they come they would reach each page of the rollups many times between the
 * pages of orders, which are then written and read back again and again (measured on 1.6 million lines: 1.5 GB written until all were
 * loaded, 0.2 so). A temporary table would do, but takes four times as long as a plain file.
 */
import type { RollupRows } from '../analytics/rollup/index.ts';
import { bytesOf, checksumOf, createScratchFile, openScratchFile, type ScratchReader } from './scratch-file.ts';

/** Rows are handed over in slices of about this size. */
const SLICE_BYTES = 2 ** 20;
const FLOAT_BYTES = Float64Array.BYTES_PER_ELEMENT;
const INTEGER_BYTES = Int32Array.BYTES_PER_ELEMENT;

/** Where the rows are, in the order in which they were put: row `r` has the key `keys[r]` and ends at `ends[r]` in the file. */
export interface SpooledRollups {
  readonly path: string;
  readonly keys: Float64Array<ArrayBuffer>;
  readonly ends: Float64Array<ArrayBuffer>;
  readonly checksums: Uint32Array<ArrayBuffer>;
  /** How many totals and how many blobs a row has. */
  readonly totals: number;
  readonly blobs: number;
}

export interface RollupSpool {
  /** @throws AppError DISK_FULL or DISK_WRITE_FAILED. */
  put(rows: RollupRows): void;
  /** Closes the file and gives what `readSpooled` finds the rows by. */
  finish(): SpooledRollups;
  close(): void;
}

/** @param path of a file that nobody else has. */
export function createRollupSpool(path: string): RollupSpool {
  const file = createScratchFile(path);
  const keys: number[] = [];
  const ends: number[] = [];
  const checksums: number[] = [];
  let [totals, blobs] = [0, 0];
  return {
    put(rows) {
      const count = rows.keys.length;
      if (count === 0) return;
      totals = rows.totals.length / count;
      blobs = rows.ends.length / count;
      const encoded = encode(rows, totals, blobs);
      const begin = file.append(encoded.bytes);
      let from = 0;
      for (const [r, to] of encoded.ends.entries()) {
        keys.push(rows.keys[r]!);
        ends.push(begin + to);
        checksums.push(checksumOf(encoded.bytes.subarray(from, to)));
        from = to;
      }
    },
    finish() {
      file.close();
      return {
        path,
        keys: Float64Array.from(keys),
        ends: Float64Array.from(ends),
        checksums: Uint32Array.from(checksums),
        totals,
        blobs,
      };
    },
    close: file.close,
  };
}

/**
 * Hands over all that was put, some at a time, ordered by key, once. A key comes as often as it was put.
 * @throws AppError DISK_WRITE_FAILED when it is not there any more as it was.
 */
export function* readSpooled(spooled: SpooledRollups): Generator<RollupRows> {
  const { keys } = spooled;
  const file = openScratchFile(spooled.path);
  try {
    let slice: Place[] = [];
    let bytes = 0;
    for (const r of Uint32Array.from(keys, (_, row) => row).sort((a, b) => keys[a]! - keys[b]! || a - b)) {
      const place = placeOf(spooled, r);
      slice.push(place);
      bytes += place.length;
      if (bytes < SLICE_BYTES) continue;
      yield decode(slice, spooled, file);
      slice = [];
      bytes = 0;
    }
    if (slice.length > 0) yield decode(slice, spooled, file);
  } finally {
    file.discard();
  }
}

interface Place {
  readonly key: number;
  readonly at: number;
  readonly length: number;
  readonly checksum: number;
}

function placeOf({ keys, ends, checksums }: SpooledRollups, r: number): Place {
  const at = r === 0 ? 0 : ends[r - 1]!;
  return { key: keys[r]!, at, length: ends[r]! - at, checksum: checksums[r]! };
}

/** All rows, each whole behind the one before (its totals, where each of its blobs ends, and the blobs), and where they end. */
function encode(rows: RollupRows, totals: number, blobs: number): { bytes: Uint8Array; ends: Uint32Array } {
  const count = rows.keys.length;
  const [totalBytes, endBytes] = [totals * FLOAT_BYTES, blobs * INTEGER_BYTES];
  const bytes = new Uint8Array(count * (totalBytes + endBytes) + rows.ends.at(-1)!);
  const allTotals = bytesOf(rows.totals);
  const ends = new Uint32Array(count);
  const within = new Int32Array(blobs);
  let at = 0;
  let begin = 0;
  for (let r = 0; r < count; r++) {
    for (let blob = 0; blob < blobs; blob++) within[blob] = rows.ends[r * blobs + blob]! - begin;
    const end = rows.ends[(r + 1) * blobs - 1]!;
    bytes.set(allTotals.subarray(r * totalBytes, (r + 1) * totalBytes), at);
    bytes.set(bytesOf(within), at + totalBytes);
    bytes.set(rows.bytes.subarray(begin, end), at + totalBytes + endBytes);
    at += totalBytes + endBytes + end - begin;
    ends[r] = at;
    begin = end;
  }
  return { bytes, ends };
}

/** Reads the rows at some places. */
function decode(places: readonly Place[], { totals, blobs }: SpooledRollups, file: ScratchReader): RollupRows {
  const [totalBytes, endBytes] = [totals * FLOAT_BYTES, blobs * INTEGER_BYTES];
  const head = totalBytes + endBytes;
  const rows = {
    keys: Float64Array.from(places, ({ key }) => key),
    totals: new Float64Array(places.length * totals),
    ends: new Int32Array(places.length * blobs),
    bytes: new Uint8Array(places.reduce((sum, { length }) => sum + length - head, 0)),
  };
  const [allTotals, allEnds] = [bytesOf(rows.totals), bytesOf(rows.ends)];
  const room = new Uint8Array(places.reduce((most, { length }) => Math.max(most, length), 0));
  let used = 0;
  for (const [r, { at, length, checksum }] of places.entries()) {
    const row = room.subarray(0, length);
    file.read(at, checksum, [row]);
    allTotals.set(row.subarray(0, totalBytes), r * totalBytes);
    allEnds.set(row.subarray(totalBytes, head), r * endBytes);
    for (let blob = r * blobs; blob < (r + 1) * blobs; blob++) rows.ends[blob]! += used;
    rows.bytes.set(row.subarray(head), used);
    used += length - head;
  }
  return rows;
}
