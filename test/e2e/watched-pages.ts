/** Pages that a test file has open: whatever fails, it is told what they show. */
import type { Page } from 'playwright-core';

const watched = new Map<Page, string>();

/** Until it is closed, a failing test tells what the page shows, and what its app has written into its log. */
export function watch(page: Page, dataDirectory: string): void {
  watched.set(page, dataDirectory);
  page.once('close', () => watched.delete(page));
}

/** Gives the pages that are open, each with the data directory of its app. */
export const watchedPages = (): readonly (readonly [Page, dataDirectory: string])[] =>
  [...watched].filter(([page]) => !page.isClosed());
