/**
 * Rows for the rollups wait here until the orders are written: put down as they come, written in the order of their keys.
 * Written as they come they would reach each page of the rollups many times between the pages of orders, which are then
 * written and read back again and again (measured on 1.6 million lines: 1.5 GB written until all were loaded, 0.2 so).
 */
import type { RollupRows } from '../../analytics/rollup/index.ts';
import type { WritableDb } from '../../database/index.ts';

/** Rows are handed over in slices of about this size. */
const SLICE_BYTES = 2 ** 20;
const FLOAT_BYTES = Float64Array.BYTES_PER_ELEMENT;
const INTEGER_BYTES = Int32Array.BYTES_PER_ELEMENT;

export interface RollupSpool {
  put(rows: RollupRows): void;
  /** Hands over all that was put, some at a time, ordered by key. A key comes as often as it was put. */
  take(): Generator<RollupRows>;
  close(): void;
}

/** Works inside the transaction that the caller has begun; what it holds lies in a temporary table. */
export function createRollupSpool(db: WritableDb): RollupSpool {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS rollup_spool (id INTEGER PRIMARY KEY, row BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO rollup_spool (id, row) VALUES (?, ?)');
  const find = db.prepare<[number], Uint8Array>('SELECT row FROM rollup_spool WHERE id = ?').pluck();
  /** By id. */
  const keys: number[] = [];
  /** How many of each a row has. */
  let totals = 0;
  let blobs = 0;

  function* rowsOf(ids: Iterable<number>): Generator<{ readonly key: number; readonly row: Uint8Array }> {
    for (const id of ids) yield { key: keys[id]!, row: find.get(id)! };
  }

  return {
    put(rows) {
      const count = rows.keys.length;
      if (count === 0) return;
      totals = rows.totals.length / count;
      blobs = rows.ends.length / count;
      for (let r = 0; r < count; r++) {
        insert.run(keys.length, encode(rows, r, totals, blobs));
        keys.push(rows.keys[r]!);
      }
    },
    *take() {
      const ids = Uint32Array.from(keys, (_, id) => id).sort((a, b) => keys[a]! - keys[b]! || a - b);
      let slice: { key: number; row: Uint8Array }[] = [];
      let bytes = 0;
      for (const one of rowsOf(ids)) {
        slice.push(one);
        bytes += one.row.length;
        if (bytes < SLICE_BYTES) continue;
        yield decode(slice, totals, blobs);
        slice = [];
        bytes = 0;
      }
      if (slice.length > 0) yield decode(slice, totals, blobs);
    },
    close() {
      db.exec('DROP TABLE IF EXISTS temp.rollup_spool');
    },
  };
}

/** A row as bytes: its totals, where each of its blobs ends, and the blobs. */
function encode(rows: RollupRows, r: number, totals: number, blobs: number): Uint8Array {
  const begin = r === 0 ? 0 : rows.ends[r * blobs - 1]!;
  const end = rows.ends[(r + 1) * blobs - 1]!;
  const head = totals * FLOAT_BYTES + blobs * INTEGER_BYTES;
  const row = new Uint8Array(head + end - begin);
  new Float64Array(row.buffer, 0, totals).set(rows.totals.subarray(r * totals, (r + 1) * totals));
  const ends = new Int32Array(row.buffer, totals * FLOAT_BYTES, blobs);
  for (let blob = 0; blob < blobs; blob++) ends[blob] = rows.ends[r * blobs + blob]! - begin;
  row.set(rows.bytes.subarray(begin, end), head);
  return row;
}

function decode(
  slice: readonly { readonly key: number; readonly row: Uint8Array }[],
  totals: number,
  blobs: number,
): RollupRows {
  const head = totals * FLOAT_BYTES + blobs * INTEGER_BYTES;
  const rows = {
    keys: Float64Array.from(slice, ({ key }) => key),
    totals: new Float64Array(slice.length * totals),
    ends: new Int32Array(slice.length * blobs),
    bytes: new Uint8Array(slice.reduce((sum, { row }) => sum + row.length - head, 0)),
  };
  const [bytesOfTotals, bytesOfEnds] = [new Uint8Array(rows.totals.buffer), new Uint8Array(rows.ends.buffer)];
  let used = 0;
  for (const [r, { row }] of slice.entries()) {
    bytesOfTotals.set(row.subarray(0, totals * FLOAT_BYTES), r * totals * FLOAT_BYTES);
    bytesOfEnds.set(row.subarray(totals * FLOAT_BYTES, head), r * blobs * INTEGER_BYTES);
    for (let blob = r * blobs; blob < (r + 1) * blobs; blob++) rows.ends[blob]! += used;
    rows.bytes.set(row.subarray(head), used);
    used += row.length - head;
  }
  return rows;
}
