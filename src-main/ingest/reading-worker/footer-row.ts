/** Rows that are no data: totals at the end, a count of rows, the heading row once more. */
import type { RecordBlock } from '../record-block.ts';
import { createCell, moveTo, textOf } from '../understand/index.ts';

const TOTAL =
  /^[\s*＊-]*(总计|合计|小计|总合计|本页合计|页小计|共计|累计|汇总|总数|合 ?计|grand total|sub-?total|totals?|sum|total general|overall)\s*([:：]\s*[\d.,]*|[(（].*)?$/i;
const COUNT = /^共\s*[\d,]+\s*(条|行|笔|单|个)/;

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
    return TOTAL.test(text) || COUNT.test(text);
  }
  return blank || repeated > 0;
}
