/**
 * Turns UTF-8 text into field bounds without making a string or an object per record: quotes are taken away in place, and
 * a record that is not complete yet is moved to the front of the buffer to be gone on with.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { CHUNK_BYTES, LIMITS } from '../limits.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** A block ends at either: room for 64k narrow records, or for 256k fields. */
const BLOCK_RECORDS = 1 << 16;
const BLOCK_FIELDS = 1 << 18;

/** An input that hands out whole characters only needs room for one. */
const LEAST_ROOM = 8;

export class CsvScanner {
  readonly starts = new Int32Array(BLOCK_FIELDS + LIMITS.columns + 1);
  readonly ends = new Int32Array(BLOCK_FIELDS + LIMITS.columns + 1);
  readonly offsets = new Int32Array(BLOCK_RECORDS + 1);
  /** Complete records found by the last `scan`. */
  records = 0;
  /** Number of the first of them within the file. */
  firstRecord = 0;

  bytes: Uint8Array;
  /** Bytes of `bytes` that are filled. */
  length = 0;

  readonly #delimiter: number;
  readonly #chunkBytes: number;
  /** Where the next field begins. */
  #position = 0;
  /** Where the unfinished record begins, and how many of its fields are done. */
  #recordStart = 0;
  #fields = 0;

  /** `delimiter` is one ASCII character. */
  constructor(delimiter: string, chunkBytes: number = CHUNK_BYTES) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#chunkBytes = Math.max(chunkBytes, LEAST_ROOM);
    this.bytes = new Uint8Array(2 * this.#chunkBytes + 1);
  }

  /** Leaves out the first bytes (a byte order mark, a `sep=` line); only before the first `scan`. */
  skip(bytes: number): void {
    this.#position = bytes;
    this.#recordStart = bytes;
  }

  /**
   * Drops the records of the last scan and makes room; gives the end up to which the buffer may be filled from `length` on.
   * Throws FILE_FIELD_TOO_LONG when one record alone outgrows every bound.
   */
  makeRoom(): number {
    const { starts, ends, bytes } = this;
    const first = this.offsets[this.records]!;
    const shift = this.#recordStart;
    const done = this.#fields - first;
    for (let f = 0; f < done; f++) {
      starts[f] = starts[first + f]! - shift;
      ends[f] = ends[first + f]! - shift;
    }
    this.firstRecord += this.records;
    this.records = 0;
    this.#fields = done;
    this.#position -= shift;
    this.#recordStart = 0;
    const kept = this.length - shift;
    if (kept > LIMITS.recordBytes) throw this.#refusal('FILE_FIELD_TOO_LONG', 0);
    if (kept + this.#chunkBytes + 1 > bytes.length) {
      this.bytes = new Uint8Array(2 * kept + this.#chunkBytes + 1);
      this.bytes.set(bytes.subarray(shift, this.length));
    } else if (shift > 0) {
      bytes.copyWithin(0, shift, this.length);
    }
    this.length = kept;
    return this.bytes.length - 1;
  }

  /**
   * Finds the records that are complete in `bytes`; with `last`, what is left is the last record. True when it stopped
   * because the block is full: `makeRoom` and scan again before filling. Throws FILE_TOO_MANY_COLUMNS,
   * FILE_FIELD_TOO_LONG, and FILE_DAMAGED for a quote that is still open at the end of the file.
   */
  scan(last: boolean): boolean {
    const { bytes, starts, ends, offsets } = this;
    const delimiter = this.#delimiter;
    const highest = Math.max(delimiter, CR);
    const end = this.length;
    let records = this.records;
    let fields = this.#fields;
    let first = offsets[records]!;
    let position = this.#position;
    let full = false;
    // Sentinel: the inner loops need no bounds check, and the last record needs no newline.
    bytes[end] = LF;
    while (position < end || (last && fields > first)) {
      const start = position;
      let stop = start;
      let byte = bytes[stop]!;
      if (byte === QUOTE) {
        stop = this.#quotedField(start, fields, records, last);
        if (stop < 0) break;
        byte = bytes[stop]!;
      } else {
        // Letters and digits lie above all that ends a field: one comparison for most bytes instead of three.
        while (byte > highest || (byte !== delimiter && byte !== LF && byte !== CR)) byte = bytes[++stop]!;
        if (stop === end && !last) {
          if (stop - start > LIMITS.fieldBytes) throw this.#refusal('FILE_FIELD_TOO_LONG', records);
          break;
        }
        starts[fields] = start;
        ends[fields] = stop;
      }
      if (stop - start > LIMITS.fieldBytes + 2) throw this.#refusal('FILE_FIELD_TOO_LONG', records);
      fields++;
      position = stop + 1;
      if (byte === delimiter && stop < end) {
        if (fields - first >= LIMITS.columns)
          throw new AppError('FILE_TOO_MANY_COLUMNS', { details: { limit: LIMITS.columns } });
        continue;
      }
      // An empty line is no record; so `\r\n` needs no case of its own.
      if (fields - first === 1 && stop === start) {
        fields = first;
      } else {
        offsets[++records] = fields;
        first = fields;
      }
      if (position > end) position = end;
      this.#recordStart = position;
      if (records === BLOCK_RECORDS || fields >= BLOCK_FIELDS) {
        full = true;
        break;
      }
    }
    this.records = records;
    this.#fields = fields;
    this.#position = position;
    return full;
  }

  /** Bounds of a quoted field that begins at `start`; gives where it stops (its terminator), -1 if that is not here yet. */
  #quotedField(start: number, field: number, record: number, last: boolean): number {
    const { bytes, length: end } = this;
    const delimiter = this.#delimiter;
    let close = start + 1;
    let escapes = 0;
    for (;;) {
      while (close < end && bytes[close] !== QUOTE) close++;
      if (close >= end && last) throw this.#refusal('FILE_DAMAGED', record);
      if (close >= end || (close + 1 === end && !last)) return this.#awaitMore(start, record);
      if (close + 1 === end || bytes[close + 1] !== QUOTE) break;
      escapes++;
      close += 2;
    }
    let stop = close + 1;
    for (let byte = bytes[stop]!; byte !== delimiter && byte !== LF && byte !== CR; ) byte = bytes[++stop]!;
    if (stop === end && !last) return this.#awaitMore(start, record);
    let write = close;
    if (escapes > 0) {
      write = start + 1;
      for (let read = write; read < close; read++) {
        const byte = bytes[read]!;
        bytes[write++] = byte;
        if (byte === QUOTE) read++;
      }
    }
    // Text behind the closing quote belongs to the field: `"12"" `, `"a"b`.
    for (let read = close + 1; read < stop; read++) bytes[write++] = bytes[read]!;
    this.starts[field] = start + 1;
    this.ends[field] = write;
    return stop;
  }

  #awaitMore(start: number, record: number): -1 {
    if (this.length - start > LIMITS.fieldBytes) throw this.#refusal('FILE_FIELD_TOO_LONG', record);
    return -1;
  }

  /** `record` counts within the block; staff count from one. */
  #refusal(code: 'FILE_DAMAGED' | 'FILE_FIELD_TOO_LONG', record: number): AppError {
    return new AppError(code, { details: { record: this.firstRecord + record + 1 } });
  }
}
