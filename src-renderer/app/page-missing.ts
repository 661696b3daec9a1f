/** Pages come when they are asked for: while nothing answers, they do not. */

/** As Chromium, Firefox, Safari and Vite's own preloading word it. */
const MISSING =
  /dynamically imported module|Importing a module script failed|Unable to preload CSS|Failed to fetch$|Load failed$/;

/** True when a page's program could not be fetched, rather than that it threw. */
export function isPageMissing(thrown: unknown): boolean {
  return thrown instanceof Error && MISSING.test(thrown.message);
}
