/** What the encoding does in threads of its own. */
import type { TaskContext } from '../../database/index.ts';
import type { CompressionName } from './compression.ts';
import type { PackedColumn } from './table/column-stream.ts';
import { packColumn } from './table/columns.ts';
import { type CrossingColumn, receiveColumn } from './table/crossing.ts';

export interface PackColumnArgs {
  readonly column: CrossingColumn;
  readonly method: CompressionName;
}

export type PackColumnResult = PackedColumn & { readonly rawBytes: number };

export const codecTasks = {
  'codec.packColumn': (_context: TaskContext<null>, { column, method }: PackColumnArgs): PackColumnResult =>
    packColumn(receiveColumn(column), method),
};
