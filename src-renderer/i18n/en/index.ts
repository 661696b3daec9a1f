import { cacheWords } from './cache.ts';
import { importWords } from './import.ts';
import { ordersWords } from './orders.ts';
import { overviewWords } from './overview.ts';
import { productsWords } from './products.ts';
import { shellWords } from './shell.ts';
import { storesWords } from './stores.ts';
import { syncWords } from './sync.ts';
import { systemWords } from './system.ts';
import { warmupWords } from './warmup.ts';
import { welcomeWords } from './welcome.ts';

/** One namespace a page; `shell` is what all pages share. */
export const en = {
  shell: shellWords,
  welcome: welcomeWords,
  overview: overviewWords,
  orders: ordersWords,
  products: productsWords,
  import: importWords,
  stores: storesWords,
  cache: cacheWords,
  warmup: warmupWords,
  sync: syncWords,
  system: systemWords,
};
