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
    const present = presence(values.length, (row) => !Number.isNaN(values[row]!));
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
  const present = presence(texts.length, (row) => texts[row] !== null);
  writePresence(out, present);
  const cells = present ? texts.filter((text) => text !== null) : (texts as readonly string[]);
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
function presence(rows: number, isThere: (row: number) => boolean): Int32Array | null {
  let row = 0;
  while (row < rows && isThere(row)) row++;
  if (row === rows) return null;
  const present = new Int32Array(rows).fill(1, 0, row);
  for (; row < rows; row++) if (isThere(row)) present[row] = 1;
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

function countOf(present: ArrayLike<number>): number {
  let count = 0;
  for (let row = 0; row < present.length; row++) count += present[row]!;
  return count;
}
