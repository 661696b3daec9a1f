/**
 * What a shop sells moves its listing's count, and every computer that reads the shop sees that. So the office is told counts
 * (of this listing, at this time by the platform's clock) and not movements: it counts what became of a listing once, whoever
 * tells it first. All else that moves a level is told as a movement; and what of it has arrived in a listing's count, with the
 * platform's acknowledgement, is taken out of the movements then, for every computer that reads the shop will tell it.
 */
import type { WritableDb } from '../../../database/index.ts';
import { BY_ITSELF, HERE, newId } from './trigger-sql.ts';

const KEY = ['store_code', 'platform', 'remote_shop', 'listing_id'] as const;
const keyOf = (row: string) => KEY.map((column) => `${row}.${column}`).join(', ');
const same = (one: string, other: string) => KEY.map((column) => `${one}.${column} = ${other}.${column}`).join(' AND ');

/** A listing as everybody knows it. */
const NAMED = `SELECT s.code AS store_code, h.platform, h.remote_shop_id AS remote_shop, l.listing_id, p.code AS product_code,
    l.quantity, l.updated_at, l.shop_id
  FROM listing l JOIN shop h ON h.id = l.shop_id JOIN store s ON s.id = h.store_id JOIN product p ON p.id = l.product_id`;
const THIS = `(${NAMED} WHERE l.shop_id = NEW.shop_id AND l.listing_id = NEW.listing_id) k`;

/** What the office is to be told of listings of a product, less what it has counted of them. */
export const saidOf = (store: string, product: string) => `(SELECT coalesce(sum(d.quantity - c.quantity), 0)
  FROM office_listing c JOIN office_said d ON ${same('d', 'c')} WHERE c.store_code = ${store} AND c.product_code = ${product})`;

const UNKNOWN = `NOT EXISTS (SELECT 1 FROM office_listing c WHERE ${same('c', 'k')})`;

/** @param before what its product's level holds of it, since when. */
const read = (before: string, since: string) => `
  INSERT INTO office_said (${KEY.join(', ')}, quantity, at) SELECT ${keyOf('k')}, k.quantity, k.updated_at FROM ${THIS} WHERE ${UNKNOWN};
  INSERT INTO office_listing (${KEY.join(', ')}, product_code, quantity, at)
  SELECT ${keyOf('k')}, k.product_code, ${before}, ${since} FROM ${THIS} WHERE ${UNKNOWN};
  -- What is older than what the office has counted is no news. What was told before may be under way: it is told again.
  INSERT OR REPLACE INTO office_said (${KEY.join(', ')}, quantity, at)
  SELECT ${keyOf('k')}, k.quantity, k.updated_at FROM ${THIS} JOIN office_listing c ON ${same('c', 'k')}
  LEFT JOIN office_said d ON ${same('d', 'k')}
  WHERE c.at <= k.updated_at AND (d.quantity <> k.quantity OR c.product_code <> k.product_code
    OR (d.seq IS NULL AND c.quantity <> k.quantity));
  UPDATE office_listing SET product_code = k.product_code FROM ${THIS}
  WHERE ${same('office_listing', 'k')} AND office_listing.product_code <> k.product_code;`;

export const LISTING_TRIGGERS: Readonly<Record<string, string>> = {
  office_listing_new: `AFTER INSERT ON listing WHEN NEW.quantity IS NOT NULL AND ${HERE} BEGIN
  ${read('k.quantity', 'k.updated_at')} END`,
  // While a change is under way the count stays what it was, whatever is read: that says nothing.
  office_listing_read: `AFTER UPDATE OF quantity, product_id ON listing
  WHEN NEW.quantity IS NOT NULL AND (NEW.recheck = 0 OR NEW.quantity IS NOT OLD.quantity) AND ${HERE} BEGIN
  ${read('coalesce(OLD.quantity, k.quantity)', 'min(OLD.updated_at, k.updated_at)')}
  INSERT INTO office_stock_move (id, store_code, product_code, delta)
  SELECT ${newId()}, k.store_code, k.product_code, OLD.quantity - k.quantity FROM ${THIS}
  WHERE OLD.quantity <> k.quantity AND ${BY_ITSELF}; END`,
};

/** What is known of a store's listings by its old code is told anew by the new one. In a trigger on `store`. */
export const LISTINGS_OF_NEW_CODE = `
  DELETE FROM office_listing WHERE store_code = NEW.code;
  DELETE FROM office_said WHERE store_code IN (OLD.code, NEW.code);
  DELETE FROM office_listing WHERE store_code = OLD.code;
  ${forgotten('h.store_id = NEW.id')}`;

/** Those that nothing is known of: as they are now. */
function forgotten(where: string): string {
  const rows = `FROM (${NAMED} WHERE l.quantity IS NOT NULL AND ${where}) k WHERE ${UNKNOWN}`;
  return `INSERT INTO office_said (${KEY.join(', ')}, quantity, at) SELECT ${keyOf('k')}, k.quantity, k.updated_at ${rows};
  INSERT INTO office_listing (${KEY.join(', ')}, product_code, quantity, at)
  SELECT ${keyOf('k')}, k.product_code, k.quantity, k.updated_at ${rows};`;
}

/** Notes what became of listings while nobody watched, and those that nothing is known of. To be called before movements are. */
export function noteMissedCounts(db: WritableDb): void {
  db.exec(`INSERT OR REPLACE INTO office_said (${KEY.join(', ')}, quantity, at)
      SELECT ${keyOf('k')}, k.quantity, max(k.updated_at, c.at) FROM (${NAMED}) k JOIN office_listing c ON ${same('c', 'k')}
      LEFT JOIN office_said d ON ${same('d', 'k')} WHERE k.quantity <> coalesce(d.quantity, c.quantity);
    ${forgotten('true')}`);
}

/** Another office has counted nothing: what is known here is where it begins. */
export function tellAllCounts(db: WritableDb): void {
  db.exec(`UPDATE office_listing AS c SET quantity = d.quantity, at = d.at FROM office_said d WHERE ${same('d', 'c')};
    DELETE FROM office_said;
    INSERT INTO office_said (${KEY.join(', ')}, quantity, at) SELECT ${keyOf('c')}, c.quantity, c.at FROM office_listing c;`);
}
