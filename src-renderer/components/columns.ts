/** One description of a column serves the table on screen and the exported file, so that they cannot differ. */

/** What an exported cell holds: an exact decimal for figures, so that a spreadsheet can add it up. */
export type Cell = string | { readonly decimal: string } | null;

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** The title in an exported file, where no symbol beside the figures names the currency. */
  readonly exportTitle?: string;
  /** Pixels; a usual width without it. */
  readonly width?: number;
  /** Figures stand at the right, with tabular digits. */
  readonly kind: 'text' | 'figure';
  /** What staff read. */
  readonly text: (row: Row) => string;
  /** Where what the row counts can be seen one by one. */
  readonly to?: (row: Row) => string;
  readonly cell: (row: Row) => Cell;
  /** Gives what to sort by; without it the column cannot be sorted. */
  readonly order?: (row: Row) => number | string | null;
}

/** A table with a name: what is shown, and what is exported. */
export interface TableData<Row> {
  /** Becomes the file's name. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
}
