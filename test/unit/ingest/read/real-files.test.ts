import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sniffFile } from '../../../../src-main/ingest/read/index.ts';
import { countRecords, DATA } from './reading.ts';

// Records with the headings, as the data sets' README counts them.
it.each([
  ['uci-online-retail/OnlineRetail.csv.gz', 'utf-8', 541_910],
  ['completejourney/transactions_sample.csv.gz', 'utf-8', 75_001],
  ['global-electronics/Sales.csv', 'utf-8', 62_885],
  ['global-electronics/Customers.csv', 'windows-1252', 15_267],
  ['export-formats/ExportOrderList.synthetic.gbk.csv', 'gb18030', 301],
  ['export-formats/jd_orders.synthetic.gbk.csv', 'gb18030', 432],
  ['export-formats/orders_export_pdd.synthetic.csv', 'utf-8', 301],
])('%s is %s and has %i records', async (name, encoding, records) => {
  const path = join(DATA, name);
  const sniffed = await sniffFile(path);
  if (sniffed.format !== 'csv') throw new Error(`${name} is told as ${sniffed.format}`);
  expect(sniffed.encoding).toBe(encoding);
  expect(await countRecords(path, { format: 'csv', encoding: sniffed.encoding, delimiter: sniffed.delimiter })).toBe(
    records,
  );
});
