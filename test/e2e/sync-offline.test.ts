import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FakeWrite } from '../fakes/index.ts';
import { open, press } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';
import { connectShop, platformWithLine } from './platform-with-line.ts';
import { scratchDirectory } from './scratch-directory.ts';

const ENV = { MENDIAN_LANGUAGE: 'en' };

type Field = 'price' | 'stock';
const cell = (page: Page, field: Field, row = 0) => page.locator(`tr.product-row [data-cell="${field}/${row}"]`);
const states = (page: Page, row = 0) => page.locator('tr.product-row').nth(row).locator('.listing-states');
const notice = (page: Page) => page.locator('.saved-notice');

async function openProducts({ page }: LaunchedApp): Promise<void> {
  await open(page, '/products');
  await page.locator('tr.product-row').first().waitFor();
}

/** As staff do: the cell, the new value, Enter. */
async function type(page: Page, field: Field, value: string): Promise<void> {
  await cell(page, field).focus();
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

/** As Ctrl+V does with what a spreadsheet has put on the clipboard. */
async function paste(page: Page, field: Field, text: string): Promise<void> {
  await cell(page, field).focus();
  await page.evaluate((column) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', column);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

const bare = ({ kind, target, value }: FakeWrite) => ({ kind, target, value });

describe('products while the line is down', () => {
  it('are edited, survive a restart, and reach the platform once each when the line is back', async () => {
    const directory = scratchDirectory();
    const line = await platformWithLine(5);
    const { shop } = line.fake;
    await connectShop(directory, line);
    const [listing] = [...shop.listings.values()];

    await line.cut();
    const offline = await launchApp({ dataDirectory: directory, env: ENV });
    await openProducts(offline);
    await offline.page.getByText('Offline').first().waitFor();
    await type(offline.page, 'price', '13.9');
    await notice(offline.page).getByText('Saved here, will be sent to Shopify when the line is back.').waitFor();
    await type(offline.page, 'stock', '+3');
    await expect.poll(() => cell(offline.page, 'stock').textContent()).toBe('13');
    await states(offline.page).getByText('Waiting since').waitFor();
    await offline.quit();
    expect(shop.writes).toEqual([]);

    const online = await launchApp({ dataDirectory: directory, env: ENV });
    onTestFinished(async () => void (await online.quit()));
    await openProducts(online);
    await states(online.page).getByText('Waiting since').waitFor();
    await expect.poll(() => cell(online.page, 'price').textContent()).toContain('13.90');
    await expect.poll(() => cell(online.page, 'stock').textContent()).toBe('13');
    await line.plugIn();
    await states(online.page).getByText('Up to date').waitFor({ timeout: 60_000 });

    expect(shop.writes.map(bare)).toEqual(
      expect.arrayContaining([
        { kind: 'price', target: listing!.listingId, value: 139_000 },
        { kind: 'stock', target: listing!.listingId, value: 3 },
      ]),
    );
    expect(shop.writes).toHaveLength(2);
    expect(shop.listings.get(listing!.listingId)).toMatchObject({ price: 139_000, pieces: 13 });
    await press(online.page, 'Edits');
    const steps = online.page.locator('.edit-list li');
    await expect.poll(() => steps.filter({ hasText: '1 change sent' }).count()).toBe(2);
  });
});

describe('many products', () => {
  it('are changed by a pasted column and a percentage, looked at, saved as one step, and undone as one', async () => {
    const directory = scratchDirectory();
    const line = await platformWithLine(4);
    const { shop } = line.fake;
    await connectShop(directory, line);
    const app = await launchApp({ dataDirectory: directory, env: ENV });
    const { page } = app;
    onTestFinished(async () => void (await app.quit()));
    const prices = () => [...shop.listings.values()].map(({ price }) => price);

    await openProducts(app);
    await paste(page, 'price', '20\r\nsoon\r\n30.5\r\n');
    await page.getByText('“soon” is not a number.').waitFor();
    await page.getByRole('checkbox', { name: 'Select Green tea 4' }).check();
    await page.getByRole('textbox', { name: 'Change the price by percent' }).fill('-10');
    await press(page, 'Change 1 price');
    await expect.poll(() => cell(page, 'price', 3).textContent()).toContain('11.25');
    expect(prices()).toEqual([125_000, 125_000, 125_000, 125_000]);

    // A wrong click in the menu does not cost what was typed.
    await page.getByRole('navigation').getByRole('link', { name: 'Orders' }).click();
    const leaving = page.getByRole('dialog', { name: 'Leave without saving?' });
    await leaving.getByText('3 products that you have changed are not saved yet.').waitFor();
    await press(leaving, 'Stay here');
    await leaving.waitFor({ state: 'hidden' });
    await expect.poll(() => cell(page, 'price', 3).textContent()).toContain('11.25');

    await press(page, 'Review and save');
    const preview = page.getByRole('dialog');
    await preview.getByText('Save the changes of 3 products?').waitFor();
    await press(preview, 'Save');
    await notice(page).getByText('Every change has reached Shopify.').waitFor({ timeout: 60_000 });
    expect(prices()).toEqual([200_000, 125_000, 305_000, 112_500]);

    await press(page, 'Undo');
    await expect.poll(prices, { timeout: 60_000 }).toEqual([125_000, 125_000, 125_000, 125_000]);
    expect(shop.writes.filter(({ kind }) => kind === 'price')).toHaveLength(6);
  });
});

describe('an order of a connected shop', () => {
  it('gets a note beside the list of orders, and the platform has it', async () => {
    const directory = scratchDirectory();
    const line = await platformWithLine(1);
    const { shop } = line.fake;
    const [listing] = [...shop.listings.values()];
    const { number } = shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }], status: 'paid' });
    await connectShop(directory, line);
    const app = await launchApp({ dataDirectory: directory, env: ENV });
    const { page } = app;
    onTestFinished(async () => void (await app.quit()));

    await open(page, '/orders');
    await page.getByRole('button', { name: `Open order ${number}` }).click();
    await page.getByRole('textbox', { name: /^Note/ }).fill('Ring twice');
    await press(page, 'Save note');
    await page.getByText('Shopify has everything that was done here.').waitFor();
    expect(shop.orders.get(number)?.note).toBe('Ring twice');
    expect(shop.writes.map(bare)).toEqual([{ kind: 'order-note', target: number, value: 'Ring twice' }]);
  });
});
