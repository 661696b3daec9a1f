/** Any file of rows becomes blocks of records. Runs in a worker thread: it may block, and it holds no state between files. */
import type { Delimiter, Encoding } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { RecordBlock, RecordReader } from '../record-block.ts';
import { openSource, type SourceFile, stampFile } from './source-file.ts';
import { readText } from './text/text-reader.ts';
import { readXls } from './xls/xls-reader.ts';
import { readXlsx } from './xlsx/xlsx-reader.ts';

export { readInSequence } from './in-sequence.ts';
export { type Sniffed, type SniffedText, type SniffedWorkbook, sniffFile } from './sniff.ts';
export type { SheetSummary } from './xlsx/xlsx-reader.ts';

export interface OpenOptions {
  readonly format: 'csv' | 'xlsx' | 'xls';
  /** For text; UTF-8 unless given. */
  readonly encoding?: Encoding | undefined;
  /** For text; a comma unless given. */
  readonly delimiter?: Delimiter | undefined;
  /** For workbooks; the first sheet that is visible and has data unless given. */
  readonly sheet?: string | undefined;
  /** Looked at between blocks; reading then ends with CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  /** For tests: the most bytes that are read at once. */
  readonly chunkBytes?: number | undefined;
}

/**
 * The records of a file, block by block; nothing but the size is read before the first block is asked for.
 *
 * Throws FILE_NOT_FOUND or FILE_UNREADABLE at once; while reading also FILE_CHANGED, FILE_DAMAGED, FILE_ENCODING_WRONG,
 * FILE_FIELD_TOO_LONG, FILE_TOO_MANY_COLUMNS, FILE_TOO_COMPRESSED, FILE_TOO_LARGE, NOT_FOUND (a sheet) and CANCELLED.
 */
export function openRecords(path: string, options: OpenOptions): RecordReader {
  const stamp = stampFile(path);
  async function* blocks(): AsyncGenerator<RecordBlock, void, undefined> {
    const source = await openSource(stamp);
    try {
      if (options.signal?.aborted) throw new AppError('CANCELLED');
      yield* readBlocks(source, options);
      await source.assertUnchanged();
    } catch (error) {
      // A file that is written to while it is read looks damaged; that it changed is the truer answer.
      if (error instanceof AppError && error.code === 'FILE_DAMAGED') await source.assertUnchanged();
      throw error;
    } finally {
      await source.close();
    }
  }
  return { totalBytes: stamp.bytes, [Symbol.asyncIterator]: blocks };
}

function readBlocks(source: SourceFile, options: OpenOptions): AsyncGenerator<RecordBlock, void, undefined> {
  if (options.format === 'xlsx') return readXlsx(source, options);
  if (options.format === 'xls') return readXls(source, options);
  return readText(source, { ...options, encoding: options.encoding ?? 'utf-8', delimiter: options.delimiter ?? ',' });
}
