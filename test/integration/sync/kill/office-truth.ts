/** Compares what a head office was told with what the platforms hold and the hub's database says. Gives every difference in words. */
import { join } from 'node:path';
import { openReadable, type ReadableDb } from '../../../../src-main/database/index.ts';
import type { SharedOffice } from './services.ts';
import type { ShopUnderTest } from './staff.ts';
import type { KillWorld } from './world.ts';

const PIECE = 1_000;

/** To be called while no hub has the database open, and nothing waits any more. */
export async function compareWithOffice({ directory, shops }: KillWorld, office: SharedOffice): Promise<string[]> {
  const db = openReadable(join(directory, 'mendian.db'));
  try {
    const differences: string[] = [];
    for (const shop of shops) {
      const store = db.prepare<[number], string>('SELECT code FROM store WHERE id = ?').pluck().get(shop.storeId)!;
      const found = [
        ...(await stockDifferences(db, shop, store, office)),
        ...(await orderDifferences(db, shop, store, office)),
      ];
      differences.push(...found.map((one) => `head office, ${shop.fake.name}: ${one}`));
    }
    return differences;
  } finally {
    db.close();
  }
}

/** Each edit and each sale moves the office's level once: in the end it is what the platform holds. */
async function stockDifferences(db: ReadableDb, { fake, shopId }: ShopUnderTest, store: string, office: SharedOffice) {
  const codes = new Map(
    db
      .prepare<[number], [string, string]>(
        'SELECT l.listing_id, p.code FROM listing l JOIN product p ON p.id = l.product_id WHERE l.shop_id = ?',
      )
      .raw()
      .all(shopId),
  );
  const rows = await office.query<{ product_code: string; quantity: string }>(
    'SELECT product_code, quantity FROM mendian.stock_level WHERE store_code = $1 AND NOT deleted',
    [store],
  );
  const levels = new Map(rows.map(({ product_code, quantity }) => [product_code, Number(quantity) / PIECE]));
  return [...fake.shop.listings.values()].flatMap(({ listingId, pieces }) => {
    const told = levels.get(codes.get(listingId)!);
    return told === pieces ? [] : [`stock of ${listingId}: ${told ?? 'no level'} instead of ${pieces}`];
  });
}

interface OrderRow {
  readonly number: string;
  readonly status: number;
  readonly total: number;
}

async function orderDifferences(db: ReadableDb, { fake, storeId }: ShopUnderTest, store: string, office: SharedOffice) {
  const rows = await office.query<{ number: string; status: number; total: string }>(
    'SELECT number, status, total FROM mendian.orders WHERE store_code = $1 AND platform = $2 AND NOT deleted',
    [store, fake.name],
  );
  const told = new Map(rows.map(({ number, status, total }) => [number, `${status}, ${total}`]));
  const here = db
    .prepare<[number], OrderRow>('SELECT number, status, total FROM orders WHERE store_id = ?')
    .all(storeId);
  const strangers = [...told.keys()].filter((number) => !fake.shop.orders.has(number));
  return [
    ...strangers.map((number) => `order ${number} is nobody's`),
    ...[...fake.shop.orders.keys()].flatMap((number) => (told.has(number) ? [] : [`order ${number} is missing`])),
    ...here.flatMap(({ number, status, total }) => {
      const sent = told.get(number);
      const is = `${status}, ${total}`;
      return sent === undefined || sent === is ? [] : [`order ${number}: ${sent} instead of ${is}`];
    }),
  ];
}
