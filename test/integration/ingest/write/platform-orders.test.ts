import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import { MIGRATIONS, migrate, openWritable, type WritableDb } from '../../../../src-main/database/index.ts';
import { createPlatformOrderWriter, type PlatformOrder } from '../../../../src-main/ingest/write/index.ts';
import { undoImportTask } from '../../../../src-main/ingest/write/undo-task.ts';
import { contextOn, createBatchMaker, importBatches } from './batches.ts';

const store = { id: 7, code: 'S7', timeZone: 'Asia/Shanghai' };
/** 2026-03-01 00:30 in Shanghai, still February in UTC. */
const NIGHT = Date.UTC(2026, 1, 28, 16, 30) / 1000;

const line = (lineId: string, pieces: number, price: number, productCode = `SKU-${lineId}`) => ({
  lineId,
  productCode,
  title: `Goods ${productCode}`,
  quantity: pieces * 1000,
  unitPrice: price,
  amount: pieces * price,
});

function order(number: string, change: Partial<PlatformOrder> = {}): PlatformOrder {
  const lines = change.lines ?? [line('1', 2, 100_000), line('2', 1, 50_000)];
  return {
    number,
    placedAt: NIGHT,
    status: ORDER_STATUS.paid,
    currency: 'CNY',
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    discount: 0,
    shippingFee: 0,
    tax: 0,
    refunded: 0,
    customer: 'buyer-1',
    contact: null,
    shipments: [],
    ...change,
    lines,
  };
}

let db: WritableDb;

function open(): WritableDb {
  db = openWritable(':memory:');
  migrate(db, MIGRATIONS);
  db.prepare("INSERT INTO store (id, code, name, time_zone) VALUES (?, ?, 'Seven', ?)").run(
    store.id,
    store.code,
    store.timeZone,
  );
  return db;
}

function write(orders: readonly PlatformOrder[], platform = 'shopify') {
  return db.transaction(() => {
    const writer = createPlatformOrderWriter(db, platform, store);
    const written = writer.write(orders);
    writer.finish();
    return written;
  })();
}

const outcomes = (written: readonly { outcome: string }[]) => written.map(({ outcome }) => outcome);

interface Note {
  kind: number;
  id: number;
  day: number;
}

/** What whoever keeps answers would be told, after a note. */
function notesAfter(seq: number): Note[] {
  return db
    .prepare<[number], Note>('SELECT DISTINCT kind, id, day FROM change_journal WHERE seq > ? ORDER BY kind, day')
    .all(seq);
}

const lastNote = () => Number(db.prepare<[], number>('SELECT max(seq) FROM change_journal').pluck().get());

afterEach(() => db.close());

