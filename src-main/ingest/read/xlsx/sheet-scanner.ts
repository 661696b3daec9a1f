/** A sheet's XML becomes records of UTF-8 fields straight from its bytes: cells stand where their reference says, blanks are empty. */
import { AppError } from '#shared/domain/app-error.ts';
import { LIMITS } from '../limits.ts';
import { numberText } from './cell-text.ts';
import type { NumberKind } from './number-format.ts';
import type { SharedStrings } from './shared-strings.ts';
import { collectText, textEnd } from './string-item.ts';
import { copyXmlText } from './xml-text.ts';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const SPACE = 0x20;
const [LOWER_C, LOWER_F, LOWER_I, LOWER_R, LOWER_S, LOWER_T, LOWER_V] = [0x63, 0x66, 0x69, 0x72, 0x73, 0x74, 0x76];

const BLOCK_RECORDS = 1 << 14;
const BLOCK_FIELDS = 1 << 17;
const BLOCK_BYTES = 1 << 20;
/** With a sign or a point at most this many characters hold no more than 15 digits, so nothing is to be rounded. */
const EXACT_CHARACTERS = 15;

/** The types of a cell, its `t` attribute. */
type CellType = 'number' | 'shared' | 'text' | 'inline' | 'boolean' | 'error' | 'isoDate';

export class SheetScanner {
  readonly starts = new Int32Array(BLOCK_FIELDS + LIMITS.columns);
  readonly ends = new Int32Array(BLOCK_FIELDS + LIMITS.columns);
  readonly offsets = new Int32Array(BLOCK_RECORDS + 1);
  records = 0;
  firstRecord = 0;
  /** The fields' bytes. */
  bytes: Uint8Array = new Uint8Array(2 * BLOCK_BYTES);
  /** The end of the sheet's data has been seen. */
  done = false;

  readonly #prefix: number;
  readonly #strings: SharedStrings;
  readonly #styles: readonly NumberKind[];
  readonly #date1904: boolean;
  #used = 0;
  /** The last number that needed more than copying: neighbours often repeat it (the time of an order's lines). */
  #lastWritten = '';
  #lastKind: NumberKind = 'number';
  #lastText = '';

  constructor(prefix: number, strings: SharedStrings, styles: readonly NumberKind[], date1904: boolean) {
    this.#prefix = prefix;
    this.#strings = strings;
    this.#styles = styles;
    this.#date1904 = date1904;
  }

  /** Begins a new block. */
  clear(): void {
    this.firstRecord += this.records;
    this.records = 0;
    this.#used = 0;
  }

