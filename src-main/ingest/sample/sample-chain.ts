/** An invented chain of shops as the files such a chain would have: stores, products, stock and orders. */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type SampleProduct, type SampleStore, sampleProducts, sampleStores } from './chain-catalogue.ts';
import { chainOrders } from './chain-orders.ts';
import { createRandom } from './random.ts';

export interface SampleChainOptions {
  readonly stores: number;
  readonly orders: number;
  readonly seed: number;
  /** The last business date, `YYYY-MM-DD`. */
  readonly endDate: string;
  /** How many days; 90 when left out. */
  readonly days?: number;
  /** How many products; 2,000 when left out. */
  readonly products?: number;
  /** No order of the last day is later than this minute of the day; the whole day when left out. */
  readonly endMinute?: number;
}

/** A byte order mark, so that a spreadsheet opened by hand shows the headings right. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Writes stores.csv, products.csv, stock.csv and orders.csv into a directory, which must exist. Gives the files. */
export async function writeSampleChain(directory: string, options: SampleChainOptions): Promise<string[]> {
  const { stores, products } = catalogue(options);
  const files: readonly (readonly [name: string, text: Iterable<string>])[] = [
    ['stores.csv', storeRows(stores)],
    ['products.csv', productRows(products)],
    ['stock.csv', stockRows(stores, products, options)],
    ['orders.csv', orderRows(options, stores, products)],
  ];
  const written: string[] = [];
  for (const [name, text] of files) {
    const file = join(directory, name);
    await writeText(file, text);
    written.push(file);
  }
  return written;
}

/** Writes only the orders, one line an order line, to a file. */
export async function writeSampleOrders(file: string, options: SampleChainOptions): Promise<void> {
  const { stores, products } = catalogue(options);
  await writeText(file, orderRows(options, stores, products));
}

function catalogue(options: SampleChainOptions) {
  return {
    stores: sampleStores(options.stores, options.seed),
    products: sampleProducts(options.products ?? 2_000, options.seed),
  };
}

function orderRows(
  options: SampleChainOptions,
  stores: readonly SampleStore[],
  products: readonly SampleProduct[],
): Iterable<string> {
  const { orders, seed, endDate, days = 90, endMinute = 24 * 60 } = options;
  return chainOrders({ stores, products, orders, seed, endDate, days, endMinute });
}

function* storeRows(stores: readonly SampleStore[]): Generator<string> {
  yield '门店编号,门店名称,国家,省份,城市,开业日期\r\n';
  for (const store of stores) {
    yield `${store.code},${store.name},中国,${store.region},${store.city},${store.openedOn}\r\n`;
  }
}

function* productRows(products: readonly SampleProduct[]): Generator<string> {
  yield '商品编码,商品名称,类目,条码,售价,成本价\r\n';
  const yuan = (cents: number) => (cents / 100).toFixed(2);
  for (const product of products) {
    const { code, name, category, barcode, price, cost } = product;
    yield `${code},${name},${category},${barcode},${yuan(price)},${yuan(cost)}\r\n`;
  }
}

/** Each store keeps a part of the range; some of it has run out. */
function* stockRows(
  stores: readonly SampleStore[],
  products: readonly SampleProduct[],
  { seed, endDate }: SampleChainOptions,
): Generator<string> {
  const random = createRandom(seed, 'stock');
  yield '门店编号,商品编码,库存数量,盘点时间\r\n';
  for (const store of stores) {
    let text = '';
    for (const product of products) {
      if (!random.chance(0.4)) continue;
      const pieces = random.chance(0.06) ? 0 : 1 + Math.floor(60 * random.next() ** 2);
      text += `${store.code},${product.code},${pieces},${endDate} 06:00:00\r\n`;
    }
    yield text;
  }
}

/** Pieces are gathered to about this many characters before they are written. */
const CHUNK_CHARACTERS = 64 * 1_024;

async function writeText(file: string, pieces: Iterable<string>): Promise<void> {
  const output: FileHandle = await open(file, 'w');
  try {
    let text = BYTE_ORDER_MARK;
    for (const piece of pieces) {
      text += piece;
      if (text.length < CHUNK_CHARACTERS) continue;
      await output.write(text);
      text = '';
    }
    await output.write(text);
  } finally {
    await output.close();
  }
}
