import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSampleChain, writeSampleOrders } from '../../../../src-main/ingest/sample/index.ts';

const options = { stores: 5, orders: 3_000, seed: 7, endDate: '2026-10-31' };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-chain-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Gives the records of a written file by their headings. No field of a sample holds a comma. */
function read(name: string): Record<string, string>[] {
  const [headings = '', ...lines] = readFileSync(join(directory, name), 'utf8').slice(1).trimEnd().split('\r\n');
  const names = headings.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells).toHaveLength(names.length);
    return Object.fromEntries(names.map((heading, index) => [heading, cells[index]!]));
  });
}

const cents = (amount: string) => Math.round(Number(amount) * 100);

describe('a sample chain', () => {
  it('has exactly as many orders and stores as were asked for', async () => {
    await writeSampleChain(directory, options);
    expect(new Set(read('orders.csv').map((line) => line.订单编号)).size).toBe(3_000);
    expect(read('stores.csv')).toHaveLength(5);
  });

  it('is the same for the same seed and another for another', async () => {
    const text = async (seed: number) => {
      await writeSampleOrders(join(directory, 'orders.csv'), { ...options, seed });
      return readFileSync(join(directory, 'orders.csv'), 'utf8');
    };
    const first = await text(7);
    expect(await text(7)).toBe(first);
    expect(await text(8)).not.toBe(first);
  });

  it('gives each order one total, the sum of its lines, and never refunds more than was received', async () => {
    await writeSampleChain(directory, options);
    const orders = Map.groupBy(read('orders.csv'), (line) => line.订单编号);
    for (const lines of orders.values()) {
      const sum = lines.reduce((total, line) => total + cents(line.单价!) * Number(line.数量), 0);
      const [first] = lines;
      expect(lines.every((line) => cents(line.订单金额!) === sum)).toBe(true);
      expect(cents(first!.实收金额!)).toBeLessThanOrEqual(sum);
      expect(cents(first!.退款金额!)).toBeLessThanOrEqual(cents(first!.实收金额!));
    }
  });

  it('stands in the order of time and ends where it was told to', async () => {
    await writeSampleChain(directory, { ...options, days: 3, endMinute: 12 * 60 });
    const times = read('orders.csv').map((line) => line.下单时间!);
    expect(times).toEqual([...times].sort());
    expect(times[0]!.slice(0, 10)).toBe('2026-10-29');
    expect(times.at(-1)! < '2026-10-31 12:00:00').toBe(true);
  });

  it('names only stores and products that its own lists hold, with a cost for each product', async () => {
    await writeSampleChain(directory, options);
    const stores = new Set(read('stores.csv').map((row) => row.门店编号));
    const products = new Map(read('products.csv').map((row) => [row.商品编码, row]));
    for (const row of [...read('orders.csv'), ...read('stock.csv')]) {
      expect(stores.has(row.门店编号)).toBe(true);
      expect(cents(products.get(row.商品编码)!.成本价!)).toBeGreaterThan(0);
    }
  });

  it('lacks what real exports lack, and holds what they hold: refunds, cancellations, parcels', async () => {
    await writeSampleChain(directory, options);
    const lines = read('orders.csv');
    const share = (matches: (line: Record<string, string>) => boolean) => lines.filter(matches).length / lines.length;
    expect(share((line) => line.成本单价 === '')).toBeGreaterThan(0.1);
    expect(share((line) => line.手机号 === '')).toBeGreaterThan(0.1);
    for (const status of ['已完成', '已取消', '待付款', '已退款', '部分退款']) {
      expect(share((line) => line.订单状态 === status)).toBeGreaterThan(0);
    }
    expect(share((line) => line.快递单号 !== '')).toBeGreaterThan(0);
  });

  it('refuses an end that is no calendar day', async () => {
    await expect(writeSampleChain(directory, { ...options, endDate: '2026-02-30' })).rejects.toThrow(RangeError);
  });
});
