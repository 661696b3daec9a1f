/** Old workbooks (BIFF), HTML tables and SpreadsheetML 2003 have no streaming form: they are read whole, up to a size. */
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { AppError } from '#shared/domain/app-error.ts';
import type { RecordBlock } from '../../record-block.ts';
import { fileInput } from '../byte-input.ts';
import { LIMITS } from '../limits.ts';
import type { SourceFile } from '../source-file.ts';
import { likeliestEncoding, noEvidence, statedEncoding, weigh } from '../text/detect-encoding.ts';
import { numberText } from '../xlsx/cell-text.ts';
import { formatKind } from '../xlsx/number-format.ts';
import type { SheetSummary, XlsxOptions } from '../xlsx/xlsx-reader.ts';

/** Loaded only when such a file is met. */
type SheetJs = typeof import('@e965/xlsx');
type CfbContainer = ReturnType<SheetJs['CFB']['read']>;

const BLOCK_RECORDS = 4096;
const OLE = 0xd0;
const FILEPASS = 0x002f;

/** The sheets of an old workbook. Throws FILE_ENCRYPTED, FILE_DAMAGED, FILE_FORMAT_UNKNOWN, FILE_TOO_LARGE. */
export async function listXlsSheets(source: SourceFile): Promise<SheetSummary[]> {
  const book = await readBook(source);
  return book.SheetNames.map((name, i) => ({
    name,
    hidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0,
    hasData: rowsOf(book.Sheets[name]).some((row) => row?.some((cell) => cell !== undefined)),
  }));
}

/** The records of one sheet. Throws as `openRecords` says. */
export async function* readXls(source: SourceFile, options: XlsxOptions): AsyncGenerator<RecordBlock, void, undefined> {
  const book = await readBook(source);
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false;
  const rows = rowsOf(chooseSheet(book, options.sheet));
  let firstRecord = 0;
  for (let from = 0; from < rows.length; from += BLOCK_RECORDS) {
    const records = rows.slice(from, from + BLOCK_RECORDS).map((row) => recordOf(row, date1904));
    const kept = records.filter((record) => record.length > 0);
    const to = Math.min(rows.length, from + BLOCK_RECORDS);
    if (kept.length > 0) yield blockOf(kept, firstRecord, Math.round((source.stamp.bytes * to) / rows.length));
    firstRecord += kept.length;
    if (options.signal?.aborted) throw new AppError('CANCELLED');
  }
}

