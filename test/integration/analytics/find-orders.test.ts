import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEngine } from '../api/running-engine.ts';

const FILE = `Order ID,Order Date,Product,Quantity,Price,Store,Platform
A-1001,2019-03-09,Tea,1,2,North,Shopify
A-1001,2024-05-01,Tea,1,5,South,Shopify
A-1001,2023-05-01,Tea,1,3,South,Etsy
A-10,2024-03-10,Tea,1,2,North,Shopify
a-1001,2024-03-11,Tea,1,2,North,Shopify
0042,2024-03-12,Tea,1,2,North,Shopify
`;

it('orders are found by their whole number in every store, on every platform and day, the newest first', async () => {
  const { engine, directory, cleanUp } = await startEngine();
  try {
    const path = join(directory, 'orders.csv');
    writeFileSync(path, FILE);
    const { api, grants } = engine;
    const granted = await grants.grantAll([path]);
    const { files } = await api.ingest.inspect({ files: granted.map(({ fileId }) => ({ fileId })) });
    const { importId } = await api.ingest.start({
      plan: { files: files.map(({ fileId, settings }) => ({ fileId, settings: settings! })) },
      dryRun: false,
    });
    for await (const { counts } of await api.ingest.progress({ importId })) if (counts) expect(counts.rejected).toBe(0);
    const find = async (number: string, limit?: number) =>
      (await api.orders.find({ number, ...(limit === undefined ? {} : { limit }) })).orders.map(
        ({ storeName, businessDate, total }) => [storeName, businessDate, total / 10_000],
      );
    expect(await find('A-1001')).toEqual([
      ['South', '2024-05-01', 5],
      ['South', '2023-05-01', 3],
      ['North', '2019-03-09', 2],
    ]);
    expect(await find('A-1001', 1)).toEqual([['South', '2024-05-01', 5]]);
    expect(await find(' 0042 ')).toHaveLength(1);
    expect(await find('A-100')).toEqual([]);
    await expect(find('')).rejects.toMatchObject({ data: { code: 'INVALID_INPUT' } });
  } finally {
    await cleanUp();
  }
});
