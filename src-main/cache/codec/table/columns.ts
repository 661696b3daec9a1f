/** One column packed and opened. Gaps lie in a bitmap of their own; what is packed are the cells that are there. */
import type { CompressionName } from '../compression.ts';
import { type Integers, readPacked, writePacked } from './bit-packing.ts';
import { type ColumnSource, createColumnSink, createColumnSource, type PackedColumn } from './column-stream.ts';
import { readNumbers, writeNumbers } from './numbers.ts';
import {
  type CellKind,
  type ColumnData,
  type NumberColumn,
  numberColumn,
  type TextColumn,
  textColumn,
} from './table.ts';
import { readTexts, writeCodedTexts, writeTexts } from './texts.ts';

/** Gives the column packed, and how many bytes its cells take as plain values: eight a number, one a character. */
export function packColumn(column: ColumnData, method: CompressionName): PackedColumn & { readonly rawBytes: number } {
  const out = createColumnSink(method);
  if (column.kind === 'number') {
    const { values } = column;
    const present = numbersPresent(values);
    writePresence(out, present);
    writeNumbers(out, present ? presentNumbers(values, present) : values);
    return { ...out.packed(), rawBytes: 8 * values.length };
  }
  if (column.kind === 'coded') {
    writePresence(out, null);
    const rawBytes = writeCodedTexts(out, column);
    return { ...out.packed(), rawBytes };
  }
  const { texts } = column;
  const present = textsPresent(texts);
  writePresence(out, present);
  const cells = present ? presentTexts(texts, present) : (texts as readonly string[]);
  const rawBytes = writeTexts(out, cells);
  return { ...out.packed(), rawBytes };
}

/** @throws AppError CACHE_PAYLOAD_UNREADABLE */
export function openColumn(
  kind: CellKind,
  rows: number,
  packed: PackedColumn,
  method: CompressionName,
): NumberColumn | TextColumn {
  const source = createColumnSource(packed, method);
  const gaps = source.description.byte();
  const present = gaps === 0 ? null : readPacked(source, rows, 1);
  const count = present ? countOf(present) : rows;
  return kind === 'number' ? openNumbers(source, present, count) : openTexts(source, present, count);
}

function openNumbers(source: ColumnSource, present: Integers | null, count: number): NumberColumn {
  const cells = readNumbers(source, count);
  if (!present) return numberColumn(cells);
  const values = new Float64Array(present.length);
  let next = 0;
  for (let row = 0; row < values.length; row++) values[row] = present[row] === 1 ? cells[next++]! : Number.NaN;
  return numberColumn(values);
}

function openTexts(source: ColumnSource, present: Integers | null, count: number): TextColumn {
  const cells = readTexts(source, count);
  if (!present) return textColumn(cells.at, cells.coded);
  const places = new Int32Array(present.length);
  let next = 0;
  for (let row = 0; row < places.length; row++) places[row] = present[row] === 1 ? next++ : -1;
  const at = (row: number) => (places[row]! < 0 ? null : cells.at(places[row]!));
  const { coded } = cells;
  if (!coded) return textColumn(at, null);
  const codes = new Int32Array(places.length);
  for (let row = 0; row < codes.length; row++) codes[row] = places[row]! < 0 ? -1 : coded.codes[places[row]!]!;
  return textColumn(at, { distinct: coded.distinct, codes });
}

/** 1 for each row that has a cell; null when all have. */
function numbersPresent(values: ArrayLike<number>): Int32Array | null {
  let row = 0;
  while (row < values.length && !Number.isNaN(values[row]!)) row++;
  if (row === values.length) return null;
  const present = new Int32Array(values.length).fill(1, 0, row);
  for (; row < values.length; row++) present[row] = Number.isNaN(values[row]!) ? 0 : 1;
  return present;
}

function textsPresent(texts: readonly (string | null)[]): Int32Array | null {
  const gap = texts.indexOf(null);
  if (gap < 0) return null;
  const present = new Int32Array(texts.length).fill(1, 0, gap);
  for (let row = gap; row < texts.length; row++) present[row] = texts[row] === null ? 0 : 1;
  return present;
}

function writePresence(out: ReturnType<typeof createColumnSink>, present: Int32Array | null): void {
  out.description.byte(present ? 1 : 0);
  if (present) writePacked(out, present, 1);
}

function presentNumbers(values: ArrayLike<number>, present: Int32Array): Float64Array {
  const cells = new Float64Array(countOf(present));
  let next = 0;
  for (let row = 0; row < present.length; row++) if (present[row] === 1) cells[next++] = values[row]!;
  return cells;
}

function presentTexts(texts: readonly (string | null)[], present: Int32Array): string[] {
  const cells: string[] = new Array(countOf(present));
  let next = 0;
  for (let row = 0; row < present.length; row++) if (present[row] === 1) cells[next++] = texts[row]!;
  return cells;
}

function countOf(present: ArrayLike<number>): number {
  let count = 0;
  for (let row = 0; row < present.length; row++) count += present[row]!;
  return count;
}
