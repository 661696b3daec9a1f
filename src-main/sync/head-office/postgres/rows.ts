/** Rows of the office as JSON texts, named as everywhere here. `o` is the row. */
import type { OfficeStream } from '../office.ts';

function json(fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(([name, value]) => `'${name}', ${value}`);
  return `json_build_object(${pairs.join(', ')})::text`;
}

const STATE = { version: 'o.version', deleted: 'o.deleted' };
const day = (column: string) => `o.${column} - DATE '1970-01-01'`;

export const ORDER_JSON = json({
  store: 'o.store_code',
  platform: 'o.platform',
  number: 'o.number',
  businessDate: day('business_date'),
  placedAt: 'o.placed_at',
  localMinute: 'o.local_minute',
  channel: 'o.channel',
  status: 'o.status',
  currency: 'o.currency',
  total: 'o.total',
  grossSales: 'o.gross_sales',
  refunds: 'o.refunds',
  shippingFee: 'o.shipping_fee',
  tax: 'o.tax',
  discount: 'o.discount',
  deliveryCost: 'o.delivery_cost',
  platformFee: 'o.platform_fee',
  customer: 'o.customer',
  contact: 'o.contact',
  source: 'o.source',
  lines: 'o.lines',
  shipments: 'o.shipments',
  ...STATE,
  origin: 'o.origin',
});

export const MASTER_JSON = {
  store: json({
    code: 'o.code',
    name: 'o.name',
    timeZone: 'o.time_zone',
    currency: 'o.currency',
    country: 'o.country',
    region: 'o.region',
    city: 'o.city',
    kind: 'o.kind',
    openedOn: day('opened_on'),
    ...STATE,
  }),
  product: json({
    code: 'o.code',
    name: 'o.name',
    category: 'o.category',
    brand: 'o.brand',
    barcode: 'o.barcode',
    listPrice: 'o.list_price',
    listPriceCurrency: 'o.list_price_currency',
    unitCost: 'o.unit_cost',
    unitCostCurrency: 'o.unit_cost_currency',
    ...STATE,
  }),
} as const;

export const LEVEL_JSON = json({
  store: 'o.store_code',
  product: 'o.product_code',
  quantity: 'o.quantity',
  version: 'o.version',
  firstId: 'o.first_id',
  listings: `(SELECT coalesce(json_agg(json_build_object('platform', l.platform, 'shop', l.shop, 'listing', l.listing,
      'quantity', l.quantity, 'at', l.at) ORDER BY l.platform, l.shop, l.listing), '[]')
    FROM mendian.stock_listing l WHERE l.store_code = o.store_code AND l.product_code = o.product_code)`,
});

export interface StreamTable {
  readonly table: string;
  readonly key: readonly string[];
  /** Null: it is nobody's in particular. */
  readonly store: string | null;
  readonly json: string;
}

export const STREAMS: Readonly<Record<OfficeStream, StreamTable>> = {
  stores: { table: 'store', key: ['code'], store: null, json: MASTER_JSON.store },
  products: { table: 'product', key: ['code'], store: null, json: MASTER_JSON.product },
  targets: {
    table: 'target',
    key: ['store_code', 'month', 'currency'],
    store: 'store_code',
    json: json({
      store: 'o.store_code',
      month: 'o.month',
      currency: 'o.currency',
      netSales: 'o.net_sales',
      ...STATE,
    }),
  },
  stock: { table: 'stock_level', key: ['store_code', 'product_code'], store: 'store_code', json: LEVEL_JSON },
  orders: { table: 'orders', key: ['store_code', 'platform', 'number'], store: 'store_code', json: ORDER_JSON },
};
