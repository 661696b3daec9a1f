/** The indexes over orders and lines. */
import type { Migration } from '../migration.ts';
import { ORDER_INDEXES } from '../order-indexes.ts';

export const orderIndexes: Migration = {
  version: 20,
  name: 'order-indexes',
  sql: ORDER_INDEXES.map((index) => `${index.sql};`).join('\n'),
};
