import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { CHAIN_MONTH, importChain } from './chain-data.ts';
import { choose, open, press, settled } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';

let app: LaunchedApp;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-cache-'));
  await importChain(directory);
  // Nothing runs by itself, so that what is asked for is all that happens.
  const env = { MENDIAN_LANGUAGE: 'en', MENDIAN_THEME: 'light', WARMUP_ENABLED: 'false' };
  app = await launchApp({ dataDirectory: directory, env });
});
afterAll(async () => {
  await app?.quit();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

describe('the cache page', () => {
  it('explains a key in three clicks: the page, the key, and the answer stands there', async () => {
    const { page } = app;
    await open(page, `/overview?${CHAIN_MONTH}`);
    await page.getByRole('navigation').getByRole('link', { name: 'Cache', exact: true }).click();
    await settled(page);
    const asked = page.getByRole('table', { name: 'Keys asked for lately' });
    await asked
      .getByRole('button', { name: /^Explain chain-overview:all\/2026-10-01/ })
      .first()
      .click();
    const explanation = page.getByRole('dialog', { name: 'Why was this a miss?' });
    await explanation.getByText('It is at hand in memory: the next request is answered at once.').waitFor();
    const places = explanation.getByRole('table', { name: 'Where it is now' });
    await places.getByRole('row', { name: /^Memory .*Here, fresh/ }).waitFor();
    await explanation.getByText('Was not there').first().waitFor();
    await explanation.getByText('Computed', { exact: true }).first().waitFor();
    await explanation.getByText('products', { exact: true }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });
  });

  it('says what a clearing costs before it clears, and clears', async () => {
    const { page } = app;
    await open(page, '/cache');
    await press(page, 'Clear …');
    const dialog = page.getByRole('dialog', { name: 'Clear the cache' });
    await dialog.getByText('Everything', { exact: true }).click();
    const cost = dialog.getByRole('status');
    await cost
      .getByText(/^[1-9][\d,]* entries with .+ go from memory\. It takes about .+ to compute them again\.$/)
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await press(dialog, 'Clear now');
    await page.getByText(/^Cleared: [1-9]/).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    const levels = page.getByRole('table', { name: 'What is kept, by level' });
    await levels.getByRole('row', { name: /^L3/ }).getByRole('cell').nth(3).getByText('0', { exact: true }).waitFor();
  });

  it('shows the figures behind each chart as a table, and the choice is in the address', async () => {
    const { page } = app;
    await open(page, '/cache');
    await page.getByRole('button', { name: 'Table: Where answers came from' }).click();
    await page.waitForURL(/view=answers/);
    const table = page.getByRole('region', { name: 'Table: Where answers came from' });
    await table.getByRole('columnheader', { name: 'Computed' }).waitFor();
    await expect.poll(() => table.getByRole('row').count()).toBeGreaterThan(1);
  });
});

describe('the warmup page', () => {
  it('says that warmups do not run by themselves, and starts one that comes to its end', async () => {
    const { page } = app;
    await open(page, '/warmup');
    await page.getByText('Warmups do not run by themselves', { exact: false }).waitFor();
    await page.getByText('No warmup has run yet.').waitFor();
    await page.getByText('Full', { exact: true }).click();
    await press(page, 'Start now');
    await page.getByText('The warmup has begun').waitFor();
    const runs = page.getByRole('table', { name: 'Warmups, the newest first' });
    const row = runs.getByRole('row').nth(1);
    await row.getByRole('cell', { name: 'Done', exact: true }).waitFor({ timeout: 60_000 });
    await page.getByText('No warmup is running.').waitFor();
    await row.getByRole('button', { name: /^Details of the warmup/ }).click();
    const results = page.getByRole('table', { name: 'Store by store' });
    await results.getByRole('row').nth(21).waitFor();
    await expect.poll(() => results.getByRole('cell', { name: 'Warm', exact: true }).count()).toBe(21);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('refuses a schedule that is none, in words, and says so while it is typed', async () => {
    const { page } = app;
    await open(page, '/warmup');
    const job = page.getByRole('listitem', { name: 'Full warmup' });
    await job.getByLabel('Expression: Full warmup').fill('0 25 * * *');
    await job.getByText(/“25” does not fit the hour/).waitFor();
    await expect.poll(() => job.getByRole('button', { name: 'Save: Full warmup' }).isDisabled()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await job.getByRole('button', { name: 'Undo: Full warmup' }).click();
    await expect.poll(() => job.getByLabel('Expression: Full warmup').inputValue()).toBe('0 2 * * *');
  });

  it('previews the next five runs of a good one, saves it, and still has it after a reload', async () => {
    const { page } = app;
    const job = page.getByRole('listitem', { name: 'Full warmup' });
    await job.getByLabel('Expression: Full warmup').fill('45 3 * * *');
    await job.getByText('Every day at 03:45').first().waitFor();
    await expect.poll(() => job.getByText(/\(03:45 UTC\)$/).count()).toBe(5);
    await job.getByRole('button', { name: 'Save: Full warmup' }).click();
    await page.getByText('The schedule has been saved').waitFor();
    await page.reload();
    await settled(page);
    await expect.poll(() => job.getByLabel('Expression: Full warmup').inputValue()).toBe('45 3 * * *');
    await choose(page, job.getByLabel('How often: Full warmup'), 'Every day at 02:00');
    await job.getByRole('button', { name: 'Save: Full warmup' }).click();
    await expect.poll(() => job.getByText(/\(02:00 UTC\)$/).count()).toBe(5);
  });
});