  /**
   * Takes the rows of `xml[from..to)`, none of which is cut; gives how far it came, short of `to` when the block is full.
   * Throws FILE_TOO_MANY_COLUMNS, FILE_FIELD_TOO_LONG, FILE_DAMAGED.
   */
  scan(xml: Buffer, from: number, to: number): number {
    let at = from;
    while (at < to && !this.done) {
      if (this.records === BLOCK_RECORDS || this.offsets[this.records]! >= BLOCK_FIELDS || this.#used >= BLOCK_BYTES)
        break;
      while (at < to && xml[at] !== LT) at++;
      if (at >= to) break;
      const tagEnd = endOfTag(xml, at, to);
      const closing = xml[at + 1] === SLASH;
      const name = at + 1 + this.#prefix + (closing ? 1 : 0);
      at = tagEnd + 1;
      const empty = xml[tagEnd - 1] === SLASH;
      if (isNamed(xml, name, 'row')) {
        if (!closing && !empty) at = this.#row(xml, at, to);
      } else if (isNamed(xml, name, 'sheetData')) {
        this.done = closing || empty;
      }
    }
    return at;
  }

  /** The cells behind `<row …>`; gives the position behind `</row>`. */
  #row(xml: Buffer, from: number, to: number): number {
    const first = this.offsets[this.records]!;
    let width = 0;
    let filled = 0;
    let at = from;
    for (;;) {
      while (at < to && xml[at] !== LT) at++;
      if (at >= to) throw new AppError('FILE_DAMAGED');
      const closing = xml[at + 1] === SLASH;
      const name = at + 1 + this.#prefix + (closing ? 1 : 0);
      if (closing && isNamed(xml, name, 'row')) {
        at = endOfTag(xml, at, to) + 1;
        break;
      }
      if (closing || xml[name] !== LOWER_C || (xml[name + 1] !== SPACE && !isTagEnd(xml[name + 1]!))) {
        at = endOfTag(xml, at, to) + 1;
        continue;
      }
      let column = width;
      let style = 0;
      let type: CellType = 'number';
      let i = name + 1;
      while (i < to && !isTagEnd(xml[i]!)) {
        if (xml[i]! <= SPACE) {
          i++;
          continue;
        }
        const letter = xml[i]!;
        let equals = i + 1;
        while (equals < to && xml[equals] !== EQUALS) equals++;
        const quote = xml[equals + 1]!;
        const valueStart = equals + 2;
        let valueEnd = valueStart;
        while (valueEnd < to && xml[valueEnd] !== quote) valueEnd++;
        if (equals === i + 1) {
          if (letter === LOWER_R) column = columnOf(xml, valueStart, valueEnd);
          else if (letter === LOWER_S) style = integer(xml, valueStart, valueEnd);
          else if (letter === LOWER_T) type = typeOf(xml, valueStart, valueEnd);
        }
        i = valueEnd + 1;
      }
      if (i >= to) throw new AppError('FILE_DAMAGED');
      if (column >= LIMITS.columns) {
        throw new AppError('FILE_TOO_MANY_COLUMNS', { details: { limit: LIMITS.columns } });
      }
      for (; width <= column; width++) this.starts[first + width] = this.ends[first + width] = this.#used;
      const start = this.#used;
      at = xml[i] === SLASH ? i + 2 : this.#cell(xml, i + 1, to, type, style);
      this.starts[first + column] = start;
      this.ends[first + column] = this.#used;
      if (this.#used > start && column >= filled) filled = column + 1;
    }
    // A row of nothing but looks is a blank line. Empty cells behind the last value are looks too.
    if (filled > 0) this.offsets[++this.records] = first + filled;
    return at;
  }

  /** The content behind `<c …>`; gives the position behind `</c>`. */
  #cell(xml: Buffer, from: number, to: number, type: CellType, style: number): number {
    let at = from;
    for (;;) {
      while (at < to && xml[at] !== LT) at++;
      if (at >= to) throw new AppError('FILE_DAMAGED');
      const closing = xml[at + 1] === SLASH;
      const name = at + 1 + this.#prefix + (closing ? 1 : 0);
      const tagEnd = endOfTag(xml, at, to);
      const letter = xml[name]!;
      at = tagEnd + 1;
      if (closing) {
        if (letter === LOWER_C) return at;
        continue;
      }
      if (xml[tagEnd - 1] === SLASH) continue;
      if (letter === LOWER_V) {
        const stop = textEnd(xml, at, to);
        this.#value(xml, at, stop, type, style);
        at = stop;
      } else if (letter === LOWER_I) {
        const stop = xml.indexOf('</', textBehind(xml, at, to, this.#prefix));
        if (stop < 0 || stop >= to) throw new AppError('FILE_DAMAGED');
        this.#ensure(stop - at);
        this.#used = collectText(xml, at, stop, this.#prefix, this.bytes, this.#used);
        at = stop;
      } else if (letter === LOWER_F) {
        // The formula itself is of no interest; its last result stands in `<v>`.
        at = textEnd(xml, at, to);
      }
    }
  }

  #value(xml: Buffer, start: number, stop: number, type: CellType, style: number): void {
    if (type === 'shared') this.#shared(integer(xml, start, stop));
    else if (type === 'number') this.#number(xml, start, stop, this.#styles[style] ?? 'number');
    else if (type === 'boolean') this.#ascii(xml[start] === 0x31 ? 'TRUE' : 'FALSE');
    else if (type === 'isoDate') this.#ascii(xml.toString('latin1', start, stop).replace('T', ' ').replace(/Z$/, ''));
    else if (type !== 'error') {
      this.#ensure(stop - start);
      this.#used = copyXmlText(xml, start, stop, this.bytes, this.#used);
    }
  }

  #shared(index: number): void {
    const { bytes, ends, count } = this.#strings;
    if (index >= count) throw new AppError('FILE_DAMAGED');
    const from = index === 0 ? 0 : ends[index - 1]!;
    const to = ends[index]!;
    this.#ensure(to - from);
    const target = this.bytes;
    let used = this.#used;
    for (let i = from; i < to; i++) target[used++] = bytes[i]!;
    this.#used = used;
  }

