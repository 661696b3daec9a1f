import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectFile } from '../../../../src-main/ingest/understand/index.ts';
import { type Table, workbook } from '../../../integration/known-shapes/file-bytes.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-sheets-'));
  file = join(directory, 'book.xlsx');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const WITHOUT_STORE: Table = [
  ['订单编号', '下单时间', '商品名称', '数量', '单价'],
  ['A1', '2026-10-01 10:00', '拿铁', 1, 25],
  ['A2', '2026-10-02 11:00', '美式', 2, 20],
];
const WITH_STORE: Table = WITHOUT_STORE.map((row, index) => [...row, index === 0 ? '门店名称' : '南山店']);

function put(names: readonly string[], rows: Table = WITHOUT_STORE): void {
  writeFileSync(file, workbook(names.map((name) => ({ name, rows }))));
}

async function asked(overrides = {}) {
  const tables = await inspectFile(file, { overrides });
  return tables.map(({ inspection: { settings, questions, suggestedStore } }) => ({
    sheets: [settings?.sheet, ...(settings?.moreSheets ?? [])],
    questions,
    suggestedStore,
  }));
}

describe('sheets with the same columns and no store', () => {
  it('are asked about one by one when their names may be those of stores, each name being proposed', async () => {
    put(['南山店', '福田店', 'Köln Mitte']);
    expect(await asked()).toEqual(
      ['南山店', '福田店', 'Köln Mitte'].map((name) => ({
        sheets: [name],
        questions: ['store'],
        suggestedStore: name,
      })),
    );
  });

  it.each([
    [['Sheet1', 'Sheet2']],
    [['Year 2009-2010', 'Year 2010-2011']],
    [['January', 'February']],
    [['Mai', 'Juni']],
    [['10月', '11月']],
    [['一月', '二月']],
    [['Q1', 'Q2']],
    [['KW 41', 'KW 42']],
    [['第1页', '第2页']],
    [['10.1', '10.2']],
    [['南山店', 'Sheet2']],
  ])('are one table when their names count or date: %j', async (names) => {
    put(names);
    expect(await asked()).toEqual([{ sheets: names, questions: ['store'], suggestedStore: undefined }]);
  });

  it('are one table when the store is told for all', async () => {
    put(['南山店', '福田店']);
    expect(await asked({ store: '总店' })).toMatchObject([{ sheets: ['南山店', '福田店'], questions: [] }]);
  });

  it('are one table when a column names the store', async () => {
    put(['南山店', '福田店'], WITH_STORE);
    expect(await asked()).toMatchObject([{ sheets: ['南山店', '福田店'], questions: [] }]);
  });
});
