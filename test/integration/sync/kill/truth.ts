/** Compares what staff were told, what the hub's database says, and what the platforms carried out. Gives every difference in words. */
import { join } from 'node:path';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import { openReadable, type ReadableDb } from '../../../../src-main/database/index.ts';
import type { ShopUnderTest, Told } from './staff.ts';
import type { KillWorld } from './world.ts';

const PIECE = 1_000;

interface ChangeRow {
  readonly id: string;
  readonly edit_id: string;
  readonly kind: string;
  readonly listing_id: string | null;
  readonly order_number: string | null;
  readonly value: string;
  readonly outcome: string | null;
}

export interface Compared {
  readonly differences: readonly string[];
  readonly changes: number;
  readonly writes: number;
  readonly orders: number;
}

/** To be called while no hub has the database open. */
export function compareWithTruth({ directory, shops, pieces }: KillWorld, told: Told): Compared {
  const db = openReadable(join(directory, 'mendian.db'));
  try {
    const differences: string[] = [];
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') differences.push('the database is damaged');
    differences.push(...compareRollups(db).map((one) => `rollup: ${JSON.stringify(one)}`));
    differences.push(...lostEdits(db, told));
    let changes = 0;
    let writes = 0;
    let orders = 0;
    for (const shop of shops) {
      const rows = changesOf(db, shop.shopId);
      changes += rows.length;
      writes += shop.fake.shop.writes.length;
      orders += shop.fake.shop.orders.size;
      const found = [
        ...unsettled(rows),
        ...stockDifferences(shop, rows, pieces),
        ...priceDifferences(shop, rows),
        ...parcelDifferences(shop, rows),
        ...repeatedKeys(shop),
        ...orderDifferences(db, shop),
      ];
      differences.push(...found.map((one) => `${shop.fake.name}: ${one}`));
    }
    return { differences, changes, writes, orders };
  } finally {
    db.close();
  }
}

/** Edits that staff were told are saved, and that the database has not whole. */
export function lostEdits(db: ReadableDb, told: Told): string[] {
  const saved = db
    .prepare<[], [string, number]>(
      'SELECT e.id, count(c.id) FROM edit e LEFT JOIN change c ON c.edit_id = e.id GROUP BY e.id',
    )
    .raw();
  const changesOfEdit = new Map(saved.all());
  return [...told.acknowledged].flatMap(([editId, changes]) =>
    changesOfEdit.get(editId) === changes
      ? []
      : [`edit ${editId}: ${changesOfEdit.get(editId) ?? 'no'} changes instead of ${changes}`],
  );
}

function changesOf(db: ReadableDb, shopId: number): ChangeRow[] {
  return db
    .prepare<[number], ChangeRow>(
      'SELECT id, edit_id, kind, listing_id, order_number, value, outcome FROM change WHERE shop_id = ? ORDER BY seq',
    )
    .all(shopId);
}

function unsettled(rows: readonly ChangeRow[]): string[] {
  return rows
    .filter(({ outcome }) => outcome !== 'acknowledged' && outcome !== 'merged')
    .map(({ id, kind, outcome }) => `${kind} ${id} ended as ${outcome}`);
}

function stockDifferences({ fake, sold }: ShopUnderTest, rows: readonly ChangeRow[], pieces: KillWorld['pieces']) {
  const differences: string[] = [];
  for (const { listingId, pieces: held } of fake.shop.listings.values()) {
    const wanted = rows
      .filter((row) => row.kind === 'stock' && row.listing_id === listingId)
      .reduce((sum, { value }) => sum + Number(JSON.parse(value)), 0);
    const done = fake.shop.writes
      .filter(({ kind, target }) => kind === 'stock' && target === listingId)
      .reduce((sum, { value }) => sum + Number(value), 0);
    if (wanted !== done * PIECE)
      differences.push(`stock of ${listingId}: ${wanted / PIECE} wanted, ${done} carried out`);
    const isSold = sold.some((product) => product.listingId === listingId);
    const expected = pieces.get(`${fake.name} ${listingId}`)! + wanted / PIECE;
    if (!isSold && held !== expected) differences.push(`stock of ${listingId}: ${held} instead of ${expected}`);
  }
  return differences;
}

function priceDifferences({ fake }: ShopUnderTest, rows: readonly ChangeRow[]): string[] {
  const last = new Map(
    rows.filter(({ kind }) => kind === 'price').map((row) => [row.listing_id!, JSON.parse(row.value)]),
  );
  return [...last].flatMap(([listingId, price]) => {
    const held = fake.shop.listings.get(listingId)!.price;
    return held === price ? [] : [`price of ${listingId}: ${held} instead of ${price}`];
  });
}

function parcelDifferences({ fake }: ShopUnderTest, rows: readonly ChangeRow[]): string[] {
  return rows
    .filter(({ kind }) => kind === 'fulfilment')
    .flatMap(({ order_number: number, value }) => {
      const { trackingNumber } = JSON.parse(value) as { trackingNumber: string };
      const parcels = fake.shop.orders.get(number!)!.shipments.filter((one) => one.trackingNumber === trackingNumber);
      const writes = fake.shop.writes.filter(({ kind, target }) => kind === 'fulfilment' && target === number);
      if (parcels.length === 1 && writes.length === 1) return [];
      return [`order ${number}: ${parcels.length} parcels, sent ${writes.length} times`];
    });
}

/** What carries an id is carried out once for each id. */
function repeatedKeys({ fake }: ShopUnderTest): string[] {
  const met = new Set<string>();
  return fake.shop.writes.flatMap(({ kind, target, idempotencyKey }) => {
    if (idempotencyKey === null) return [];
    const key = `${kind} ${target} ${idempotencyKey}`;
    if (met.has(key)) return [`${key} was carried out twice`];
    met.add(key);
    return [];
  });
}

function orderDifferences(db: ReadableDb, { fake, storeId }: ShopUnderTest): string[] {
  const rows = db.prepare<[number], string>('SELECT number FROM orders WHERE store_id = ?').pluck().all(storeId);
  const numbers = new Set(rows);
  const missing = [...fake.shop.orders.keys()].filter((number) => !numbers.has(number));
  return [
    ...missing.map((number) => `order ${number} is missing`),
    ...(rows.length === numbers.size ? [] : [`${rows.length - numbers.size} orders are there twice`]),
  ];
}
