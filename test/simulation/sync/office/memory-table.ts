/** Rows of an office by key: each counts its writes, and says in which transaction the last of them was. */
import type { PullPlace } from '../../../../src-main/sync/head-office/office.ts';

export type Content = Readonly<Record<string, unknown>>;

export interface Row {
  readonly key: readonly string[];
  tx: number;
  version: number;
  deleted: boolean;
  origin: string;
  /** The version that its last writer knew. */
  base: number;
  content: Content;
}

export interface Written {
  readonly origin: string;
  readonly base: number;
  readonly deleted?: boolean;
}

export interface Table {
  get(key: readonly string[]): Row | undefined;
  put(tx: number, key: readonly string[], content: Content, written: Written): void;
  /** Rows last written from `after` up to before `end`, in that order. @param scope a store's code; '': all. */
  between(after: PullPlace, end: number, scope: string): Row[];
  readonly rows: Iterable<Row>;
  /** As it is told: JSON. */
  textOf(row: Row): string;
}

const plain = ({ content, version, deleted }: Row): unknown => ({ ...content, version, deleted });

/** @param store the column of the store that a row belongs to; null: it is nobody's in particular. */
export function createTable(
  columns: readonly string[],
  store: string | null,
  told: (row: Row) => unknown = plain,
): Table {
  const rows = new Map<string, Row>();
  const nameOf = (key: readonly string[]) => JSON.stringify(key);
  const storeAt = store === null ? -1 : columns.indexOf(store);

  return {
    get: (key) => rows.get(nameOf(key)),
    put(tx, key, content, { origin, base, deleted = false }) {
      const known = rows.get(nameOf(key));
      const version = (known?.version ?? 0) + 1;
      rows.set(nameOf(key), { key, tx, version, deleted, origin, base, content });
    },
    between(after, end, scope) {
      const from = { tx: Number(after.tx), key: columns.map((_, place) => after.key[place] ?? '') };
      return [...rows.values()]
        .filter((row) => row.tx < end && compare(row, from) > 0)
        .filter(({ key }) => storeAt < 0 || scope === '' || key[storeAt] === scope)
        .sort(compare);
    },
    get rows() {
      return rows.values();
    },
    textOf: (row) => JSON.stringify(told(row)),
  };
}

function compare(one: Pick<Row, 'tx' | 'key'>, other: Pick<Row, 'tx' | 'key'>): number {
  if (one.tx !== other.tx) return one.tx - other.tx;
  for (const [place, part] of one.key.entries()) {
    const by = Buffer.compare(Buffer.from(part), Buffer.from(other.key[place]!));
    if (by !== 0) return by;
  }
  return 0;
}
