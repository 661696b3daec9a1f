/**
 * While there is a head office, every change of what it is told is noted in the change's own transaction, whoever makes it.
 * Without one there are no triggers, and nothing costs anything. Lines come and go only with their order's row, so theirs are
 * watched only where they change by themselves.
 */
import type { WritableDb } from '../../../database/index.ts';
import { LISTING_TRIGGERS, LISTINGS_OF_NEW_CODE, noteMissedCounts, saidOf } from './listing-triggers.ts';
import { BY_ITSELF, HERE, newId } from './trigger-sql.ts';

export const KIND = { order: 1, product: 2, store: 3 } as const;

/** An upsert's own conflict rule would take the place of one written here: so no rule is used. */
const note = (kind: number, id: string) => `
  DELETE FROM office_pending WHERE kind = ${kind} AND id = ${id};
  INSERT INTO office_pending (kind, id) VALUES (${kind}, ${id});`;

/** key_hash and import_id are nobody else's business. */
const ORDER_COLUMNS = `store_id, platform_id, number, business_date, placed_at, local_minute, channel_id, status, currency_id, total,
  gross_sales, refunds, shipping_fee, tax, discount, delivery_cost, platform_fee, customer, contact, source`;
const PRODUCT_COLUMNS =
  'code, name, category, brand, barcode, list_price, list_price_currency_id, unit_cost, unit_cost_currency_id';
const STORE_COLUMNS = 'code, name, time_zone, currency_id, country, region, city, kind, opened_on';

const isSame = (row: string) =>
  `store_code = (SELECT code FROM store WHERE id = ${row}.store_id) AND product_code = (SELECT code FROM product WHERE id = ${row}.product_id)`;
const FIRST = (row: string) => `EXISTS (SELECT 1 FROM office_stock_move WHERE ${isSame(row)} AND first = 1)`;
const KNOWN = (row: string) => `EXISTS (SELECT 1 FROM office_stock WHERE ${isSame(row)})`;

const move = (row: string, delta: string, flags: string, where = 'true') => `
  INSERT INTO office_stock_move (id, store_code, product_code, delta, first, with_first)
  SELECT ${newId()}, s.code, p.code, d.delta, ${flags} FROM (SELECT ${delta} AS delta) d, store s, product p
  WHERE s.id = ${row}.store_id AND p.id = ${row}.product_id AND ${where};`;

/** What of a level counts only if this computer's first one did. */
const WITH_FIRST = (row: string) =>
  `(SELECT coalesce(sum(delta), 0) FROM office_stock_move WHERE ${isSame(row)} AND (first = 1 OR with_first = 1))`;

/** Levels of a store that the office has not been asked about, as first levels: less what is under way. */
const firstLevels = (where: string) => `
  INSERT INTO office_stock_move (id, store_code, product_code, delta, first)
  SELECT ${newId('l.product_id')}, s.code, p.code,
    l.quantity - (SELECT coalesce(sum(delta), 0) FROM office_stock_move m WHERE m.store_code = s.code AND m.product_code = p.code)
      - ${saidOf('s.code', 'p.code')}, 1
  FROM stock_level l JOIN store s ON s.id = l.store_id JOIN product p ON p.id = l.product_id
  WHERE ${where} AND NOT EXISTS (SELECT 1 FROM office_stock o WHERE o.store_code = s.code AND o.product_code = p.code);
  INSERT INTO office_stock (store_code, product_code)
  SELECT s.code, p.code FROM stock_level l JOIN store s ON s.id = l.store_id JOIN product p ON p.id = l.product_id
  WHERE ${where} AND NOT EXISTS (SELECT 1 FROM office_stock o WHERE o.store_code = s.code AND o.product_code = p.code);`;

