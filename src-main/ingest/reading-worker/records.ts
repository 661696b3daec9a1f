/** A plan's file as records: how it was written is looked up once more, for a file's settings hold only what staff may correct. */
import type { FileSettings } from '#shared/contract/index.ts';
import { openRecords, readInSequence, sniffFile } from '../read/index.ts';
import type { RecordReader } from '../record-block.ts';

/** Opens a file the way its settings say. Throws what `sniffFile` and `openRecords` throw. */
export async function openPlannedFile(
  path: string,
  settings: FileSettings,
  signal?: AbortSignal,
): Promise<RecordReader> {
  const sniffed = await sniffFile(path);
  const open = (sheet: string | undefined) =>
    openRecords(path, {
      format: sniffed.format,
      encoding: settings.encoding ?? sniffed.encoding ?? undefined,
      delimiter: settings.delimiter ?? sniffed.delimiter ?? undefined,
      sheet,
      signal,
    });
  const first = open(settings.sheet);
  const { moreSheets = [], headerRecord } = settings;
  return moreSheets.length === 0 ? first : readInSequence([first, ...moreSheets.map(open)], headerRecord + 1);
}
