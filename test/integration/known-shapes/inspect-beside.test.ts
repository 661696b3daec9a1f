import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { startEngine } from '../api/running-engine.ts';
import { delimited, type Table } from './file-bytes.ts';

const SALES: Table = [
  ['order_id', 'order_date', 'ProductKey', 'quantity'],
  [1, '2025-01-03', 214, 2],
  [2, '2025-01-04', 215, 1],
];
const LIST: Table = [
  ['ProductKey', 'ProductSKU', 'ProductName', 'Price'],
  [214, 'HL-1', 'Helmet', 10],
  [215, 'HL-2', 'Cap', 5],
];

describe('a list that is looked at beside files of earlier answers', () => {
  it('takes its codes from the column that they refer to, unless staff have chosen another', async ({ expect }) => {
    const { engine, directory, cleanUp } = await startEngine();
    try {
      const folder = join(directory, 'given');
      mkdirSync(folder);
      for (const [name, rows] of Object.entries({ 'sales.csv': SALES, 'list.csv': LIST }))
        writeFileSync(join(folder, name), delimited(rows));
      const { api, grants } = engine;
      const [sales, list] = await grants.grantAll([join(folder, 'sales.csv'), join(folder, 'list.csv')]);
      const inspect = async (...args: Parameters<typeof api.ingest.inspect>) =>
        (await api.ingest.inspect(...args)).files[0]!;
      const sold = await inspect({ files: [{ fileId: sales!.fileId }] });
      const alone = await inspect({ files: [{ fileId: list!.fileId }] });
      expect(alone.settings).toMatchObject({ kind: 'products', columns: { productCode: 1 } });
      const beside = [{ fileId: sales!.fileId, settings: sold.settings! }];
      const together = await inspect({ files: [{ fileId: list!.fileId }], beside });
      expect(together.settings).toMatchObject({ kind: 'products', columns: { productCode: 0, productName: 2 } });
      const chosen = await inspect({ files: [{ fileId: list!.fileId, settings: alone.settings! }], beside });
      expect(chosen.settings).toMatchObject({ columns: { productCode: 1 } });
    } finally {
      await cleanUp();
    }
  });
});