const TRIGGERS: Readonly<Record<string, string>> = {
  office_order_new: `AFTER INSERT ON orders WHEN ${HERE} BEGIN ${note(KIND.order, 'NEW.id')} END`,
  // It went and is back: it stands on what the office had then.
  office_order_back: `AFTER INSERT ON orders WHEN EXISTS (SELECT 1 FROM office_gone) AND ${HERE} BEGIN
  INSERT INTO office_order (order_id, version, key_hash, told)
  SELECT NEW.id, g.base_version, NEW.key_hash, 0 FROM office_gone g
  WHERE g.store_code = (SELECT code FROM store WHERE id = NEW.store_id)
    AND g.platform = (SELECT name FROM platform WHERE id = NEW.platform_id) AND g.number = NEW.number;
  DELETE FROM office_gone WHERE store_code = (SELECT code FROM store WHERE id = NEW.store_id)
    AND platform = (SELECT name FROM platform WHERE id = NEW.platform_id) AND number = NEW.number; END`,
  office_order_changed: `AFTER UPDATE OF ${ORDER_COLUMNS} ON orders WHEN ${HERE} BEGIN ${note(KIND.order, 'NEW.id')} END`,
  office_order_gone: `AFTER DELETE ON orders WHEN ${HERE} BEGIN
  DELETE FROM office_gone WHERE store_code = (SELECT code FROM store WHERE id = OLD.store_id)
    AND platform = (SELECT name FROM platform WHERE id = OLD.platform_id) AND number = OLD.number;
  INSERT INTO office_gone (store_code, platform, number, base_version)
  SELECT s.code, p.name, OLD.number, coalesce((SELECT version FROM office_order WHERE order_id = OLD.id), 0)
  FROM store s, platform p WHERE s.id = OLD.store_id AND p.id = OLD.platform_id;
  DELETE FROM office_pending WHERE kind = ${KIND.order} AND id = OLD.id;
  DELETE FROM office_order WHERE order_id = OLD.id; END`,
  office_line_changed: `AFTER UPDATE ON order_line WHEN ${HERE} BEGIN ${note(KIND.order, 'NEW.order_id')} END`,
  office_shipment_new: `AFTER INSERT ON shipment WHEN ${HERE} BEGIN ${note(KIND.order, 'NEW.order_id')} END`,
  office_shipment_changed: `AFTER UPDATE ON shipment WHEN ${HERE} BEGIN ${note(KIND.order, 'NEW.order_id')} END`,
  // Also one that an order of the office names, and that is not here: the answer tells what it is.
  office_product_new: `AFTER INSERT ON product BEGIN ${note(KIND.product, 'NEW.id')} END`,
  office_product_gone: `AFTER DELETE ON product BEGIN DELETE FROM office_master WHERE kind = ${KIND.product} AND code = OLD.code; END`,
  office_product_changed: `AFTER UPDATE OF ${PRODUCT_COLUMNS} ON product WHEN ${HERE} BEGIN ${note(KIND.product, 'NEW.id')} END`,
  office_store_new: `AFTER INSERT ON store WHEN ${HERE} BEGIN ${note(KIND.store, 'NEW.id')} END`,
  office_store_gone: `AFTER DELETE ON store BEGIN DELETE FROM office_master WHERE kind = ${KIND.store} AND code = OLD.code; END`,
  office_store_changed: `AFTER UPDATE OF ${STORE_COLUMNS} ON store WHEN ${HERE} BEGIN ${note(KIND.store, 'NEW.id')} END`,
  // Everybody knows what is a store's by its code: it is told anew under the new one, whoever changed it.
  office_store_code: `AFTER UPDATE OF code ON store WHEN OLD.code <> NEW.code BEGIN
  INSERT INTO office_gone (store_code, platform, number, base_version)
  SELECT OLD.code, p.name, o.number, coalesce(v.version, 0) FROM orders o JOIN platform p ON p.id = o.platform_id
  LEFT JOIN office_order v ON v.order_id = o.id WHERE o.store_id = NEW.id AND NOT EXISTS (
    SELECT 1 FROM office_gone g WHERE g.store_code = OLD.code AND g.platform = p.name AND g.number = o.number);
  DELETE FROM office_order WHERE order_id IN (SELECT id FROM orders WHERE store_id = NEW.id);
  DELETE FROM office_pending WHERE kind = ${KIND.order} AND id IN (SELECT id FROM orders WHERE store_id = NEW.id);
  INSERT INTO office_pending (kind, id) SELECT ${KIND.order}, id FROM orders WHERE store_id = NEW.id;
  ${note(KIND.store, 'NEW.id')}
  DELETE FROM office_stock_move WHERE store_code = OLD.code AND (first = 1 OR with_first = 1);
  UPDATE office_stock_move SET store_code = NEW.code WHERE store_code = OLD.code;
  DELETE FROM office_stock WHERE store_code = OLD.code;
  ${LISTINGS_OF_NEW_CODE} ${firstLevels('l.store_id = NEW.id')} END`,
  office_stock_first: `AFTER INSERT ON stock_level WHEN ${HERE} AND NOT ${KNOWN('NEW')} BEGIN
  ${move('NEW', 'NEW.quantity', '1, 0')}
  INSERT INTO office_stock (store_code, product_code) SELECT s.code, p.code FROM store s, product p
  WHERE s.id = NEW.store_id AND p.id = NEW.product_id; END`,
  office_stock_back: `AFTER INSERT ON stock_level WHEN ${HERE} AND ${BY_ITSELF} AND ${KNOWN('NEW')} BEGIN
  ${move('NEW', 'NEW.quantity', `0, ${FIRST('NEW')}`, 'd.delta <> 0')} END`,
  office_stock_changed: `AFTER UPDATE OF quantity ON stock_level WHEN NEW.quantity <> OLD.quantity AND ${HERE}
  AND ${BY_ITSELF} BEGIN
  ${move('NEW', 'NEW.quantity - OLD.quantity', '0, 0')} END`,
  office_stock_gone: `AFTER DELETE ON stock_level WHEN ${HERE} BEGIN
  ${move('OLD', `${WITH_FIRST('OLD')} - OLD.quantity`, '0, 0', `d.delta <> 0 AND ${FIRST('OLD')}`)}
  ${move('OLD', '-OLD.quantity', '0, 0', `d.delta <> 0 AND NOT ${FIRST('OLD')}`)}
  ${move('OLD', `-${WITH_FIRST('OLD')}`, '0, 1', `d.delta <> 0 AND ${FIRST('OLD')}`)} END`,
  ...LISTING_TRIGGERS,
};

