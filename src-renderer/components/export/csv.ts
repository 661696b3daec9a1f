/** A table as CSV by RFC 4180, with the byte order mark that Excel needs to read Chinese. */

import { neutralText } from '#shared/domain/formula-text.ts';
import type { Cell, TableData } from '../columns.ts';

/** Gives the whole file as text. */
export function tableToCsv<Row>({ columns, rows }: TableData<Row>): string {
  const lines = [
    columns.map(({ title, exportTitle }) => quoted(neutralText(exportTitle ?? title))).join(','),
    ...rows.map((row) => columns.map(({ cell }) => csvField(cell(row))).join(',')),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvField(cell: Cell): string {
  if (cell === null) return '';
  // A figure may begin with a minus: it is a number and no text.
  return typeof cell === 'string' ? quoted(neutralText(cell)) : cell.decimal;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
