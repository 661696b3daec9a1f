import type { en } from '../en/index.ts';
import type { Translation } from '../translation.ts';
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

/** The Chinese words: the same keys as the English ones, or it does not compile. */
export const zhCN: Translation<typeof en> = {
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
