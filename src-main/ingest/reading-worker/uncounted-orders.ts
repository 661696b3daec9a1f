/** Orders that are counted later wait in a file (order-count.ts). */
import { COUNTED_OF_LINES, COUNTED_OF_ORDERS, type CountedColumns } from '../order-batch.ts';
import { bytesOf, checksumOf, createScratchFile } from '../scratch-file.ts';
import { columnsIn, createColumnBuffer } from './order-columns.ts';

interface Batch {
  readonly at: number;
  readonly checksum: number;
  readonly orders: number;
  readonly lines: number;
}

export interface UncountedOrders {
  /** @throws AppError DISK_FULL or DISK_WRITE_FAILED. */
  put(columns: CountedColumns, orders: number): void;
  /**
   * Gives what was put, a batch at a time: its columns are valid until the next one is asked for.
   * @throws AppError DISK_WRITE_FAILED when it is not there any more as it was.
   */
  take(): Generator<{ readonly columns: CountedColumns; readonly orders: number }>;
  close(): void;
}

/** @param path of a file that nobody else has. */
export function createUncountedOrders(path: string): UncountedOrders {
  const file = createScratchFile(path);
  const batches: Batch[] = [];
  let packed = new Uint8Array(0);

  /** The columns of a batch one behind another. */
  function pack(columns: CountedColumns, orders: number, lines: number): Uint8Array {
    const parts = partsOf(columns, orders, lines);
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    if (packed.length < size) packed = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      packed.set(part, at);
      at += part.length;
    }
    return packed.subarray(0, size);
  }

  return {
    put(columns, orders) {
      const lines = columns.lineStart[orders]!;
      const bytes = pack(columns, orders, lines);
      batches.push({ at: file.append(bytes), checksum: checksumOf(bytes), orders, lines });
    },
    *take() {
      const columns = columnsIn(createColumnBuffer());
      for (const { at, checksum, orders, lines } of batches) {
        file.read(at, checksum, partsOf(columns, orders, lines));
        yield { columns, orders };
      }
    },
    close: file.discard,
  };
}

function partsOf(columns: CountedColumns, orders: number, lines: number): Uint8Array[] {
  return [
    bytesOf(columns.lineStart.subarray(0, orders + 1)),
    ...COUNTED_OF_ORDERS.map((name) => bytesOf(columns[name].subarray(0, orders))),
    ...COUNTED_OF_LINES.map((name) => bytesOf(columns[name].subarray(0, lines))),
  ];
}
