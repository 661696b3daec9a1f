/** Tables as files, and what an import of them comes to: for tests that write their tables down. */
import { delimited, type Sheet, type Table, workbook } from './file-bytes.ts';
import { importShape } from './import-shape.ts';

export const book = (...sheets: Sheet[]) => ({ name: 'book.xlsx', bytes: workbook(sheets) });
export const text = (name: string, rows: Table) => ({ name, bytes: delimited(rows) });
export const given = (...files: { name: string; bytes: Uint8Array }[]) => importShape({ files, store: 'S' });
