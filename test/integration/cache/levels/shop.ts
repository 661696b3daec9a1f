/** A chain of stores for tests of whole days: it writes files as stores upload them, the same for the same seed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';

export type Random = () => number;

/** mulberry32 (Tommy Ettinger's public-domain generator). */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

const HEADINGS = '订单编号,门店名称,下单时间,商品编码,商品名称,数量,单价,渠道,订单状态';
const PRODUCTS = ['tea', 'bun', 'noodles', 'juice', 'rice', 'soup', 'cake', 'egg'];
const CHANNELS = ['堂食', '外卖', '自提'];
const STATUSES = ['已完成', '已完成', '已完成', '已取消', '已退款', '已付款'];

export interface Shop {
  readonly stores: readonly string[];
  /** A file of new orders of one store on one day, and of some corrections of orders of before. */
  upload(store: string, date: string, orders: number): string;
  /** A list of products, with names that change and costs. */
  products(): string;
  /** A store that sells for the first time. */
  newStore(date: string): string;
  /** A file in another currency, earlier than anything before. */
  abroad(store: string, date: string): string;
}

export function createShop(directory: string, count: number, random: Random): Shop {
  const stores = Array.from({ length: count }, (_, i) => `门店${i + 1}`);
  const written: { number: string; store: string; date: string }[] = [];
  let files = 0;

  function write(lines: readonly string[], headings = HEADINGS): string {
    const file = join(directory, `upload-${files++}.csv`);
    writeFileSync(file, `${[headings, ...lines].join('\n')}\n`);
    return file;
  }

  function rowsOf(number: string, store: string, date: string): string[] {
    const time = `${date} ${String(8 + Math.floor(random() * 13)).padStart(2, '0')}:15:00`;
    const status = pick(random, STATUSES);
    const channel = pick(random, CHANNELS);
    const products = PRODUCTS.filter(() => random() < 0.3);
    return (products.length > 0 ? products : ['tea']).map(
      (code) =>
        `${number},${store},${time},${code},${code},${1 + Math.floor(random() * 3)},${(2 + random() * 20).toFixed(2)},${channel},${status}`,
    );
  }

  return {
    stores,
    upload(store, date, orders) {
      const rows: string[] = [];
      for (let i = 0; i < orders; i++) {
        const number = `N${written.length + 1}`;
        written.push({ number, store, date });
        rows.push(...rowsOf(number, store, date));
      }
      if (written.length > orders && random() < 0.5) {
        const old = pick(random, written);
        rows.push(...rowsOf(old.number, old.store, old.date));
      }
      return write(rows);
    },
    products: () =>
      write(
        PRODUCTS.map((code) => `${code},${code}-${Math.floor(random() * 3)},${(1 + random()).toFixed(2)}`),
        '商品编码,商品名称,成本价',
      ),
    newStore(date) {
      return this.upload(`新店${files}`, date, 3);
    },
    abroad(store, date) {
      const earlier = businessDate((dayNumber(date) ?? 0) - 400);
      return write(
        [`X${files},${store},${earlier} 10:00:00,tea,tea,1,9.50,USD`],
        `${HEADINGS.split(',').slice(0, 7).join(',')},币种`,
      );
    },
  };
}
