import { describe, expect, it } from 'vitest';
import { isPageData } from '../../../src-main/desktop/downloads.ts';

describe('what may be saved', () => {
  it('is what the page has made itself', () => {
    expect(isPageData('blob:app://mendian/3b2c')).toBe(true);
  });

  it.each([
    'https://example.com/setup.exe',
    'blob:https://example.com/3b2c',
    'blob:app://other/3b2c',
    'app://mendian/index.html',
    'data:text/csv,a',
    '',
  ])('never %s', (address) => {
    expect(isPageData(address)).toBe(false);
  });
});
