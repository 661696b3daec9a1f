/** A plan's file as records: how it was written is looked up once more, for a file's settings hold only what staff may correct. */
import type { FileSettings } from '#shared/contract/index.ts';
import { openRecords, readInSequence, sniffFile } from '../read/index.ts';
import type { RecordReader } from '../record-block.ts';

export interface PlannedRecords {
  readonly totalBytes: number;
  /** Gives the records from the first on, each time anew. Throws what `openRecords` throws. */
  open(signal?: AbortSignal): RecordReader;
}

/** Looks into a file once, to read it the way its settings say as often as need be. Throws what `sniffFile` throws. */
export async function planRecords(path: string, settings: FileSettings): Promise<PlannedRecords> {
  const sniffed = await sniffFile(path, settings.encoding);
  const { moreSheets = [], headerRecord } = settings;
  return {
    totalBytes: sniffed.bytes,
    open(signal) {
      const open = (sheet: string | undefined) =>
        openRecords(path, {
          format: sniffed.format,
          encoding: settings.encoding ?? sniffed.encoding ?? undefined,
          delimiter: settings.delimiter ?? sniffed.delimiter ?? undefined,
          sheet,
          signal,
        });
      const first = open(settings.sheet);
      return moreSheets.length === 0 ? first : readInSequence([first, ...moreSheets.map(open)], headerRecord + 1);
    },
  };
}
