/**
 * Columns on their way to another thread. Handing over a hundred thousand strings one by one holds the sender up for
 * longer than a frame; one long string with the lengths beside it is copied in one piece.
 */
import type { ColumnData } from './table.ts';

export type CrossingColumn =
  | { readonly kind: 'number'; readonly values: Float64Array | Int32Array }
  | { readonly kind: 'coded'; readonly distinct: readonly string[]; readonly codes: Int32Array }
  | { readonly kind: 'text'; readonly pieces: readonly string[]; readonly lengths: Int32Array };

/** Joining this many texts takes about a millisecond, after which other work has its turn. */
const PIECE_ROWS = 16_384;
const GAP = -1;

/** @param pause lets other work of this thread go first. */
export async function sendColumn(column: ColumnData, pause: () => Promise<void>): Promise<CrossingColumn> {
  if (column.kind === 'coded') return { kind: 'coded', distinct: column.distinct, codes: column.codes };
  if (column.kind === 'number') {
    const { values } = column;
    const typed = values instanceof Float64Array || values instanceof Int32Array;
    return { kind: 'number', values: typed ? values : Float64Array.from(values) };
  }
  const { texts } = column;
  const lengths = new Int32Array(texts.length);
  const pieces: string[] = [];
  for (let start = 0; start < texts.length; start += PIECE_ROWS) {
    if (start > 0) await pause();
    const end = Math.min(start + PIECE_ROWS, texts.length);
    for (let row = start; row < end; row++) lengths[row] = texts[row]?.length ?? GAP;
    pieces.push(texts.slice(start, end).join(''));
  }
  return { kind: 'text', pieces, lengths };
}

export function receiveColumn(column: CrossingColumn): ColumnData {
  if (column.kind !== 'text') return column;
  const { pieces, lengths } = column;
  const texts: (string | null)[] = [];
  for (const [piece, text] of pieces.entries()) {
    let at = 0;
    const end = Math.min((piece + 1) * PIECE_ROWS, lengths.length);
    for (let row = piece * PIECE_ROWS; row < end; row++) {
      const length = lengths[row]!;
      texts.push(length === GAP ? null : text.slice(at, at + length));
      at += Math.max(0, length);
    }
  }
  return { kind: 'text', texts };
}
