/** Several readers as one: the sheets of a workbook that share their headings are one table cut into pieces. */
import type { RecordBlock, RecordReader } from '../record-block.ts';

/**
 * Gives the records of all readers, one after another, numbered through.
 * @param heads records that every reader but the first begins with and that are not given again: its headings.
 */
export function readInSequence(readers: readonly [RecordReader, ...RecordReader[]], heads: number): RecordReader {
  async function* blocks(): AsyncGenerator<RecordBlock, void, undefined> {
    let given = 0;
    let sourceBytes = 0;
    for (const [index, reader] of readers.entries()) {
      const skipped = index === 0 ? 0 : heads;
      const from = given;
      for await (const block of reader) {
        const left = Math.min(Math.max(0, skipped - block.firstRecord), block.records);
        sourceBytes = Math.max(sourceBytes, block.sourceBytes);
        if (left === block.records) continue;
        const firstRecord = from + block.firstRecord + left - skipped;
        yield {
          ...block,
          offsets: block.offsets.subarray(left),
          records: block.records - left,
          firstRecord,
          sourceBytes,
        };
        given = firstRecord + block.records - left;
      }
    }
  }
  return { totalBytes: readers[0].totalBytes, [Symbol.asyncIterator]: blocks };
}
