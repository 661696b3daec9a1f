/**
 * The seam between reading a file and understanding it. Whatever the format (CSV in any encoding, XLSX, XLS), readers
 * yield blocks of records as UTF-8 bytes with field bounds, so that no string is made for a cell that nobody keeps.
 */
export interface RecordBlock {
  /** UTF-8, quotes already taken away, `""` already made `"`. Valid until the next block is asked for. */
  readonly bytes: Uint8Array;
  /** Field `f` of record `r` is `bytes[starts[i]..ends[i])` with `i = offsets[r] + f`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** `records + 1` entries; record `r` has `offsets[r + 1] - offsets[r]` fields. */
  readonly offsets: Int32Array;
  readonly records: number;
  /** Zero-based number of the first record within the file (blank lines are not records). */
  readonly firstRecord: number;
  /** How many bytes of the source have been consumed so far, for progress. */
  readonly sourceBytes: number;
}

export interface RecordReader extends AsyncIterable<RecordBlock> {
  /** Size of the source in bytes, for progress. */
  readonly totalBytes: number;
}
