/** The rows that were refused, read again from their files, with a reason beside each: corrected, the result can be imported. */
import { neutralText } from '#shared/domain/formula-text.ts';
import { type Language, rowReasonText } from '#shared/i18n/index.ts';
import type { RowVerdict } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import { headingsAt, takeSample } from '../understand/index.ts';
import type { PlannedPath } from './read-plan.ts';
import { planRecords } from './records.ts';

/** More rows than this are not for correcting by hand. */
const MOST_ROWS = 100_000;
const TITLES: Readonly<Record<Language, readonly [reason: string, record: string]>> = {
  en: ['Reason', 'Row'],
  'zh-CN': ['原因', '行号'],
};

/**
 * Gives the refused rows as CSV with a byte order mark: each file's own headings, then the reason and the row's number
 * (from 1, blank lines not counted). Files with other headings follow below an empty line.
 */
export async function extractRejected(
  files: readonly PlannedPath[],
  verdicts: readonly RowVerdict[],
  language: Language,
): Promise<string> {
  const sections: string[] = [];
  let left = MOST_ROWS;
  for (const [file, planned] of files.entries()) {
    const reasons = new Map<number, string>();
    for (const verdict of verdicts)
      if (verdict.file === file && reasons.size < left) reasons.set(verdict.record, verdict.reason);
    if (reasons.size === 0) continue;
    left -= reasons.size;
    sections.push(await sectionOf(planned, reasons, language));
  }
  return `\uFEFF${sections.join('\r\n')}`;
}

async function sectionOf(
  { path, settings }: PlannedPath,
  reasons: ReadonlyMap<number, string>,
  language: Language,
): Promise<string> {
  const records = await planRecords(path, settings);
  const head = await takeSample(records.open(), settings.headerRecord + 1);
  const headings = headingsAt(head, settings.headerRecord);
  const lines: string[] = [];
  if (headings.length > 0) lines.push(csvLine([...headings, ...TITLES[language]]));
  let found = 0;
  for await (const block of records.open()) {
    for (let record = 0; record < block.records; record++) {
      const number = block.firstRecord + record;
      const reason = reasons.get(number);
      if (reason === undefined) continue;
      const cells = cellsOf(block, record);
      while (cells.length < headings.length) cells.push('');
      lines.push(csvLine([...cells, rowReasonText(reason, language), String(number + 1)]));
      found++;
    }
    if (found === reasons.size) break;
  }
  return `${lines.join('\r\n')}\r\n`;
}

const decoder = new TextDecoder();

function cellsOf(block: RecordBlock, record: number): string[] {
  const cells: string[] = [];
  for (let i = block.offsets[record]!; i < block.offsets[record + 1]!; i++) {
    cells.push(decoder.decode(block.bytes.subarray(block.starts[i], block.ends[i])));
  }
  return cells;
}

function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => quoted(neutralised(cell))).join(',');
}

const PLAIN_NUMBER = /^[-+]?(\d+([.,]\d+)*|[.,]\d+)(e[-+]?\d+)?$/i;

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; plain numbers stay numbers. */
function neutralised(cell: string): string {
  return PLAIN_NUMBER.test(cell) ? cell : neutralText(cell);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
