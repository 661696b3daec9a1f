/** The real sets beside the checkout, read the way an import reads them, against totals that were computed independently. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moneyToDecimal } from '#shared/domain/money.ts';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { readingTasks } from '../../../../src-main/ingest/reading-worker/tasks.ts';
import { type ReadResult, readPlanned, sum } from './read-text.ts';

const DATA = resolve(import.meta.dirname, '../../../../../shared/data');
const expected = (name: string) => JSON.parse(readFileSync(join(DATA, 'expected', name), 'utf8'));
const truth = JSON.parse(readFileSync(join(DATA, 'export-formats/synthetic-truth.json'), 'utf8'));

async function readSet(paths: readonly string[], store?: string) {
  const found = await readingTasks.inspect({
    files: paths.map((path) => ({ path, overrides: store === undefined ? {} : { store } })),
  });
  const files = found.flatMap(({ settings }, i) => (settings === null ? [] : [{ path: paths[i]!, settings }]));
  return { found, read: await readPlanned(files) };
}

const formats = (name: string) => readSet([join(DATA, 'export-formats', name)], 'Shop');
const money = (count: number) => moneyToDecimal(count).replace(/0{2}$/, '');
const lines = (read: ReadResult) => read.orders.flatMap((order) => order.lines);
const total = (read: ReadResult, field: 'total' | 'paid' | 'received' | 'refunded') =>
  money(sum(read.orders.map((order) => order[field])));
const count = (read: ReadResult, status: number) => read.orders.filter((order) => order.status === status).length;

describe('the export formats', () => {
  it('of Shopify', async () => {
    const { found, read } = await formats('shopify_orders_export.synthetic.csv');
    const of = truth['shopify_orders_export.synthetic.csv'];
    expect(found[0]!.settings).toMatchObject({ template: 'shopify', platform: 'shopify' });
    expect(read.orders).toHaveLength(of.orders);
    expect(lines(read)).toHaveLength(of.lines);
    expect(total(read, 'total')).toBe(of.total);
    expect(total(read, 'refunded')).toBe(of.refunded);
    expect(count(read, ORDER_STATUS.cancelled)).toBe(of.cancelled);
    expect(count(read, ORDER_STATUS.refunded)).toBe(of.by_financial_status.refunded);
    expect(count(read, ORDER_STATUS.partiallyRefunded)).toBe(of.by_financial_status.partially_refunded);
    expect(read.orders.filter(({ flags }) => flags === 1)).toHaveLength(of.by_financial_status.pending);
    expect(read.rejected).toEqual([]);
  });

  it('of Taobao', async () => {
    const { found, read } = await formats('ExportOrderList.synthetic.gbk.csv');
    const of = truth['ExportOrderList.synthetic.gbk.csv'];
    expect(found[0]!.settings).toMatchObject({
      template: 'taobao',
      encoding: 'gb18030',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
    });
    expect(read.orders).toHaveLength(of.orders);
    expect(read.orders[0]!.number).toBe('2156000000000000000');
    expect(new Set(read.orders.map(({ store }) => store))).toEqual(new Set(['示例旗舰店', '示例专营店']));
    expect(total(read, 'total')).toBe(of.gross);
    expect(total(read, 'paid')).toBe(of.paid);
    expect(count(read, ORDER_STATUS.cancelled)).toBe(of.closed);
    expect(count(read, ORDER_STATUS.unpaid)).toBe(of.unpaid);
    expect(sum(lines(read).map(({ quantity }) => quantity))).toBe(of.qty * 1_000);
  });

  it('of Pinduoduo', async () => {
    const { found, read } = await formats('orders_export_pdd.synthetic.csv');
    const of = truth['orders_export_pdd.synthetic.csv'];
    expect(found[0]!.settings).toMatchObject({ template: 'pinduoduo' });
    expect(read.orders).toHaveLength(of.orders);
    expect(read.orders[0]!.number).toBe('240520-100000000000000');
    expect(total(read, 'paid')).toBe(of.user_paid);
    expect(total(read, 'received')).toBe(of.merchant);
    expect(count(read, ORDER_STATUS.refunded)).toBe(of.refund_success);
    expect(sum(lines(read).map(({ quantity }) => quantity))).toBe(of.qty * 1_000);
  });

  it('of Douyin', async () => {
    const { found, read } = await formats('douyin_orders.synthetic.csv');
    const of = truth['douyin_orders.synthetic.csv'];
    expect(found[0]!.settings).toMatchObject({ template: 'douyin' });
    expect(read.orders).toHaveLength(of.main_orders);
    expect(lines(read)).toHaveLength(of.lines);
    expect(money(sum(lines(read).map(({ amount }) => amount)))).toBe(of.payable);
    const wholly = read.orders.filter(({ status }) => status === ORDER_STATUS.refunded);
    const alone = lines(read).filter(({ returned }) => returned);
    expect(sum(wholly.map((order) => order.lines.length)) + alone.length).toBe(of.refund_success_lines);
  });

  it('of JD, whose amounts are repeated', async () => {
    const { found, read } = await formats('jd_orders.synthetic.gbk.csv');
    const of = truth['jd_orders.synthetic.gbk.csv'];
    expect(found[0]!.settings).toMatchObject({ template: 'jd', encoding: 'gb18030' });
    expect(read.orders).toHaveLength(of.orders);
    expect(lines(read)).toHaveLength(of.lines);
    expect(total(read, 'total')).toBe(of.order_amount);
  });
});

describe('UCI Online Retail', () => {
  it('is read to the last line', { timeout: 60_000 }, async () => {
    const of = expected('uci-online-retail.json');
    const { found, read } = await readSet([join(DATA, 'uci-online-retail/OnlineRetail.csv.gz')], 'Shop');
    expect(found[0]!.settings).toMatchObject({ template: 'uci-online-retail', currency: 'GBP' });
    const amounts = lines(read)
      .map(({ quantity, unitPrice }) => (quantity / 1_000) * unitPrice)
      .map(Math.round);
    expect(amounts).toHaveLength(of.rows);
    expect(
      Number(moneyToDecimal(sum(amounts.filter((amount) => amount < 0)) + sum(amounts.filter((amount) => amount > 0)))),
    ).toBe(Number(of.net_amount));
    expect(new Set(read.orders.map(({ number }) => number)).size).toBe(of.invoices);
    expect(count(read, ORDER_STATUS.cancelled)).toBe(of.cancel_invoices);
    expect(new Set(lines(read).map(({ product }) => product)).size).toBe(of.stock_codes);
    expect(read.rejected).toEqual([]);
  });
});

describe('Complete Journey', () => {
  it('is read out of its set of files', { timeout: 60_000 }, async () => {
    const of = expected('completejourney.json');
    const directory = join(DATA, 'completejourney');
    const names = readdirSync(directory).filter((name) => name.endsWith('.gz'));
    const { found, read } = await readSet(names.map((name) => join(directory, name)));
    const kinds = Object.fromEntries(names.map((name, i) => [name, found[i]!.settings?.kind ?? null]));
    expect(kinds).toEqual({
      'campaign_descriptions.csv.gz': null,
      'campaigns.csv.gz': null,
      'coupon_redemptions.csv.gz': null,
      'demographics.csv.gz': null,
      'products.csv.gz': 'products',
      'transactions_sample.csv.gz': 'orders',
    });
    expect(lines(read)).toHaveLength(of.rows);
    expect(money(sum(lines(read).map(({ amount }) => amount)))).toBe(of.net_sales);
    expect(new Set(read.orders.map(({ number }) => number)).size).toBe(of.baskets);
    const stores = Map.groupBy(read.orders, ({ store }) => store);
    expect(stores.size).toBe(of.stores);
    for (const [store, sales] of of.top10_stores) {
      expect(money(sum(stores.get(store)!.flatMap((order) => order.lines.map(({ amount }) => amount))))).toBe(sales);
    }
  });
});

describe('Global Electronics', () => {
  it('is read out of its set of files, prices from the product list in their own currency', {
    timeout: 60_000,
  }, async () => {
    const of = expected('global-electronics-retailer.json');
    const directory = join(DATA, 'global-electronics');
    const names = readdirSync(directory).filter((name) => name.endsWith('.csv'));
    const { found, read } = await readSet(names.map((name) => join(directory, name)));
    const kinds = Object.fromEntries(names.map((name, i) => [name, found[i]!.settings?.kind ?? null]));
    expect(kinds).toEqual({
      'Customers.csv': null,
      'Data_Dictionary.csv': null,
      'Exchange_Rates.csv': null,
      'Products.csv': 'products',
      'Sales.csv': 'orders',
      'Stores.csv': 'stores',
    });
    expect(found[names.indexOf('Sales.csv')]!.settings?.dateOrder).toBe('mdy');
    expect(read.orders).toHaveLength(of.orders);
    expect(lines(read)).toHaveLength(of.rows);
    const products = new Map(
      read.batches.flatMap((batch) => (batch.kind === 'products' ? batch.rows : [])).map((row) => [row.code, row]),
    );
    expect(new Set([...products.values()].map(({ currency }) => currency))).toEqual(new Set(['USD']));
    const times = (price: 'listPrice' | 'unitCost') =>
      money(sum(lines(read).map(({ product, quantity }) => (quantity / 1_000) * products.get(product!)![price]!)));
    expect(times('listPrice')).toBe(of.revenue_usd);
    expect(times('unitCost')).toBe(of.cost_usd);
    const online = read.orders.filter(({ store }) => store === '0');
    expect(online).toHaveLength(of.orders_by_store['0']);
    const months = Map.groupBy(read.orders, ({ businessDate }) =>
      new Date(businessDate * 86_400_000).toISOString().slice(0, 7),
    );
    for (const [month, revenue] of Object.entries(of.revenue_usd_by_month)) {
      const counts = months
        .get(month)!
        .flatMap((order) =>
          order.lines.map(({ product, quantity }) => (quantity / 1_000) * products.get(product!)!.listPrice!),
        );
      expect(money(sum(counts))).toBe(revenue);
    }
  });
});
