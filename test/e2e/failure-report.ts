/** Says what pages show and what the app has written into its log when a test fails: a race seldom comes twice. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { watchedPages } from './watched-pages.ts';

const LOG_LINES = 30;

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [page, dataDirectory] of watchedPages()) {
    console.error(`${task.name}\n${page.url()}\n${await shown(page)}\n${newestLog(join(dataDirectory, 'logs'))}`);
  }
});

const shown = (page: Page): Promise<string> =>
  page
    .locator('body')
    .ariaSnapshot({ timeout: 5_000 })
    .catch((error: unknown) => `The page does not answer: ${error}`);

function newestLog(directory: string): string {
  const files = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.log')) : [];
  const newest = files.sort().at(-1);
  if (newest === undefined) return 'There is no log.';
  return readFileSync(join(directory, newest), 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n');
}
