import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbook } from '../integration/known-shapes/file-bytes.ts';
import { violationsOf } from './accessibility.ts';
import { choose, counts, drop, ends, figure, open, press, settled } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';
import { realData } from './real-data.ts';
import { writeUci } from './uci-data.ts';

let app: LaunchedApp;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-importing-'));
  mkdirSync(join(directory, 'files'));
  app = await launchApp({
    dataDirectory: join(directory, 'data'),
    env: { MENDIAN_LANGUAGE: 'en', MENDIAN_THEME: 'light' },
  });
});
afterAll(async () => {
  await app?.quit();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

const HEADINGS = '订单编号,门店名称,下单时间,商品名称,数量,单价,实收金额\r\n';

/** Writes a file of orders. Gives its path. */
function write(name: string, rows: readonly string[]): string {
  const file = join(directory, 'files', name);
  writeFileSync(file, `${HEADINGS}${rows.map((row) => `${row}\r\n`).join('')}`);
  return file;
}

/** Opens files by the dialog of the system on a fresh import page. */
async function pick(...filePaths: readonly string[]): Promise<void> {
  await open(app.page, '/import');
  await app.answerDialog({ canceled: false, filePaths });
  await press(app.page, 'Open files');
}

const history = () => app.page.getByRole('region', { name: 'Import history' });

/** Within the page: from outside a press may come when a file of half a million lines is in already. */
async function cancelOnceItRuns(page: Page, start: string): Promise<void> {
  const cancelled = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = () => {
          const buttons = [...document.querySelectorAll('button')];
          const cancel = buttons.find(({ textContent }) => textContent === 'Cancel');
          if (!cancel) return;
          watching.disconnect();
          cancel.click();
          resolve();
        };
        const watching = new MutationObserver(look);
        watching.observe(document.body, { subtree: true, childList: true });
        look();
      }),
  );
  await press(page, start);
  await cancelled;
}