describe("a platform's orders", () => {
  it('are written with their lines, on the business date of the store', () => {
    open();
    expect(outcomes(write([order('#1001')]))).toEqual(['added']);
    const row = db.prepare('SELECT business_date, local_minute, gross_sales, status FROM orders').get();
    expect(row).toEqual({ business_date: 20_513, local_minute: 30, gross_sales: 250_000, status: ORDER_STATUS.paid });
    expect(db.prepare('SELECT quantity, amount FROM order_line ORDER BY line_no').all()).toEqual([
      { quantity: 2_000, amount: 200_000 },
      { quantity: 1_000, amount: 50_000 },
    ]);
    expect(compareRollups(db)).toEqual([]);
  });

  it('change nothing when they come again, and tell nobody that anything changed', () => {
    open();
    write([order('#1'), order('#2')]);
    const before = lastNote();
    expect(outcomes(write([order('#2'), order('#1')]))).toEqual(['same', 'same']);
    expect(notesAfter(before)).toEqual([]);
  });

  it('are replaced whole: a line that is gone on the platform goes here', () => {
    open();
    write([order('#1')]);
    expect(outcomes(write([order('#1', { lines: [line('2', 3, 50_000)] })]))).toEqual(['changed']);
    expect(db.prepare('SELECT quantity FROM order_line').all()).toEqual([{ quantity: 3_000 }]);
    expect(compareRollups(db)).toEqual([]);
  });

  it('keep what a file said of them that a platform never says', () => {
    open();
    write([order('#1')]);
    db.prepare('UPDATE orders SET platform_fee = 1234').run();
    db.prepare('UPDATE order_line SET cost = 30000').run();
    write([order('#1', { status: ORDER_STATUS.shipped })]);
    expect(db.prepare('SELECT platform_fee FROM orders').pluck().get()).toBe(1234);
    expect(db.prepare('SELECT cost FROM order_line').pluck().all()).toEqual([30_000, 30_000]);
  });

  it('take the last word of the same order on one page', () => {
    open();
    const cancelled = order('#1', { status: ORDER_STATUS.cancelled });
    expect(outcomes(write([order('#1'), cancelled]))).toEqual(['added', 'changed']);
    expect(db.prepare('SELECT count(*) FROM orders').pluck().get()).toBe(1);
    expect(db.prepare('SELECT status FROM orders').pluck().get()).toBe(ORDER_STATUS.cancelled);
    expect(compareRollups(db)).toEqual([]);
  });

  it('of two platforms may have the same number', () => {
    open();
    write([order('1')], 'taobao');
    write([order('1')], 'pinduoduo');
    expect(db.prepare('SELECT count(*) FROM orders').pluck().get()).toBe(2);
  });

  it('keep the shipments that are known where nothing is said of any, and lose them where there are none', () => {
    open();
    const parcel = { trackingNumber: 'SF1', carrier: 'SF', shippedAt: NIGHT + 60, deliveredAt: null };
    const parcels = () => db.prepare('SELECT tracking_number FROM shipment').pluck().all();
    write([order('#1', { shipments: [parcel] })]);
    const { shipments: _, ...unsaid } = order('#1', { status: ORDER_STATUS.completed });
    expect(write([unsaid])).toMatchObject([{ outcome: 'changed' }]);
    expect(parcels()).toEqual(['SF1']);
    write([order('#1', { shipments: [] })]);
    expect(parcels()).toEqual([]);
  });

  it('are told with their store and day, and the shipments they gained', () => {
    open();
    write([order('#1')]);
    const before = lastNote();
    const shipments = [{ trackingNumber: 'SF1', carrier: 'SF', shippedAt: NIGHT + 60, deliveredAt: null }];
    const [written] = write([order('#1', { shipments })]);
    expect(written?.outcome).toBe('changed');
    const notes = notesAfter(before);
    expect(notes).toContainEqual({ kind: 1, id: store.id, day: 20_513 });
    expect(notes).toContainEqual({ kind: 2, id: written?.id, day: 0 });
  });

  it('stay when the import that brought them first is taken back', async () => {
    open();
    const imported = ['#1', '#2', '#3'].map((number) => ({
      number,
      store: store.code,
      platform: 'shopify',
      lines: [{ product: 'SKU-1', price: 90_000 }],
    }));
    await importBatches(db, [createBatchMaker()(imported)], { importId: 1 });
    const [first] = write([order('#1', { status: ORDER_STATUS.shipped })]);
    expect(first?.outcome).toBe('changed');
    db.prepare(
      `INSERT INTO remote_order (shop_id, number, remote_id, order_id, version, updated_at, status, said_at)
       VALUES (1, '#1', 'r1', ?, 'v1', 0, ?, 0)`,
    ).run(first?.id, ORDER_STATUS.shipped);
    await undoImportTask(contextOn(db), { importId: 1 });
    expect(db.prepare('SELECT number, status FROM orders').all()).toEqual([
      { number: '#1', status: ORDER_STATUS.shipped },
    ]);
    expect(db.prepare('SELECT count(*) FROM order_line').pluck().get()).toBe(2);
    expect(compareRollups(db)).toEqual([]);
  });

  it('leave rollups equal to a fresh aggregate, whatever comes in whatever order', () => {
    const someLine = fc
      .record({ id: fc.integer({ min: 1, max: 4 }), pieces: fc.integer({ min: 1, max: 5 }), price: fc.nat(1_000_000) })
      .map(({ id, pieces, price }) => line(String(id), pieces, price));
    const someOrder = fc
      .record({
        number: fc.integer({ min: 1, max: 5 }),
        lines: fc.uniqueArray(someLine, { minLength: 1, maxLength: 3, selector: ({ lineId }) => lineId }),
        status: fc.constantFrom(...Object.values(ORDER_STATUS)),
        refunded: fc.constantFrom(0, 10_000),
        days: fc.nat(40),
      })
      .map(({ number, days, ...rest }) => order(`#${number}`, { ...rest, placedAt: NIGHT + days * 86_400 }));
    fc.assert(
      fc.property(fc.array(fc.array(someOrder, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), (pages) => {
        open();
        const last = new Map<string, PlatformOrder>();
        for (const page of pages) {
          write(page);
          for (const one of page) last.set(one.number, one);
        }
        expect(compareRollups(db)).toEqual([]);
        const kept = db.prepare('SELECT number, status FROM orders ORDER BY number').all();
        const wanted = [...last.values()].map(({ number, status }) => ({ number, status }));
        db.close();
        expect(kept).toEqual(wanted.sort((a, b) => (a.number < b.number ? -1 : 1)));
      }),
      { numRuns: 60 },
    );
  });
});
