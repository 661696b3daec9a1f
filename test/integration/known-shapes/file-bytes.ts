/** Rows as the bytes of a file: text in old and new encodings, workbooks of both generations. */
import { utils, type WorkSheet, write } from '@e965/xlsx';

export type Value = string | number | Date | null;
export type Table = readonly (readonly Value[])[];

interface TextForm {
  readonly delimiter?: string;
  readonly newline?: string;
  readonly bom?: boolean;
  readonly encoding?: 'utf-8' | 'gbk' | 'windows-1252';
}

/** Gives delimited text; cells that need quotes get them. */
export function delimited(rows: Table, form: TextForm = {}): Uint8Array {
  const { delimiter = ',', newline = '\r\n', bom = false, encoding = 'utf-8' } = form;
  const cell = (value: Value) => {
    const text = value === null ? '' : String(value);
    return text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const text = rows.map((row) => row.map(cell).join(delimiter) + newline).join('');
  return encode(bom ? `\uFEFF${text}` : text, encoding);
}

/** Gives text in an encoding; the old ones by turning their decoder's table round. */
export function encode(text: string, encoding: 'utf-8' | 'gbk' | 'windows-1252'): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const table = encoding === 'gbk' ? gbkTable() : singleByteTable(encoding);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

function singleByteTable(encoding: string): Map<string, number[]> {
  const decoder = new TextDecoder(encoding);
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), [byte]]));
}

function gbkTable(): Map<string, number[]> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, number[]>();
  for (let byte = 0; byte < 0x80; byte++) table.set(String.fromCharCode(byte), [byte]);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  return table;
}

export interface Sheet {
  readonly name: string;
  readonly rows: Table;
  /** Number formats by column, such as `m/d/yyyy` or `"$"#,##0.00`. */
  readonly formats?: Readonly<Record<number, string>>;
}

/** Gives a workbook; dates become serial numbers with a date's format, as spreadsheets keep them. */
export function workbook(sheets: readonly Sheet[], bookType: 'xlsx' | 'biff8' = 'xlsx'): Uint8Array {
  const book = utils.book_new();
  for (const { name, rows, formats = {} } of sheets) utils.book_append_sheet(book, sheetOf(rows, formats), name);
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

const DAY = 86_400_000;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

function sheetOf(rows: Table, formats: Readonly<Record<number, string>>): WorkSheet {
  const plain = rows.map((row) =>
    row.map((value) => (value instanceof Date ? (value.getTime() - EXCEL_EPOCH) / DAY : value)),
  );
  const sheet = utils.aoa_to_sheet(plain as unknown[][]);
  for (const [r, row] of rows.entries()) {
    for (const [c, value] of row.entries()) {
      const cell = sheet[utils.encode_cell({ r, c })] as { z?: string; t?: string } | undefined;
      if (cell?.t !== 'n') continue;
      const format = formats[c] ?? (value instanceof Date ? 'm/d/yyyy h:mm' : undefined);
      if (format !== undefined) cell.z = format;
    }
  }
  return sheet;
}

/** A moment for a workbook's cell: spreadsheets know no zones. */
export function moment(iso: string, time = '00:00:00'): Date {
  return new Date(`${iso}T${time}Z`);
}
