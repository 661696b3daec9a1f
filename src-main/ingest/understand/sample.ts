/** The head of a file as text, for everything that is judged before reading it. */
import type { RecordReader } from '../record-block.ts';
import { BACKTICK, decodeUtf8 } from './values/cell.ts';

/** Gives the first records as text, at most `limit`. */
export async function takeSample(records: RecordReader, limit: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of records) {
    for (let record = 0; record < block.records; record++) {
      if (rows.length === limit) return rows;
      const row: string[] = [];
      for (let i = block.offsets[record]!; i < block.offsets[record + 1]!; i++) {
        const start = block.starts[i]!;
        row.push(decodeUtf8(block.bytes, block.bytes[start] === BACKTICK ? start + 1 : start, block.ends[i]!));
      }
      rows.push(row);
    }
  }
  return rows;
}
