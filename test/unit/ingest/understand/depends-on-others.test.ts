import { describe, expect, it } from 'vitest';
import type { FileSettings } from '#shared/contract/index.ts';
import { readingTasks } from '../../../../src-main/ingest/reading-worker/index.ts';
import { withFiles } from './read-text.ts';

async function dependsOnOthers(text: string, overrides: Partial<FileSettings> = {}): Promise<boolean> {
  return await withFiles({ 'file.csv': text }, async ([path]) => {
    const [found] = await readingTasks.inspect({ files: [{ path: path!, overrides }] });
    return found!.dependsOnOthers;
  });
}

const LIST = 'sku,product name,price\nA,Apple,1\nB,Pear,2\n';
const WHOLE = 'Order ID,Order Date,Product,Quantity,Price,Store\n1,2024-03-09,A,1,2,S\n';
const HEADS = 'Order ID,Order Date,Store,Total\n1,2024-03-09,S,2\n2,2024-03-10,S,3\n';
const LINES = 'Order ID,Product,Quantity,Price\n1,A,1,2\n2,B,1,3\n';

describe('an inspection says that other files may change it', () => {
  it('of a list, of one part of orders and of a table whose kind is unknown', async () => {
    expect(await dependsOnOthers(LIST)).toBe(true);
    expect(await dependsOnOthers(HEADS)).toBe(true);
    expect(await dependsOnOthers(LINES)).toBe(true);
    expect(await dependsOnOthers('x,y\n1,2\n')).toBe(true);
  });

  it('not of whole orders, and not of a file that cannot be read', async () => {
    expect(await dependsOnOthers(WHOLE)).toBe(false);
    expect(await dependsOnOthers('')).toBe(false);
  });

  it('not of what staff have decided, unless something is missing', async () => {
    const columns = { productCode: 0, productName: 1, price: 2 };
    expect(await dependsOnOthers(LIST, { kind: 'products', columns })).toBe(false);
    expect(await dependsOnOthers(LINES, { kind: 'orders', columns: { orderNumber: 0, productName: 1 } })).toBe(true);
  });
});
