/** What reading one file of a plan needs, whatever its kind. */
import type { Field, FileSettings } from '#shared/contract/index.ts';
import type { RowReason } from '#shared/domain/row-reasons.ts';
import type { TakenOrders } from '../order-batch.ts';
import type { FileStudy, TextDictionary, ZoneClock } from '../understand/index.ts';

export interface FileReading {
  /** Gives buffers of columns that are free to be filled again, if there are any. */
  spareBuffers(): TakenOrders | undefined;
  /** Index into the plan's files. */
  readonly file: number;
  readonly settings: FileSettings;
  /** The heading row, or nothing for a file without one. */
  readonly headings: readonly string[];
  readonly study: FileStudy;
  /** The import's dictionary, shared by all files. */
  readonly dictionary: TextDictionary;
  /** The clock of a store by its code; the file's, else the default one, for a store whose zone nobody has said. */
  clockOfStore(code: string): ZoneClock;
  /** The last day number that an order or a count may have. */
  readonly lastDay: number;
  refuse(record: number, reason: RowReason): void;
  /** Counts a row that is left out on purpose. */
  skip(record: number): void;
}

/** The first day number that is believed: 1990-01-01. */
export const FIRST_DAY = 7_305;

/** Gives the column of a field, -1 when the file has none. */
export function columnOf(settings: FileSettings, field: Field): number {
  return settings.columns[field] ?? -1;
}
