/** What a person does with the app, in a person's words. */
import type { Locator, Page } from 'playwright-core';
import { pageOrigin } from './launch.ts';

/** Goes to a place of the page, as by a link. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${pageOrigin}${path}`);
  await settled(page);
}

/** Waits until nothing on the page is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .ant-skeleton') === null);
}

/** A list that is folding still stands on the page, and takes no more clicks. */
const OPEN_LIST = '.ant-select-dropdown:not(.ant-select-dropdown-hidden, .ant-slide-up-leave)';

/** Chooses from a list by what stands on it. A list that is still unfolding may miss a click: a person waits for it. */
export async function choose(page: Page, list: Locator, choice: string): Promise<void> {
  await list.click();
  const options = page.locator(`${OPEN_LIST} .ant-select-item-option`);
  const option = options.filter({ has: page.getByText(choice, { exact: true }) });
  await option.waitFor();
  await page.waitForFunction(
    (open) => [...document.querySelectorAll(open)].every((each) => each.getAnimations({ subtree: true }).length === 0),
    OPEN_LIST,
  );
  await option.click();
  // The list folds, or, where several can be chosen, marks it.
  await option.and(page.locator(':not(.ant-select-item-option-selected)')).waitFor({ state: 'hidden' });
}

/**
 * Presses a button by what stands on it; an icon before the words may have a name of its own. One that is still busy with
 * what was asked of it before takes no press: a person waits for it.
 */
export const press = (page: Page | Locator, name: string): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^([a-z-]+ )?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) })
    .and(page.locator(':not(.ant-btn-loading)'))
    .first()
    .click();

/** Gives a headline figure with all its digits. */
export async function figure(page: Page, name: string, list = 'Key figures'): Promise<string> {
  const tile = page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: name });
  return (await tile.locator('[title]').first().getAttribute('title')) ?? '';
}

/** Gives the counts of the result that is shown, by their names. */
export async function counts(page: Page): Promise<Record<string, string>> {
  const found = page.locator('.run .count');
  await found.first().waitFor();
  return Object.fromEntries(
    await found.evaluateAll((elements) =>
      elements.map((element) => [
        element.querySelector('dt')?.textContent ?? '',
        element.querySelector('dd')?.textContent ?? '',
      ]),
    ),
  );
}

/** Waits for what a trial run or an import ended with. */
export async function ends(page: Page, sentence: string): Promise<void> {
  await page.getByRole('heading', { level: 2, name: sentence }).waitFor({ timeout: 90_000 });
}

/** Drops files of the system on the page, by their paths, as the file manager would. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const zone = page.locator('.drop-zone');
  const box = await zone.boundingBox();
  if (box === null) throw new Error('There is nowhere to drop files.');
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
  }
  await devtools.detach();
}
