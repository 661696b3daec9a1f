/**
 * The head office's tables. Versions of the schema only go forward, each in one transaction. `version` counts the writes of a row,
 * `base_version` is the version that its last writer knew, and `changed_tx` is the transaction that wrote it last: readers go by
 * it and miss nothing, in whatever order transactions end. A trigger sets `version` and `changed_tx`, so a price that is changed
 * by hand reaches the stores as well.
 */

export interface OfficeMigration {
  readonly version: number;
  readonly sql: string;
}

const KEPT = `version bigint NOT NULL DEFAULT 1, base_version bigint NOT NULL DEFAULT 0, deleted boolean NOT NULL DEFAULT false, origin text NOT NULL DEFAULT '',
  changed_tx xid8 NOT NULL DEFAULT pg_current_xact_id()`;

const TABLES = `
CREATE TABLE mendian.store (
  code text COLLATE "C" PRIMARY KEY, name text NOT NULL, time_zone text NOT NULL, currency text, country text, region text,
  city text, kind text, opened_on date, ${KEPT});
CREATE TABLE mendian.product (
  code text COLLATE "C" PRIMARY KEY, name text NOT NULL, category text, brand text, barcode text,
  list_price bigint, list_price_currency text, unit_cost bigint, unit_cost_currency text, ${KEPT});
COMMENT ON COLUMN mendian.product.list_price IS '1/10,000 of the currency, as all money here';
CREATE TABLE mendian.target (
  store_code text COLLATE "C" NOT NULL, month text COLLATE "C" NOT NULL CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'),
  currency text COLLATE "C" NOT NULL, net_sales bigint NOT NULL, ${KEPT}, PRIMARY KEY (store_code, month, currency));
CREATE TABLE mendian.orders (
  store_code text COLLATE "C" NOT NULL, platform text COLLATE "C" NOT NULL, number text COLLATE "C" NOT NULL,
  business_date date NOT NULL, placed_at bigint NOT NULL, local_minute int, channel text NOT NULL, status smallint NOT NULL,
  currency text NOT NULL, total bigint NOT NULL, gross_sales bigint NOT NULL, refunds bigint NOT NULL,
  shipping_fee bigint NOT NULL, tax bigint NOT NULL, discount bigint NOT NULL, delivery_cost bigint NOT NULL,
  platform_fee bigint NOT NULL, customer text, contact text, source text, lines jsonb NOT NULL, shipments jsonb NOT NULL,
  units bigint NOT NULL, cost bigint NOT NULL, costed_sales bigint NOT NULL, costed_lines bigint NOT NULL,
  status_rank smallint NOT NULL, content_hash text COLLATE "C" NOT NULL, ${KEPT}, PRIMARY KEY (store_code, platform, number));
COMMENT ON COLUMN mendian.orders.placed_at IS 'UTC seconds';
CREATE TABLE mendian.stock_level (
  store_code text COLLATE "C" NOT NULL, product_code text COLLATE "C" NOT NULL, quantity bigint NOT NULL, first_id uuid,
  ${KEPT}, PRIMARY KEY (store_code, product_code));
COMMENT ON COLUMN mendian.stock_level.quantity IS '1/1,000 of a piece, as all quantities here';
CREATE TABLE mendian.stock_move (
  id uuid PRIMARY KEY, store_code text NOT NULL, product_code text NOT NULL, delta bigint NOT NULL, origin text NOT NULL,
  at timestamptz NOT NULL DEFAULT now());
CREATE TABLE mendian.day_rollup (
  store_code text COLLATE "C" NOT NULL, business_date date NOT NULL, currency text NOT NULL, orders bigint NOT NULL,
  units bigint NOT NULL, gross_sales bigint NOT NULL, refunds bigint NOT NULL, net_sales bigint NOT NULL,
  cost bigint NOT NULL, costed_sales bigint NOT NULL, costed_lines bigint NOT NULL, placed bigint NOT NULL,
  discounts bigint NOT NULL, delivery_cost bigint NOT NULL, platform_fee bigint NOT NULL,
  PRIMARY KEY (store_code, business_date, currency));
CREATE INDEX day_rollup_date ON mendian.day_rollup (business_date, store_code);
CREATE INDEX orders_day ON mendian.orders (store_code, business_date, channel);
CREATE INDEX orders_changed ON mendian.orders (changed_tx, store_code, platform, number);
CREATE INDEX orders_store_changed ON mendian.orders (store_code, changed_tx, platform, number);
CREATE INDEX stock_changed ON mendian.stock_level (changed_tx, store_code, product_code);
CREATE INDEX stock_store_changed ON mendian.stock_level (store_code, changed_tx, product_code);
CREATE INDEX stock_move_product ON mendian.stock_move (store_code, product_code, at);
CREATE INDEX store_changed ON mendian.store (changed_tx, code);
CREATE INDEX product_changed ON mendian.product (changed_tx, code);
CREATE INDEX target_changed ON mendian.target (changed_tx, store_code, month, currency);
`;

