/** What a file may ask of this machine: above these, a file is refused instead of being given memory. */
export const LIMITS = {
  /** The columns of the widest Excel sheet. */
  columns: 16_384,
  /** Excel's longest cell is 32,767 characters; anything above this is a quote that was never closed. */
  fieldBytes: 1 << 20,
  /** A record of many long fields. */
  recordBytes: 8 << 20,
  /** Old workbooks and HTML are read whole. */
  wholeFileBytes: 100 << 20,
  /** Deflate's own ceiling is 1,032; sheets and exports reach 10 to 60. */
  inflateRatio: 200,
  /** Below this an extreme ratio is harmless (an empty, formatted sheet). */
  inflateFreeBytes: 64 << 20,
  /** One sheet or one gzipped file, inflated. */
  inflatedBytes: 64 * 2 ** 30,
  /** The shared strings of a workbook are held in memory. */
  sharedStringBytes: 256 << 20,
  zipEntries: 10_000,
} as const;

/** Bytes read at once; large enough that a read costs nothing, small enough for the processor's cache. */
export const CHUNK_BYTES = 1 << 20;
