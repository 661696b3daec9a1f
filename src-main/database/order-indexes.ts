/**
 * The indexes of the order tables have one home, because a first import drops them, loads, and makes them again
 * (measured: half the time of keeping them up row by row). Migration 20 and the import both use
 * this list; an index that comes later needs a migration of its own besides its line here.
 */
export const ORDER_INDEXES = [
  { name: 'orders_key', sql: 'CREATE INDEX IF NOT EXISTS orders_key ON orders (key_hash)' },
  {
    name: 'orders_store_date_channel',
    sql: 'CREATE INDEX IF NOT EXISTS orders_store_date_channel ON orders (store_id, business_date, channel_id)',
  },
  {
    name: 'orders_channel_date',
    sql: 'CREATE INDEX IF NOT EXISTS orders_channel_date ON orders (channel_id, business_date)',
  },
  { name: 'order_line_product', sql: 'CREATE INDEX IF NOT EXISTS order_line_product ON order_line (product_id)' },
] as const;