/** Whether the triggers are there. */
export function isWatching(db: WritableDb): boolean {
  return (
    db
      .prepare<[], number>("SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = 'office_order_new'")
      .pluck()
      .get() === 1
  );
}

/** To be called within a transaction. */
export function watch(db: WritableDb): void {
  for (const [name, body] of Object.entries(TRIGGERS)) db.exec(`CREATE TRIGGER ${name} ${body};`);
  db.exec('UPDATE office_state SET noting = 1');
}

/** Removes the triggers. To be called within a transaction. */
export function watchNoMore(db: WritableDb): void {
  for (const name of Object.keys(TRIGGERS)) db.exec(`DROP TRIGGER IF EXISTS ${name};`);
  db.exec('UPDATE office_state SET noting = 0');
}

/** Notes everything there is: the office is asked about all of it. */
export function noteEverything(db: WritableDb): void {
  db.exec(`DELETE FROM office_pending;
    INSERT INTO office_pending (kind, id) SELECT ${KIND.store}, id FROM store ORDER BY id;
    INSERT INTO office_pending (kind, id) SELECT ${KIND.product}, id FROM product ORDER BY id;
    INSERT INTO office_pending (kind, id) SELECT ${KIND.order}, id FROM orders ORDER BY id;
    ${firstLevels('true')}`);
}

/** Notes what became of levels while nobody watched: the difference from what they would be. */
export function noteMissedMoves(db: WritableDb): void {
  noteMissedCounts(db);
  db.exec(`INSERT INTO office_stock_move (id, store_code, product_code, delta)
    SELECT ${newId('k.quantity')}, k.store_code, k.product_code, k.quantity - k.expected
    FROM (SELECT o.store_code, o.product_code, coalesce(l.quantity, 0) AS quantity,
        coalesce(o.level, 0) + (SELECT coalesce(sum(delta), 0) FROM office_stock_move m
          WHERE m.store_code = o.store_code AND m.product_code = o.product_code)
          + ${saidOf('o.store_code', 'o.product_code')} AS expected
      FROM office_stock o LEFT JOIN store s ON s.code = o.store_code LEFT JOIN product p ON p.code = o.product_code
      LEFT JOIN stock_level l ON l.store_id = s.id AND l.product_id = p.id) k
    WHERE k.quantity <> k.expected`);
}