  #number(xml: Buffer, start: number, stop: number, kind: NumberKind): void {
    if (kind === 'number' && stop - start <= EXACT_CHARACTERS) {
      let plain = true;
      this.#ensure(EXACT_CHARACTERS);
      for (let i = start, used = this.#used; i < stop; i++) {
        // Digits, sign and point are below; an exponent's letter is above.
        if (xml[i]! > 0x39) plain = false;
        this.bytes[used++] = xml[i]!;
      }
      if (plain) {
        this.#used += stop - start;
        return;
      }
    }
    const written = xml.toString('latin1', start, stop);
    if (written !== this.#lastWritten || kind !== this.#lastKind) {
      this.#lastWritten = written;
      this.#lastKind = kind;
      this.#lastText = numberText(written, kind, this.#date1904);
    }
    this.#ascii(this.#lastText);
  }

  #ascii(text: string): void {
    this.#ensure(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.#used++] = text.charCodeAt(i);
  }

  #ensure(more: number): void {
    if (more > LIMITS.fieldBytes || this.#used + more > BLOCK_BYTES + LIMITS.recordBytes) {
      throw new AppError('FILE_FIELD_TOO_LONG', { details: { record: this.firstRecord + this.records + 1 } });
    }
    if (this.#used + more <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.#used + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** The position of the `>` that ends the tag at `at`; comments may hold others. */
function endOfTag(xml: Buffer, at: number, to: number): number {
  if (xml[at + 1] === 0x21 && xml[at + 2] === 0x2d) {
    const close = xml.indexOf('-->', at);
    if (close < 0 || close >= to) throw new AppError('FILE_DAMAGED');
    return close + 2;
  }
  let end = at + 1;
  while (end < to && xml[end] !== GT) end++;
  if (end >= to) throw new AppError('FILE_DAMAGED');
  return end;
}

function isTagEnd(byte: number): boolean {
  return byte === GT || byte === SLASH;
}

function isNamed(xml: Buffer, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) if (xml[at + i] !== name.charCodeAt(i)) return false;
  const next = xml[at + name.length]!;
  return next <= SPACE || isTagEnd(next);
}

/** Where the `</is>` of an inline string that begins at `at` stands. */
function textBehind(xml: Buffer, at: number, to: number, prefix: number): number {
  for (let i = at; ; ) {
    const close = xml.indexOf('</', i);
    if (close < 0 || close >= to) throw new AppError('FILE_DAMAGED');
    if (isNamed(xml, close + 2 + prefix, 'is')) return close;
    i = close + 2;
  }
}

/** Zero-based column of a reference: `A1` 0, `AB12` 27. */
function columnOf(xml: Buffer, start: number, stop: number): number {
  let column = 0;
  for (let i = start; i < stop; i++) {
    const letter = xml[i]! & 0xdf;
    if (letter < 0x41 || letter > 0x5a) break;
    column = Math.min(column * 26 + letter - 0x40, LIMITS.columns + 1);
  }
  if (column === 0) throw new AppError('FILE_DAMAGED');
  return column - 1;
}

function integer(xml: Buffer, start: number, stop: number): number {
  let value = 0;
  for (let i = start; i < stop; i++) {
    const digit = xml[i]! - 0x30;
    if (digit < 0 || digit > 9) throw new AppError('FILE_DAMAGED');
    value = value * 10 + digit;
  }
  return value;
}

function typeOf(xml: Buffer, start: number, stop: number): CellType {
  const letter = xml[start]!;
  if (letter === LOWER_S) return stop - start === 1 ? 'shared' : 'text';
  if (letter === LOWER_I) return 'inline';
  if (letter === 0x62) return 'boolean';
  if (letter === 0x65) return 'error';
  if (letter === 0x64) return 'isoDate';
  return 'number';
}
