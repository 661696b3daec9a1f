/**
 * Keeps what this database has told the head office of stock. A database that came from a backup finds out again about what it
 * had told since; so what the office has from it beyond what it knows is taken back there once, and counts once again.
 */
import type { TaskContext, WritableDb } from '../../../database/index.ts';
import type { ToldTotal } from '../office.ts';
import { newId } from './trigger-sql.ts';

/** To be called within a transaction, before the moves are dropped: the office has counted these. */
export function noteTold(db: WritableDb, ids: readonly string[]): void {
  const add = db.prepare(
    `INSERT INTO office_told (store_code, product_code, total)
     SELECT store_code, product_code, delta FROM office_stock_move WHERE id = ? AND first = 0 AND named = 0
     ON CONFLICT DO UPDATE SET total = total + excluded.total`,
  );
  for (const id of ids) add.run(id);
}

/** What is known of an office that is another one, or knows this computer by another name, says nothing. */
export function forgetTold(db: WritableDb): void {
  db.exec('DELETE FROM office_told; UPDATE office_state SET told_known = 0;');
}

/**
 * Compares what the office has from this computer with what was told by this database; to be asked when all moves are
 * acknowledged. Gives for how many products it was set back.
 */
export function compareTold({ db }: TaskContext<WritableDb>, { totals }: { totals: readonly ToldTotal[] }): number {
  return db
    .transaction(() => {
      const isKnown = db.prepare<[], number>('SELECT told_known FROM office_state').pluck().get() === 1;
      const takenBack = isKnown ? takeBack(db, totals) : 0;
      const put = db.prepare('INSERT OR REPLACE INTO office_told (store_code, product_code, total) VALUES (?, ?, ?)');
      db.exec('DELETE FROM office_told');
      for (const { store, product, total } of totals) put.run(store, product, total);
      db.prepare('UPDATE office_state SET told_known = 1').run();
      return takenBack;
    })
    .immediate();
}

function takeBack(db: WritableDb, totals: readonly ToldTotal[]): number {
  const told = new Map(
    db
      .prepare<[], ToldTotal>('SELECT store_code AS store, product_code AS product, total FROM office_told')
      .all()
      .map((one) => [keyOf(one), one]),
  );
  const isOurs = db
    .prepare<[string, string], number>('SELECT 1 FROM office_stock WHERE store_code = ? AND product_code = ?')
    .pluck();
  const move = db.prepare(
    `INSERT INTO office_stock_move (id, store_code, product_code, delta) VALUES (${newId()}, ?, ?, ?)`,
  );
  const there = new Map(totals.map((one) => [keyOf(one), one]));
  let takenBack = 0;
  for (const [key, one] of new Map([...told, ...there])) {
    const { store, product } = one;
    // One that this database never knew comes with its whole count, or from the office.
    if (!told.has(key) && isOurs.get(store, product) === undefined) continue;
    const beyond = (there.get(key)?.total ?? 0) - (told.get(key)?.total ?? 0);
    if (beyond === 0) continue;
    move.run(store, product, -beyond);
    takenBack += 1;
  }
  return takenBack;
}

const keyOf = ({ store, product }: ToldTotal) => JSON.stringify([store, product]);
