/** A stretch of an XML part in memory: what is behind is dropped, what is ahead is pulled in, an unfinished piece is kept. */
import { AppError } from '#shared/domain/app-error.ts';
import type { ByteInput } from '../byte-input.ts';

/** Longer than this is no piece of a workbook that anybody made: one row of 16,384 cells is about 1 MB. */
const MAX_PIECE = 32 << 20;

export class XmlWindow {
  bytes: Buffer;
  length = 0;
  ended = false;
  /** Namespace prefix of the part's elements with its colon, mostly empty. */
  prefix = '';
  readonly #input: ByteInput;

  constructor(input: ByteInput, bytes: number) {
    this.#input = input;
    this.bytes = Buffer.alloc(bytes);
  }

  /** Reads the beginning. Throws FILE_DAMAGED unless the part's root element is `root`, and for any document type. */
  async open(root: string): Promise<void> {
    while (this.length < 4096 && !this.ended) await this.more(0);
    const head = this.bytes.toString('latin1', 0, Math.min(this.length, 4096));
    const match = new RegExp(`<([\\w.-]+:)?${root}[\\s/>]`).exec(head);
    // A document type could define entities; a workbook has none.
    if (match === null || head.includes('<!DOCTYPE')) throw new AppError('FILE_DAMAGED');
    this.prefix = match[1] ?? '';
  }

  /** Drops what lies before `keepFrom`, which becomes 0, and pulls more behind the rest. */
  async more(keepFrom: number): Promise<void> {
    const kept = this.length - keepFrom;
    if (kept > MAX_PIECE) throw new AppError('FILE_DAMAGED');
    if (kept > this.bytes.length / 2) {
      const larger = Buffer.alloc(this.bytes.length * 2);
      this.bytes.copy(larger, 0, keepFrom, this.length);
      this.bytes = larger;
    } else if (keepFrom > 0) {
      this.bytes.copyWithin(0, keepFrom, this.length);
    }
    this.length = kept;
    while (this.length < this.bytes.length && !this.ended) {
      const read = await this.#input.pull(this.bytes, this.length, this.bytes.length);
      this.ended = read === 0;
      this.length += read;
    }
  }
}
