/**
 * Rows of one table on their way in, many a statement. Binding a value costs more than writing it (measured: a number
 * 0.06 µs, a text or NULL 0.12): so a value that all rows share stands in the statement, columns that no row has used so
 * far are left to what they are otherwise, and what is unknown is bound as a number that `nullif` turns into NULL. That takes as
 * long as binding does: a column that every row has had a value for so far does without (a fifteenth less for orders and lines).
 */
import type { RunResult, Statement } from 'better-sqlite3';
import type { WritableDb } from '../../database/index.ts';

const ROWS = 32;
/** Stands for NULL in columns of integers: no integer equals it. */
export const NO_NUMBER = 0.5;
/** Stands for NULL in columns of text: no text equals it. */
export const NO_TEXT = 0;

export type Bound = number | string;

export interface InsertColumn {
  readonly name: string;
  /** The value that is bound for NULL. */
  readonly unknown?: number;
  /** The value of all rows; of an optional column, of all rows before it joins. Not bound. */
  readonly constant?: number;
}

export interface InsertRows {
  /**
   * Makes sure the optional columns in `mask` are written from here on, and gives all that are.
   * @param mask those that the next row has a value for; the others of it are bound as unknown.
   */
  use(mask: number): number;
  /** The values of the rows. Write a row's from `at` on, then call `end` with where they end. */
  readonly values: Bound[];
  readonly at: number;
  end(at: number): void;
  flush(): void;
}

/**
 * @param optional columns that join when a row first needs one; until then rows get the column's constant, else its default.
 * @param onWritten is told of each run of the statement.
 */
export function createInsertRows(
  db: WritableDb,
  table: string,
  columns: readonly InsertColumn[],
  optional: readonly InsertColumn[],
  onWritten: (result: RunResult) => void = () => undefined,
): InsertRows {
  // Beginning with a text keeps it an array of tagged values: in one of doubles, each is put into an object when it is bound.
  const values: Bound[] = [''];
  let used = 0;
  /** Columns that are used and that a row had no value for. */
  let lacked = 0;
  let insertMany: Statement<Bound[]> | null = null;
  let rows = 0;

  function place({ unknown, constant }: InsertColumn): string {
    if (constant !== undefined) return String(constant);
    return unknown === undefined ? '?' : `nullif(?, ${unknown})`;
  }

  /** What of an optional column stands in the statement. */
  function inUse({ constant, unknown, name }: InsertColumn, bit: number): InsertColumn | null {
    if (used & (1 << bit)) return unknown !== undefined && lacked & (1 << bit) ? { name, unknown } : { name };
    return constant === undefined ? null : { name, constant };
  }

  function prepare(count: number): Statement<Bound[]> {
    const all = [...columns, ...optional.flatMap((column, bit) => inUse(column, bit) ?? [])];
    const row = `(${all.map(place).join(', ')})`;
    const names = all.map(({ name }) => name).join(', ');
    return db.prepare(`INSERT INTO ${table} (${names}) VALUES ${new Array(count).fill(row).join(', ')}`);
  }

  function flush(): void {
    if (rows === 0) return;
    if (rows === ROWS) {
      insertMany ??= prepare(ROWS);
      onWritten(insertMany.run(...values));
    } else {
      onWritten(prepare(rows).run(...values.slice(0, inserted.at)));
    }
    rows = 0;
    inserted.at = 0;
  }

  const inserted = {
    flush,
    use(mask: number): number {
      const joins = mask & ~used;
      const lacks = used & ~mask & ~lacked;
      if ((joins | lacks) !== 0) {
        flush();
        used |= joins;
        lacked |= lacks;
        insertMany = null;
      }
      return used;
    },
    values,
    at: 0,
    end(to: number): void {
      inserted.at = to;
      if (++rows === ROWS) flush();
    },
  };
  return inserted;
}
