import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate, ORDER_INDEXES } from '../../../src-main/database/index.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
});
afterEach(() => {
  db.close();
});

function schema(of: Database): unknown[] {
  return of.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
}

describe('migrations', () => {
  it('are numbered upwards without repeats', () => {
    const versions = MIGRATIONS.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  it.each(MIGRATIONS.map((migration, index) => [migration.name, index] as const))(
    'upgrade from the schema before %s to the newest one',
    (_, index) => {
      migrate(db, MIGRATIONS.slice(0, index));
      migrate(db, MIGRATIONS);
      const fresh = new SqliteDatabase(':memory:');
      migrate(fresh, MIGRATIONS);
      expect(schema(db)).toEqual(schema(fresh));
      fresh.close();
    },
  );

  it('apply once: a second run changes nothing', () => {
    migrate(db, MIGRATIONS);
    expect(migrate(db, MIGRATIONS)).toEqual([]);
  });

  it('roll back a step that fails, with its version', () => {
    migrate(db, MIGRATIONS);
    const before = schema(db);
    const version = db.pragma('user_version', { simple: true });
    const broken = { version: 9_999, name: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE half (a);' };
    expect(() => migrate(db, [...MIGRATIONS, broken])).toThrow('already exists');
    expect(schema(db)).toEqual(before);
    expect(db.pragma('user_version', { simple: true })).toBe(version);
  });

  it('0010 initial: holds an order with its line and its import', () => {
    migrate(db, MIGRATIONS.slice(0, 1));
    db.exec(`
      INSERT INTO import (id, started_at, state, files) VALUES (1, 0, 'committed', '[]');
      INSERT INTO orders (id, store_id, platform_id, number, key_hash, business_date, placed_at, channel_id, status,
        currency_id, total, gross_sales, refunds, import_id)
        VALUES (1, 1, 1, 'A-1', 4503599627370497, 20000, 1728000000, 1, 2, 1, 9000719925474099, 1, 0, 1);
      INSERT INTO order_line (order_id, line_no, line_ref, product_id, quantity, amount, gross_sales, refunds)
        VALUES (1, 1, 42, 1, -1500, 10000, 10000, 0);
    `);
    expect(db.prepare('SELECT total FROM orders').safeIntegers().get()).toEqual({ total: 9000719925474099n });
    expect(() => db.exec("INSERT INTO channel (name) VALUES ('web'), ('web')")).toThrow('UNIQUE');
    expect(() => db.exec("INSERT INTO stock_level VALUES (1, 1, 'many', 0)")).toThrow('cannot store TEXT');
  });

  it('0020 order-indexes: makes every index that the import drops and makes again', () => {
    migrate(db, MIGRATIONS);
    const names = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'index'").all();
    expect(names.map((row) => row.name)).toEqual(expect.arrayContaining(ORDER_INDEXES.map((index) => index.name)));
  });

  it('0040 change-journal: counts a revision for each store, and never gives a number twice', () => {
    migrate(db, MIGRATIONS);
    const note = db.prepare('INSERT INTO change_journal (kind, id, day) VALUES (?, ?, ?)');
    note.run(1, 7, 20_000); // a day of store 7
    note.run(2, 1, 0); // an order: its day is noted beside it
    note.run(4, 0, 0); // products, which belong to no store
    db.exec('DELETE FROM change_journal');
    note.run(1, 8, 20_000);
    expect(db.prepare('SELECT store_id, revision FROM store_revision ORDER BY store_id').raw().all()).toEqual([
      [0, 3],
      [7, 1],
      [8, 4],
    ]);
    expect(db.prepare('SELECT count(*) FROM data_set').pluck().get()).toBe(1);
  });

  it('0060 sync: keeps each change once, in the order they were made, and one open conflict a field', () => {
    migrate(db, MIGRATIONS.slice(0, 3));
    db.exec("INSERT INTO product (id, code, name) VALUES (1, 'A', 'Apron')");
    migrate(db, MIGRATIONS);
    expect(db.prepare('SELECT name FROM product').pluck().all()).toEqual(['Apron']);
    const change = db.prepare(`INSERT INTO change (id, edit_id, shop_id, lane, kind, value, hlc, created_at)
      VALUES (?, 'e', 1, 'listing:1/L', 'price', '100', 'h', 0)`);
    change.run('one');
    expect(() => change.run('one')).toThrow('UNIQUE');
    db.exec('DELETE FROM change');
    expect(change.run('two').lastInsertRowid).toBe(2);
    const conflict =
      db.prepare(`INSERT INTO conflict (shop_id, lane, kind, change_id, local_at, detected_at, resolution)
      VALUES (1, 'listing:1/L', 'price', 'two', 0, 0, ?)`);
    conflict.run('local');
    conflict.run(null);
    expect(() => conflict.run(null)).toThrow('UNIQUE');
    expect(db.prepare('SELECT length(node) FROM hybrid_clock').pluck().all()).toEqual([8]);
  });

  it('0100 store-blocks: keeps them from the first order on, but not beside rollups that lack them', () => {
    const before = MIGRATIONS.filter(({ version }) => version < 100);
    migrate(db, before);
    migrate(db, MIGRATIONS);
    expect(db.prepare('SELECT kept FROM rollup_blocks').pluck().all()).toEqual([1]);
    const old = new SqliteDatabase(':memory:');
    migrate(old, before);
    old.exec(`INSERT INTO rollup VALUES (17179869184, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, x'', x'', x'')`);
    migrate(old, MIGRATIONS);
    expect(old.prepare('SELECT kept FROM rollup_blocks').pluck().all()).toEqual([0]);
    old.close();
  });
});