async function readBook(source: SourceFile): Promise<WorkBook> {
  if (source.stamp.bytes > LIMITS.wholeFileBytes) {
    throw new AppError('FILE_TOO_LARGE', { details: { limit: LIMITS.wholeFileBytes >> 20 } });
  }
  const bytes = await readWhole(source);
  const sheetJs = await loadSheetJs();
  if (bytes[0] === OLE) assertWorkbook(sheetJs, bytes);
  try {
    // `cellNF` keeps the number formats; `raw` keeps HTML's cells as the text that they are.
    const options = { dense: true, cellNF: true, cellHTML: false, cellText: false, cellFormula: false } as const;
    if (bytes[0] === OLE) return sheetJs.read(bytes, { ...options, type: 'buffer' });
    return sheetJs.read(decodeMarkup(bytes), { ...options, type: 'string', raw: true });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** SheetJS with the code pages of workbooks from before Excel 97, which held GBK where later ones hold Unicode. */
async function loadSheetJs(): Promise<SheetJs> {
  const [sheetJs, codePages] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel.full.mjs')]);
  sheetJs.set_cptable(codePages);
  return sheetJs;
}

/** An OLE container may hold a Word document, an encrypted XLSX, or a workbook with a password. */
function assertWorkbook({ CFB }: SheetJs, bytes: Buffer): void {
  let container: CfbContainer;
  try {
    container = CFB.read(bytes, { type: 'buffer' });
  } catch (error) {
    throw new AppError('FILE_DAMAGED', { cause: error });
  }
  if (CFB.find(container, 'EncryptedPackage') !== null) throw new AppError('FILE_ENCRYPTED');
  const stream = CFB.find(container, 'Workbook') ?? CFB.find(container, 'Book');
  if (stream === null) throw new AppError('FILE_FORMAT_UNKNOWN');
  if (hasPassword(Buffer.from(stream.content))) throw new AppError('FILE_ENCRYPTED');
}

/** Whether a FILEPASS record stands among the first ones, where [MS-XLS] 2.1.7.20.3 wants it. */
function hasPassword(workbook: Buffer): boolean {
  for (let at = 0, record = 0; at + 4 <= workbook.length && record < 32; record++) {
    if (workbook.readUInt16LE(at) === FILEPASS) return true;
    at += 4 + workbook.readUInt16LE(at + 2);
  }
  return false;
}

function refusalOf(error: unknown): AppError {
  const encrypted = error instanceof Error && /password|encrypt/i.test(error.message);
  return new AppError(encrypted ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED', { cause: error });
}

async function readWhole(source: SourceFile): Promise<Buffer> {
  const bytes = Buffer.alloc(source.stamp.bytes);
  const input = fileInput(source);
  for (let filled = 0; filled < bytes.length; ) {
    const read = await input.pull(bytes, filled, bytes.length);
    if (read === 0) throw new AppError('FILE_CHANGED');
    filled += read;
  }
  return bytes;
}

function decodeMarkup(bytes: Buffer): string {
  const evidence = noEvidence();
  weigh(evidence, bytes);
  const text = new TextDecoder(statedEncoding(bytes.subarray(0, 4096)) ?? likeliestEncoding(evidence)).decode(bytes);
  // A document type could define entities: only HTML's own, which defines none here, is let through.
  if (/<!DOCTYPE(?!\s+html)|<!ENTITY/i.test(text)) throw new AppError('FILE_DAMAGED');
  return text;
}

type DenseRow = readonly (CellObject | undefined)[] | undefined;

function rowsOf(sheet: WorkSheet | undefined): readonly DenseRow[] {
  const rows: readonly DenseRow[] = sheet?.['!data'] ?? [];
  // SheetJS leaves holes for blank rows.
  return Array.from(rows);
}

function chooseSheet(book: WorkBook, name: string | undefined): WorkSheet | undefined {
  if (name !== undefined && !book.SheetNames.includes(name))
    throw new AppError('NOT_FOUND', { details: { sheet: name } });
  if (name !== undefined) return book.Sheets[name];
  const visible = book.SheetNames.filter((_, i) => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) === 0);
  const filled = visible.find((candidate) =>
    rowsOf(book.Sheets[candidate]).some((row) => row !== undefined && row.length > 0),
  );
  return book.Sheets[filled ?? book.SheetNames[0] ?? ''];
}

/** Texts of a row without the empty ones behind the last; none for a blank row. */
function recordOf(row: DenseRow, date1904: boolean): string[] {
  const texts = Array.from(row ?? [], (cell) => (cell === undefined ? '' : cellText(cell, date1904)));
  if (texts.length > LIMITS.columns)
    throw new AppError('FILE_TOO_MANY_COLUMNS', { details: { limit: LIMITS.columns } });
  while (texts.at(-1) === '') texts.pop();
  return texts;
}

function cellText(cell: CellObject, date1904: boolean): string {
  const { t, v, z } = cell;
  if (v === undefined || t === 'e' || t === 'z') return '';
  if (t === 'b') return v ? 'TRUE' : 'FALSE';
  if (typeof v === 'number') return numberText(String(v), typeof z === 'string' ? formatKind(z) : 'number', date1904);
  return String(v);
}

function blockOf(rows: readonly string[][], firstRecord: number, sourceBytes: number): RecordBlock {
  const bytes = Buffer.from(rows.map((row) => row.join('')).join(''), 'utf8');
  const fields = rows.reduce((sum, row) => sum + row.length, 0);
  const starts = new Int32Array(fields);
  const ends = new Int32Array(fields);
  const offsets = new Int32Array(rows.length + 1);
  let at = 0;
  let field = 0;
  for (const [r, row] of rows.entries()) {
    for (const text of row) {
      starts[field] = at;
      at += Buffer.byteLength(text, 'utf8');
      ends[field++] = at;
    }
    offsets[r + 1] = field;
  }
  return { bytes, starts, ends, offsets, records: rows.length, firstRecord, sourceBytes };
}
