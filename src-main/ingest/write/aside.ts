/** Parts of orders that have to wait, in the order in which they came; a few in memory, the others in a temporary table. */
import type { WritableDb } from '../../database/index.ts';
import { decodeDraft, encodeDraft, type OrderDraft } from './order-draft.ts';
import type { Product } from './products.ts';

export interface Aside {
  put(draft: OrderDraft): void;
  /** Yields them all, some at a time. */
  take(count: number): Generator<OrderDraft[]>;
  readonly size: number;
  close(): void;
}

export function createAside(db: WritableDb, product: (id: number) => Product): Aside {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS set_aside (id INTEGER PRIMARY KEY, draft TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO set_aside (draft) VALUES (?)');
  const page = db.prepare<[number, number], { id: number; draft: string }>(
    'SELECT id, draft FROM set_aside WHERE id > ? ORDER BY id LIMIT ?',
  );
  let size = 0;
  return {
    put(draft) {
      insert.run(encodeDraft(draft));
      size++;
    },
    *take(count) {
      for (let last = 0; ; ) {
        const rows = page.all(last, count);
        if (rows.length === 0) return;
        last = rows.at(-1)!.id;
        yield rows.map(({ draft }) => decodeDraft(draft, product));
      }
    },
    get size() {
      return size;
    },
    close() {
      db.exec('DROP TABLE IF EXISTS temp.set_aside');
    },
  };
}