describe('the import page', () => {
  it('takes the daily file in two clicks: open it, import it', async () => {
    await pick(write('monday.csv', ['M1,南京东路店,2026-11-02 10:00:00,茶,2,12.50,25.00']));
    await ends(app.page, 'This is what the import would do');
    await press(app.page, 'Import now');
    await ends(app.page, 'The import is done');
    expect(await counts(app.page)).toMatchObject({ New: '1', Rejected: '0' });
    await history().getByRole('row').filter({ hasText: 'monday.csv' }).getByText('Imported', { exact: true }).waitFor();
  });

  it('says of the same file that there is nothing to import', async () => {
    await pick(write('monday-again.csv', ['M1,南京东路店,2026-11-02 10:00:00,茶,2,12.50,25.00']));
    await ends(app.page, 'Everything in these files is already here. There is nothing to import.');
    expect(await counts(app.page)).toMatchObject({ New: '0', Unchanged: '1' });
  });

  it('asks for the store of each sheet of a workbook, and proposes its name', async () => {
    const sheet = (name: string, number: string) => ({
      name,
      rows: [
        ['订单编号', '下单时间', '商品名称', '数量', '单价'],
        [number, '2026-11-04 10:00', '茶', 1, 12.5],
      ],
    });
    const file = join(directory, 'files', 'branches.xlsx');
    writeFileSync(file, workbook([sheet('静安店', 'W1'), sheet('徐汇店', 'W2')]));
    await pick(file);
    for (const [card, store] of [
      ['branches.xlsx', '静安店'],
      ['branches.xlsx [徐汇店]', '徐汇店'],
    ] as const) {
      const article = app.page.getByRole('article', { name: card, exact: true });
      const name = article.getByLabel('Name of the new store');
      await name.waitFor();
      await expect.poll(() => name.inputValue()).toBe(store);
      await press(article, 'Use this store');
      await article.getByText('Ready', { exact: true }).waitFor();
    }
    await press(app.page, 'Start the trial run');
    await ends(app.page, 'This is what the import would do');
    expect(await counts(app.page)).toMatchObject({ New: '2', Rejected: '0' });
  });

  it('gives rejected rows back as a file with a reason beside each', async () => {
    await pick(
      write('tuesday.csv', [
        'T1,南京东路店,2026-11-03 10:00:00,茶,1,12.50,12.50',
        'T2,南京东路店,2026-11-03 10:05:00,茶,several,12.50,12.50',
        'T3,南京东路店,2099-11-03 10:05:00,茶,1,12.50,12.50',
      ]),
    );
    await ends(app.page, 'This is what the import would do');
    await press(app.page, 'Import now');
    await ends(app.page, 'The import is done');
    expect(await counts(app.page)).toMatchObject({ New: '1', Rejected: '2' });
    expect(await violationsOf(app.page)).toEqual([]);
    const saved = join(directory, 'rejected.csv');
    await app.answerDialog({ canceled: false, filePath: saved });
    await press(app.page, 'Download rejected rows');
    await expect.poll(() => readFileSync(saved, 'utf8'), { timeout: 10_000 }).toMatch(/T2.*[\s\S]*T3/);
    const lines = readFileSync(saved, 'utf8').trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('订单编号');
  });

  it('undoes the last import, and then the one before it', async () => {
    await open(app.page, '/import');
    for (const name of ['tuesday.csv', 'monday.csv']) {
      const row = history().getByRole('row').filter({ hasText: name });
      await press(row, 'Undo');
      await press(app.page, 'Undo the import');
      await row.getByText('Undone', { exact: true }).waitFor();
    }
    await open(app.page, '/orders?from=2026-11-01&to=2026-11-30');
    await app.page
      .getByText(/There is no order|Nothing was imported|no orders yet/i)
      .first()
      .waitFor();
  });

  it('says at once that a chosen encoding is wrong, and reads the file when the right one is chosen', async () => {
    await pick(realData('export-formats', 'ExportOrderList.synthetic.gbk.csv'));
    await ends(app.page, 'This is what the import would do');
    await press(app.page, 'Check the columns');
    const encoding = app.page.getByLabel('Encoding', { exact: true });
    const preview = app.page.getByRole('region', { name: /^First rows of/ });
    await preview.getByText('订单编号', { exact: true }).first().waitFor();
    await choose(app.page, encoding, 'Western European (Windows-1252)');
    await app.page.getByText('Cannot be read', { exact: true }).waitFor();
    expect(await violationsOf(app.page)).toEqual([]);
    await choose(app.page, encoding, 'Chinese (GB18030, GBK)');
    await preview.getByText('订单编号', { exact: true }).first().waitFor();

    await app.page.getByText('Ready', { exact: true }).waitFor();
    await press(app.page, 'Start the trial run');
    await ends(app.page, 'This is what the import would do');
    expect(await counts(app.page)).toMatchObject({ 'Total rows': '300', New: '300', Rejected: '0' });
    await press(app.page, 'Import now');
    await ends(app.page, 'The import is done');
  });

  it('recognises a set of files that are dropped together, and joins them', async () => {
    await open(app.page, '/import');
    const names = ['Sales', 'Stores', 'Products', 'Customers', 'Exchange_Rates', 'Data_Dictionary'];
    await drop(
      app.page,
      names.map((name) => realData('global-electronics', `${name}.csv`)),
    );
    const file = (name: string) => app.page.getByRole('article', { name: `${name}.csv`, exact: true });
    for (const name of ['Sales', 'Stores', 'Products']) await file(name).getByText('Ready', { exact: true }).waitFor();
    for (const name of ['Customers', 'Exchange_Rates', 'Data_Dictionary']) {
      await file(name).getByText('Left out: not recognised', { exact: true }).waitFor();
    }
    await press(app.page, 'Start the trial run');
    await ends(app.page, 'This is what the import would do');
    await press(app.page, 'Import now');
    await ends(app.page, 'The import is done');
    expect(await counts(app.page)).toMatchObject({ Rejected: '0' });

    await open(app.page, '/overview?from=2016-01-01&to=2021-02-20');
    await expect.poll(() => figure(app.page, 'Net sales')).toBe('$55,755,479.59');
    await expect.poll(() => figure(app.page, 'Gross profit')).toBe('$32,662,688.38');
    await expect.poll(() => figure(app.page, 'Orders')).toBe('26,326');
  });

  it('keeps nothing of an import that is cancelled', async () => {
    await pick(await writeUci(directory));
    await app.page.getByRole('radio', { name: 'A new store' }).check();
    await app.page.getByLabel('Name of the new store').fill('Cancelled');
    await press(app.page, 'Use this store');
    await app.page.getByText('Ready', { exact: true }).waitFor();
    await cancelOnceItRuns(app.page, 'Start the trial run');
    await ends(app.page, 'Cancelled. Nothing was changed.');
    expect(await violationsOf(app.page)).toEqual([]);
    await press(app.page, 'Check the columns');
    await press(app.page, 'Start the trial run');
    await ends(app.page, 'This is what the import would do');
    await cancelOnceItRuns(app.page, 'Import now');
    await ends(app.page, 'Cancelled. Nothing was changed.');
    await app.page.getByRole('link', { name: 'Stores', exact: true }).click();
    await settled(app.page);
    await app.page.getByLabel('Search by name, code or city').fill('Cancelled');
    await app.page.getByText(/No store matches/).waitFor();
  });

  it('refuses what it cannot read, with a sentence and a way out', async () => {
    const broken = join(directory, 'files', 'picture.xlsx');
    writeFileSync(broken, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]));
    await pick(broken);
    await app.page.getByText('Cannot be read', { exact: true }).waitFor();
    expect((await app.page.getByRole('alert').first().textContent())?.length).toBeGreaterThan(20);
    expect(await violationsOf(app.page)).toEqual([]);
  });
});
