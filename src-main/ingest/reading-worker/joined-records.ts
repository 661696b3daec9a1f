/** Records of one table with what another table says of their order put before their own fields, and before their own word. */
import type { RecordBlock, RecordReader } from '../record-block.ts';
import type { OrderIndex } from './order-index.ts';

export interface JoinOptions {
  readonly index: OrderIndex;
  /** How many fields the index has, and their headings. */
  readonly headings: readonly string[];
  /** By field of the index, the records' own column that says what the index does not; -1 for none. */
  readonly own: readonly number[];
  /** Column of the order number in the records. */
  readonly number: number;
  /** The record that holds the headings, -1 when there is none. */
  readonly headerRecord: number;
  /** Told of each order that was found. */
  readonly onFound?: (order: number) => void;
}

/** Gives the records with `headings.length` fields more, before all others; their own word where the order's is not known. */
export function joinRecords(records: RecordReader, options: JoinOptions): RecordReader {
  async function* blocks(): AsyncGenerator<RecordBlock, void, undefined> {
    for await (const block of records) yield joinBlock(block, options);
  }
  return { totalBytes: records.totalBytes, [Symbol.asyncIterator]: blocks };
}

const encoder = new TextEncoder();

function joinBlock(
  block: RecordBlock,
  { index, headings, own, number, headerRecord, onFound }: JoinOptions,
): RecordBlock {
  const { records, firstRecord } = block;
  const before = headings.length;
  const titles = headings.map((heading) => encoder.encode(heading));
  const orders = new Int32Array(records);
  let room = block.bytes.length;
  for (let record = 0; record < records; record++) {
    const isData = firstRecord + record > headerRecord;
    const order = isData ? index.find(block, record, number) : -1;
    orders[record] = order;
    if (order < 0) continue;
    onFound?.(order);
    if (record === 0 || orders[record - 1] !== order) room += index.size(order);
  }
  if (headerRecord >= firstRecord) room += titles.reduce((sum, title) => sum + title.length, 0);

  const bytes = new Uint8Array(room);
  bytes.set(block.bytes);
  const fields = block.offsets[records]! - block.offsets[0]! + records * before;
  const starts = new Int32Array(fields);
  const ends = new Int32Array(fields);
  const offsets = new Int32Array(records + 1);
  let used = block.bytes.length;
  let to = 0;
  for (let record = 0; record < records; record++) {
    offsets[record] = to;
    const order = orders[record]!;
    const isHeading = firstRecord + record === headerRecord;
    const isData = firstRecord + record > headerRecord;
    const sameAsAbove = order >= 0 && record > 0 && orders[record - 1] === order;
    for (let field = 0; field < before; field++, to++) {
      if (isData && (order < 0 || index.isBlank(order, field))) {
        const from = ownField(block, record, own[field]!);
        starts[to] = from < 0 ? used : block.starts[from]!;
        ends[to] = from < 0 ? used : block.ends[from]!;
        continue;
      }
      if (sameAsAbove) {
        const above = offsets[record - 1]! + field;
        starts[to] = starts[above]!;
        ends[to] = ends[above]!;
        continue;
      }
      starts[to] = used;
      if (order >= 0) used = index.copy(order, field, bytes, used);
      else if (isHeading) {
        bytes.set(titles[field]!, used);
        used += titles[field]!.length;
      }
      ends[to] = used;
    }
    for (let from = block.offsets[record]!; from < block.offsets[record + 1]!; from++, to++) {
      starts[to] = block.starts[from]!;
      ends[to] = block.ends[from]!;
    }
  }
  offsets[records] = to;
  return { ...block, bytes, starts, ends, offsets };
}

/** Where a record's cell of a column lies among the fields of its block; -1 when it has none. */
function ownField(block: RecordBlock, record: number, column: number): number {
  const field = block.offsets[record]! + column;
  return column >= 0 && field < block.offsets[record + 1]! ? field : -1;
}

/** Gives the records up to the headings, and of those behind them the ones that `keeps`; their numbers stay. */
export function filterRecords(
  records: RecordReader,
  headerRecord: number,
  keeps: (block: RecordBlock, record: number) => boolean,
): RecordReader {
  async function* blocks(): AsyncGenerator<RecordBlock, void, undefined> {
    for await (const block of records) {
      const kept = (record: number) =>
        record < block.records && (block.firstRecord + record <= headerRecord || keeps(block, record));
      for (let from = 0; from < block.records; ) {
        let to = from;
        while (kept(to)) to++;
        if (to > from) {
          const offsets = block.offsets.subarray(from, to + 1);
          yield { ...block, offsets, records: to - from, firstRecord: block.firstRecord + from };
        }
        from = to + 1;
      }
    }
  }
  return { totalBytes: records.totalBytes, [Symbol.asyncIterator]: blocks };
}
