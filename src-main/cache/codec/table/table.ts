/** A table is columns of equal length under names. Nothing in it changes: columns are for reading, rows come frozen. */
import type { CodedTexts } from './texts.ts';

export type CellKind = 'number' | 'text';
/** The columns of a table by name. Every column may have gaps (null). */
export type TableSchema = Readonly<Record<string, CellKind>>;

/** Typed arrays cannot be frozen; this type is what keeps them from being written. */
export interface ReadonlyNumbers extends Iterable<number> {
  readonly length: number;
  readonly [index: number]: number;
}

export interface NumberColumn {
  readonly kind: 'number';
  /** NaN stands for a gap. */
  readonly values: ReadonlyNumbers;
  at(row: number): number | null;
}

export interface TextColumn {
  readonly kind: 'text';
  at(row: number): string | null;
  /**
   * Where the texts lie as a dictionary, each row's place in it (-1: a gap), so that a filter compares numbers; null
   * otherwise.
   */
  readonly dictionary: { readonly texts: readonly string[]; readonly codes: ReadonlyNumbers } | null;
}

interface Columns {
  readonly number: NumberColumn;
  readonly text: TextColumn;
}
interface Cells {
  readonly number: number | null;
  readonly text: string | null;
}

export type Row<Schema extends TableSchema> = { readonly [Name in keyof Schema]: Cells[Schema[Name]] };

export interface Table<Schema extends TableSchema = TableSchema> {
  readonly rows: number;
  readonly schema: Schema;
  /** Opens the column, or gives it as long as somebody still holds it. @throws RangeError when there is none. */
  column<Name extends keyof Schema & string>(name: Name): Columns[Schema[Name]];
  /** One row, frozen. @throws RangeError beyond the last. */
  row(index: number): Row<Schema>;
}

/** A column on its way into a payload. */
export type ColumnData =
  | { readonly kind: 'number'; readonly values: ArrayLike<number> }
  | { readonly kind: 'text'; readonly texts: readonly (string | null)[] }
  | ({ readonly kind: 'coded' } & CodedTexts);

/** A table on its way into a payload: `number` takes NaN for a gap, `coded` (texts as a dictionary) has none. */
export interface TableData {
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnData>>;
}

/** Gives a table over columns that are in memory. They must not change afterwards. */
export function createTable<Schema extends TableSchema>(schema: Schema, data: TableData): Table<Schema> {
  const columns = new Map<string, NumberColumn | TextColumn>();
  for (const [name, kind] of Object.entries(schema)) {
    const column = data.columns[name];
    if (!column || kindOf(column) !== kind || lengthOf(column) !== data.rows) {
      throw new RangeError(`column ${name} is not ${data.rows} cells of kind ${kind}`);
    }
    columns.set(name, columnOf(column));
  }
  return tableOver(schema, data.rows, (name) => columns.get(name));
}

/** Gives a table whose columns come from `open`. */
export function tableOver<Schema extends TableSchema>(
  schema: Schema,
  rows: number,
  open: (name: string) => NumberColumn | TextColumn | undefined,
): Table<Schema> {
  function column<Name extends keyof Schema & string>(name: Name): Columns[Schema[Name]] {
    const found = open(name);
    if (!found) throw new RangeError(`no column ${name}`);
    return found as Columns[Schema[Name]];
  }
  const names = Object.keys(schema);
  return Object.freeze({
    rows,
    schema,
    column,
    row(index: number) {
      if (!(index >= 0 && index < rows)) throw new RangeError(`row ${index} of ${rows}`);
      const row: Record<string, number | string | null> = {};
      for (const name of names) row[name] = column(name).at(index);
      return Object.freeze(row) as Row<Schema>;
    },
  });
}

function kindOf({ kind }: ColumnData): CellKind {
  return kind === 'number' ? 'number' : 'text';
}

function lengthOf(column: ColumnData): number {
  if (column.kind === 'number') return column.values.length;
  return column.kind === 'text' ? column.texts.length : column.codes.length;
}

function columnOf(column: ColumnData): NumberColumn | TextColumn {
  if (column.kind === 'number') return numberColumn(column.values);
  if (column.kind === 'coded') return textColumn((row) => column.distinct[column.codes[row]!]!, column);
  return textColumn((row) => column.texts[row]!, null);
}

export function numberColumn(values: ArrayLike<number>): NumberColumn {
  return Object.freeze({
    kind: 'number',
    values: values as ReadonlyNumbers,
    at(row: number) {
      const value = values[row]!;
      return Number.isNaN(value) ? null : value;
    },
  });
}

export function textColumn(at: (row: number) => string | null, coded: CodedTexts | null): TextColumn {
  const dictionary = coded && Object.freeze({ texts: Object.freeze(coded.distinct), codes: coded.codes });
  return Object.freeze({ kind: 'text', at, dictionary });
}
