/** What a file is, is told by its bytes and never by its name: back-ends export text, HTML and workbooks alike as `.xls`. */
import type { Delimiter, Encoding } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { type ByteInput, fileInput, inflateInput, readUpTo } from './byte-input.ts';
import { openSource, type SourceFile, stampFile } from './source-file.ts';
import { detectDelimiter, detectNewline, type Newline } from './text/detect-delimiter.ts';
import { likeliestEncoding, noEvidence, statedEncoding, weigh } from './text/detect-encoding.ts';
import { isGzip } from './text/text-reader.ts';
import { looksLikeMarkup } from './xls/markup.ts';
import { listXlsSheets } from './xls/xls-reader.ts';
import { listXlsxSheets, type SheetSummary } from './xlsx/xlsx-reader.ts';

export interface SniffedText {
  readonly format: 'csv';
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly newline: Newline;
  /** The text is inside a gzip. */
  readonly gzipped: boolean;
  readonly sheets: readonly [];
}

export interface SniffedWorkbook {
  readonly format: 'xlsx' | 'xls';
  readonly bytes: number;
  readonly encoding: null;
  readonly delimiter: null;
  readonly newline: null;
  readonly gzipped: false;
  /** In the workbook's order. */
  readonly sheets: readonly SheetSummary[];
}

export type Sniffed = SniffedText | SniffedWorkbook;

const HEAD_BYTES = 256 * 1024;
const SAMPLE_BYTES = 1 << 20;
/** A file up to this size is weighed whole: one `£` in its middle decides. Larger ones at this many evenly spread places. */
const SAMPLES = 64;

/**
 * Looks into a file: its format, and how its text is written or which sheets it has. Throws FILE_NOT_FOUND, FILE_UNREADABLE,
 * FILE_EMPTY, FILE_BINARY, FILE_ENCRYPTED, FILE_FORMAT_UNKNOWN, FILE_DAMAGED, FILE_TOO_COMPRESSED, FILE_TOO_LARGE.
 * @param encoding the text's, where it is settled already: weighing a big file takes a while.
 */
export async function sniffFile(path: string, encoding?: Encoding): Promise<Sniffed> {
  const stamp = stampFile(path);
  if (stamp.bytes === 0) throw new AppError('FILE_EMPTY');
  const source = await openSource(stamp);
  try {
    const magic = await readUpTo(fileInput(source), 8);
    if (startsWith(magic, [0x50, 0x4b, 0x03, 0x04]) || startsWith(magic, [0x50, 0x4b, 0x05, 0x06])) {
      return workbook('xlsx', stamp.bytes, await listXlsxSheets(source));
    }
    if (startsWith(magic, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
      return workbook('xls', stamp.bytes, await listXlsSheets(source));
    }
    return await sniffText(source, encoding);
  } finally {
    await source.close();
  }
}

async function sniffText(source: SourceFile, settled: Encoding | undefined): Promise<Sniffed> {
  const gzipped = await isGzip(source);
  const plain = gzipped ? inflateInput(fileInput(source), 'gzip') : fileInput(source);
  try {
    const head = await readUpTo(plain, HEAD_BYTES);
    if (head.length === 0) throw new AppError('FILE_EMPTY');
    const stated = statedEncoding(head);
    if (stated === null && isBinary(head)) throw new AppError('FILE_BINARY');
    const encoding = settled ?? stated ?? (await weighedEncoding(source, gzipped ? plain : null, head));
    const whole = head.length < HEAD_BYTES;
    const text = asUtf8(head, encoding);
    if (text.every((byte) => byte <= 0x20) || /^\ufeff?\s*$/.test(Buffer.from(text).toString()))
      throw new AppError('FILE_EMPTY');
    if (!gzipped && looksLikeMarkup(text)) return workbook('xls', source.stamp.bytes, await listXlsSheets(source));
    return {
      format: 'csv',
      bytes: source.stamp.bytes,
      encoding,
      delimiter: detectDelimiter(text, whole),
      newline: detectNewline(text),
      gzipped,
      sheets: [],
    };
  } finally {
    plain.close();
  }
}

function workbook(format: 'xlsx' | 'xls', bytes: number, sheets: readonly SheetSummary[]): SniffedWorkbook {
  return { format, bytes, encoding: null, delimiter: null, newline: null, gzipped: false, sheets };
}

/** `inflated` goes on behind `head`; a plain file is sampled over its whole length. */
async function weighedEncoding(source: SourceFile, inflated: ByteInput | null, head: Uint8Array): Promise<Encoding> {
  const evidence = noEvidence();
  weigh(evidence, head);
  const { bytes } = source.stamp;
  const buffer = new Uint8Array(SAMPLE_BYTES);
  const step = Math.max(SAMPLE_BYTES, (bytes - head.length - SAMPLE_BYTES) / SAMPLES);
  for (let sample = 0; sample <= SAMPLES; sample++) {
    const from = Math.floor(head.length + sample * step);
    if (inflated === null && from >= bytes) break;
    const input = inflated ?? fileInput(source, from, from + SAMPLE_BYTES);
    const part = await readUpTo(input, SAMPLE_BYTES, buffer);
    if (part.length === 0) break;
    weigh(evidence, part);
  }
  return likeliestEncoding(evidence);
}

/** Text has no control characters but tab, newlines, form feed, escape and the odd NUL. */
function isBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) {
    if (
      byte < 0x20 &&
      byte !== 0x09 &&
      byte !== 0x0a &&
      byte !== 0x0d &&
      byte !== 0x0c &&
      byte !== 0x1b &&
      byte !== 0x1a
    )
      controls++;
  }
  return controls > 0 && controls * 100 > head.length;
}

function asUtf8(head: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return head;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return Buffer.from(decoder.decode(head, { stream: true }), 'utf8');
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
