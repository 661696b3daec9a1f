/** Rows that are no data: totals at the end, a count of rows, the heading row once more, a remark. */
import type { RecordBlock } from '../record-block.ts';
import { createCell, foldWord, isTotalWord, moveTo, textOf } from '../understand/index.ts';

const COUNT = /^共\s*[\d,]+\s*(条|行|笔|单|个)/;

/** A remark of the program that wrote the file: nothing else stands beside it. */
const REMARK = /^#/;

/** True when the first cell that is not blank says so, when there is none, or when the record repeats the headings. */
export function isFooterRow(block: RecordBlock, record: number, headings: readonly string[]): boolean {
  const cell = createCell();
  const fields = block.offsets[record + 1]! - block.offsets[record]!;
  let repeated = 0;
  let blank = true;
  for (let column = 0; column < fields; column++) {
    moveTo(cell, block, record, column);
    if (cell.start === cell.end) continue;
    blank = false;
    const text = textOf(cell);
    if (text === headings[column]?.trim()) {
      if (++repeated >= 3) return true;
      continue;
    }
    return (
      isTotalWord(text) || COUNT.test(foldWord(text)) || (fields === 1 && headings.length > 1 && REMARK.test(text))
    );
  }
  return blank || repeated > 0;
}

/** True for a footer of words alone: headings of sums, which stand in the row below. */
export function headsSums(block: RecordBlock, record: number): boolean {
  const cell = createCell();
  let words = 0;
  for (let column = 0; column < block.offsets[record + 1]! - block.offsets[record]!; column++) {
    moveTo(cell, block, record, column);
    if (cell.start === cell.end) continue;
    if (/\d/.test(textOf(cell))) return false;
    words++;
  }
  return words > 1;
}

/** True when any cell names a sum, as in a row that begins with its day or its customer. */
export function namesTotal(block: RecordBlock, record: number): boolean {
  const cell = createCell();
  const fields = block.offsets[record + 1]! - block.offsets[record]!;
  for (let column = 0; column < fields; column++) {
    moveTo(cell, block, record, column);
    if (cell.start < cell.end && isTotalWord(textOf(cell))) return true;
  }
  return false;
}
