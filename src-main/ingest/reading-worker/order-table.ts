/** A table of a plan that tells of orders. */
import type { FileSettings } from '#shared/contract/index.ts';
import type { RecordReader } from '../record-block.ts';

export interface OrderTable {
  /** Index into the plan's files: whose records these are. */
  readonly file: number;
  /** How the records are read; columns count the fields that were put before them. */
  readonly settings: FileSettings;
  open(): Promise<RecordReader>;
}
