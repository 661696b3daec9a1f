import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LaunchedApp, launchApp, pageOrigin } from './launch.ts';
import { importUci, UCI_DAYS } from './uci-data.ts';

let app: LaunchedApp;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-overview-'));
  await importUci(directory);
  app = await launchApp({ dataDirectory: directory, env: { MENDIAN_LANGUAGE: 'en', MENDIAN_THEME: 'light' } });
});
afterAll(async () => {
  await app?.quit();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** Gives a headline figure with all its digits. */
async function figure(name: string): Promise<string> {
  const tile = app.page.getByRole('list', { name: 'Key figures' }).getByRole('listitem').filter({ hasText: name });
  return (await tile.locator('[title]').first().getAttribute('title')) ?? '';
}

const open = (path: string) => app.page.goto(`${pageOrigin}${path}`);

describe('the overview of the UCI set, in the window', () => {
  it('shows the totals that were computed independently', async () => {
    await open(`/overview?${UCI_DAYS}`);
    await expect.poll(() => figure('Net sales')).toBe('£9,747,747.93');
    await expect.poll(() => figure('Refunds')).toBe('£896,812.49');
    await expect.poll(() => figure('Orders')).toBe('25,900');
    await expect.poll(() => figure('Units')).toBe('5,176,450');
  });

  it('opens on days that hold data, and says where they came from', async () => {
    await open('/');
    await app.page.waitForURL(/from=2011-11-10&to=2011-12-09/);
    await app.page
      .getByText(/OnlineRetail\.csv/)
      .first()
      .waitFor();
  });

  it('keeps its period through reload, back and a copied address', async () => {
    await open(`/overview?${UCI_DAYS}`);
    await app.page.reload();
    await expect.poll(() => figure('Orders')).toBe('25,900');
    await app.page.getByRole('navigation').getByRole('link', { name: 'Orders' }).click();
    await app.page.waitForURL(new RegExp(`/orders\\?.*${UCI_DAYS}`));
    await app.page.goBack();
    await app.page.waitForURL(new RegExp(`/overview\\?.*${UCI_DAYS}`));
    await expect.poll(() => figure('Orders')).toBe('25,900');
  });

  it('leads from a day of the trend to the orders of that day, by mouse and by keyboard', async () => {
    await open('/overview?from=2011-11-28&to=2011-12-04');
    const trend = app.page.locator('.panel-trend');
    const chart = trend.locator('.chart');
    await chart.waitFor();
    const box = (await chart.boundingBox())!;
    // Seven days stand side by side: the middle of the drawing is a day of them, whatever the axis takes on the left.
    await app.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await app.page.waitForURL(/\/orders\?.*from=2011-1[12]-\d\d&to=/);
    const clicked = new URL(app.page.url()).searchParams;
    expect(clicked.get('from')).toBe(clicked.get('to'));
    await app.page.goBack();

    await trend.getByRole('link', { name: /4 Dec 2011.*: £/ }).focus();
    await app.page.keyboard.press('ArrowLeft');
    await app.page.keyboard.press('ArrowLeft');
    await app.page.getByText('2 Dec 2011').locator('visible=true').first().waitFor();
    await app.page.keyboard.press('Enter');
    await app.page.waitForURL(/\/orders\?.*from=2011-12-02&to=2011-12-02/);
    await app.page.locator('.order-row').first().waitFor();
  });

  it('says that nothing was sold in days without orders, and leads to days with some', async () => {
    await open('/overview?from=2020-01-01&to=2020-01-31');
    await app.page
      .getByRole('button', { name: 'Go to the last day with data' })
      .or(app.page.getByRole('link', { name: 'Go to the last day with data' }))
      .click();
    await app.page.waitForURL(/2011-12-09/);
  });
});