const KEEP = `
CREATE FUNCTION mendian.keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.changed_tx := pg_current_xact_id();
  RETURN NEW;
END $$;
${['store', 'product', 'target', 'orders', 'stock_level']
  .map(
    (table) =>
      `CREATE TRIGGER keep_version BEFORE UPDATE ON mendian.${table} FOR EACH ROW EXECUTE FUNCTION mendian.keep_version();`,
  )
  .join('\n')}
-- Who takes a row away by hand leaves a tombstone: other computers have to hear of it.
CREATE FUNCTION mendian.leave_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE mendian.%I SET deleted = true WHERE ctid = $1', TG_TABLE_NAME) USING OLD.ctid;
  RETURN NULL;
END $$;
${['store', 'product', 'target']
  .map(
    (table) =>
      `CREATE TRIGGER leave_tombstone BEFORE DELETE ON mendian.${table} FOR EACH ROW EXECUTE FUNCTION mendian.leave_tombstone();`,
  )
  .join('\n')}
`;

const CLAIMS = `
CREATE TABLE mendian.claim (
  name text COLLATE "C" PRIMARY KEY, holder text NOT NULL, fence bigint NOT NULL, until timestamptz NOT NULL);
COMMENT ON TABLE mendian.claim IS 'What one computer at a time may do, such as sending to a shop';
`;

const TOLD = `
CREATE TABLE mendian.stock_told (
  origin text COLLATE "C" NOT NULL, store_code text COLLATE "C" NOT NULL, product_code text COLLATE "C" NOT NULL,
  total bigint NOT NULL, PRIMARY KEY (origin, store_code, product_code));
COMMENT ON TABLE mendian.stock_told IS 'Sums of stock_move by computer: one whose database was set back learns from it';
INSERT INTO mendian.stock_told SELECT origin, store_code, product_code, sum(delta) FROM mendian.stock_move GROUP BY 1, 2, 3;
`;

const LISTINGS = `
CREATE TABLE mendian.stock_listing (
  store_code text COLLATE "C" NOT NULL, platform text COLLATE "C" NOT NULL, shop text COLLATE "C" NOT NULL,
  listing text COLLATE "C" NOT NULL, product_code text COLLATE "C" NOT NULL, quantity bigint NOT NULL, at bigint NOT NULL,
  origin text NOT NULL, PRIMARY KEY (store_code, platform, shop, listing));
CREATE INDEX stock_listing_product ON mendian.stock_listing (store_code, product_code);
COMMENT ON TABLE mendian.stock_listing IS 'What of each listing is counted in stock_level: its shop is read by several computers';
COMMENT ON COLUMN mendian.stock_listing.at IS 'UTC milliseconds by the platform''s clock';
`;

export const OFFICE_MIGRATIONS: readonly OfficeMigration[] = [
  { version: 1, sql: TABLES + KEEP },
  { version: 2, sql: CLAIMS },
  { version: 3, sql: TOLD },
  { version: 4, sql: LISTINGS },
];
