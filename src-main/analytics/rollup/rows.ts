/** Adds sums to the stored rollups: a row or a cell that comes to nothing is removed, so that equal data give equal tables. */
import { AppError } from '#shared/domain/app-error.ts';
import type { WritableDb } from '../../database/index.ts';
import { DIMENSIONS } from './dimensions.ts';
import { MEASURE_COLUMNS, MEASURE_COUNT } from './measures.ts';
import { storeOfKey } from './row-key.ts';
import type { RowSums } from './row-sums.ts';
import { addSection, createSectionEncoder } from './sections.ts';

export interface RollupRows {
  /** To be called before rows are added: while the table is empty, none of them has to be looked for. */
  begin(): void;
  /** Adds to a row. `sums` holds what is to be added and, afterwards, what is stored. */
  add(key: number, sums: RowSums): void;
}

type StoredRow = [...sums: number[], parts: Uint8Array, products: Uint8Array];

export function rollupRows(db: WritableDb): RollupRows {
  const columns = [...MEASURE_COLUMNS, 'parts', 'products'];
  const isEmpty = db.prepare<[], number>('SELECT NOT EXISTS (SELECT 1 FROM rollup)').pluck();
  const find = db.prepare<[number], StoredRow>(`SELECT ${columns.join(', ')} FROM rollup WHERE id = ?`).raw();
  const insert = db.prepare(
    `INSERT INTO rollup (${columns.join(', ')}, id) VALUES (${columns.map(() => '?').join(', ')}, ?)`,
  );
  const update = db.prepare(`UPDATE rollup SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`);
  const remove = db.prepare('DELETE FROM rollup WHERE id = ?');
  const encodeParts = createSectionEncoder();
  const encodeProducts = createSectionEncoder();
  const row: (number | Uint8Array)[] = new Array(columns.length + 1).fill(0);
  let empty = false;

  function addStored(sums: RowSums, stored: StoredRow): void {
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums.totals[measure]! += stored[measure] as number;
    const parts = stored[MEASURE_COUNT] as unknown as Uint8Array;
    for (const dimension of ['channel', 'hour', 'store'] as const) {
      addSection(parts, DIMENSIONS[dimension].section, sums[dimension]);
    }
    addSection(stored[MEASURE_COUNT + 1] as unknown as Uint8Array, DIMENSIONS.product.section, sums.product);
  }

  return {
    begin() {
      empty = isEmpty.get() === 1;
    },
    add(key, sums) {
      const stored = empty ? undefined : find.get(key);
      if (stored) addStored(sums, stored);
      const { totals, channel, hour, store, product } = sums;
      let nothing = true;
      for (let measure = 0; measure < MEASURE_COUNT; measure++) {
        const sum = totals[measure]!;
        if (!Number.isSafeInteger(sum)) throw new AppError('AMOUNT_TOO_LARGE');
        if (sum !== 0) nothing = false;
        row[measure] = sum;
      }
      const parts = encodeParts(storeOfKey(key) === 0 ? [channel, hour, store] : [channel, hour]);
      const products = encodeProducts([product]);
      row[MEASURE_COUNT] = parts;
      row[MEASURE_COUNT + 1] = products;
      row[MEASURE_COUNT + 2] = key;
      // Sums of all orders may come to nothing while their parts do not, such as a sale here and its refund there.
      if (nothing && isBare(parts) && isBare(products)) {
        if (stored) remove.run(key);
      } else (stored ? update : insert).run(row);
    },
  };
}

/** True for a blob whose sections are all empty. */
function isBare(blob: Uint8Array): boolean {
  return blob.length === 2 + 4 * blob[1]!;
}
