import { describe, expect, it } from 'vitest';
import { isPageMissing } from '../../../src-renderer/app/page-missing.ts';

describe('a page that failed', () => {
  it.each([
    'Unable to preload CSS for http://127.0.0.1:4380/assets/stores-BLg6_3eK.css',
    'Failed to fetch dynamically imported module: http://127.0.0.1:4380/assets/index-1.js',
    'error loading dynamically imported module: http://127.0.0.1:4380/assets/index-1.js',
    'Importing a module script failed.',
  ])('could not be fetched: %s', (message) => expect(isPageMissing(new TypeError(message))).toBe(true));

  it('threw by itself', () => {
    expect(isPageMissing(new TypeError('Cannot read properties of undefined'))).toBe(false);
    expect(isPageMissing('Failed to fetch')).toBe(false);
  });
});
