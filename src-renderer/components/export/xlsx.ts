/** A table as an Excel workbook. The writer is loaded when the first one is asked for. */

import { neutralText } from '#shared/domain/formula-text.ts';
import type { Cell, TableData } from '../columns.ts';

/** Excel holds no more significant digits than these; a longer figure is written as text, so that none is lost. */
const EXCEL_DIGITS = 15;
const COLUMN_WIDTHS = { text: 28, figure: 16 };

/** Gives the workbook's bytes. */
export async function tableToXlsx<Row>({ columns, rows }: TableData<Row>): Promise<Blob> {
  const { default: writeExcelFile } = await import('write-excel-file/browser');
  const heading = columns.map(({ title, exportTitle, kind }) => ({
    value: neutralText(exportTitle ?? title),
    fontWeight: 'bold' as const,
    align: kind === 'figure' ? ('right' as const) : ('left' as const),
  }));
  const sheet = [heading, ...rows.map((row) => columns.map(({ cell }) => excelCell(cell(row))))];
  return await writeExcelFile(sheet, {
    columns: columns.map(({ kind }) => ({ width: COLUMN_WIDTHS[kind] })),
    stickyRowsCount: 1,
  }).toBlob();
}

/** Gives a cell as the writer takes it. */
export function excelCell(
  cell: Cell,
): { value: string; type: typeof String } | { value: number; type: typeof Number } | null {
  if (cell === null) return null;
  if (typeof cell === 'string') return { value: neutralText(cell), type: String };
  const digits = cell.decimal.replace(/^-?0*\.?0*|\./g, '').length;
  return digits > EXCEL_DIGITS ? { value: cell.decimal, type: String } : { value: Number(cell.decimal), type: Number };
}
