/** The real data sets beside the checkout, brought in by the command line and asked for through it and through the API. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src-main/engine/index.ts';
import { BUILT_HUB } from '../built-hub/index.ts';
import { removeDirectory, temporaryDirectory } from './database/engine-database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = (name: string) => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
const expected = (name: string) => JSON.parse(readFileSync(data(`expected/${name}.json`), 'utf8'));
const run = promisify(execFile);

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

async function hub(...args: string[]): Promise<{ rows: Record<string, string>[] }> {
  const command = [BUILT_HUB, ...args, '--data-dir', directory, '--zone', 'UTC', '--json'];
  if (args[0] !== 'import') command.splice(command.indexOf('--zone'), 2);
  const { stdout } = await run(process.execPath, command, { cwd: root, maxBuffer: 64 * 2 ** 20 });
  return JSON.parse(stdout);
}

/** Net sales by key, as counts of 1/10,000 so that `7.5` and `7.5000` are one amount. */
async function netBy(by: string): Promise<Record<string, bigint>> {
  const { rows } = await hub('report', '--store', 'all', '--by', by);
  return Object.fromEntries(rows.map((row) => [row.key, count(row.netSales ?? '')]));
}

function count(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(`${whole}${fraction.padEnd(4, '0')}`);
}

const counts = (sums: Record<string, string>) =>
  Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, count(sum)]));

/** Totals over everything, asked through the API of an engine in this process. */
async function totals() {
  const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'test' });
  await engine.start();
  try {
    const { first, last } = await engine.api.analytics.bounds({ stores: 'all' });
    const overview = await engine.api.analytics.overview({ stores: 'all', from: first!, to: last! });
    return overview.totals.current;
  } finally {
    await engine.close();
  }
}

describe('the figures of real data', () => {
  it('are those of Online Retail, month by month', async () => {
    const truth = expected('uci-online-retail');
    await hub('import', data('uci-online-retail/OnlineRetail.csv.gz'), '--store', 'UK', '--currency', 'GBP');
    expect(await netBy('month')).toEqual(counts(truth.net_by_month));
    const { grossSales, refunds, netSales, orders } = await totals();
    expect([grossSales, refunds, netSales].map(BigInt)).toEqual([
      count(truth.positive_sales_amount_excluding_C),
      -count(truth.cancel_amount_invoice_C),
      count(truth.net_amount),
    ]);
    expect(orders).toBe(truth.invoices);
  });

  it('are those of Complete Journey, month by month', async () => {
    const truth = expected('completejourney');
    await hub('import', data('completejourney'), '--currency', 'USD');
    expect(await netBy('month')).toEqual(counts(truth.net_by_month));
    expect(await netBy('store')).toMatchObject(counts(Object.fromEntries(truth.top10_stores)));
    expect(await totals()).toMatchObject({ orders: truth.baskets, netSales: Number(count(truth.net_sales)) });
  });

  it('are those of Global Electronics, store by store, with costs from its product list', async () => {
    const truth = expected('global-electronics-retailer');
    await hub('import', data('global-electronics'));
    expect(await netBy('store')).toEqual(counts(truth.revenue_usd_by_store));
    expect(await netBy('month')).toMatchObject(counts(truth.revenue_usd_by_month));
    expect(await totals()).toMatchObject({
      orders: truth.orders,
      units: truth.units * 1_000,
      netSales: Number(count(truth.revenue_usd)),
      cost: Number(count(truth.cost_usd)),
      grossProfit: Number(count(truth.gross_profit_usd)),
    });
  });
});
