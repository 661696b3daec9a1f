import { describe, expect, it } from 'vitest';
import type { ImportCounts } from '#shared/contract/index.ts';
import { createFormats } from '../../../../../src-renderer/i18n/index.ts';
import { formatBytes } from '../../../../../src-renderer/pages/format-bytes.ts';
import { formatDuration } from '../../../../../src-renderer/pages/format-duration.ts';
import { outcomeOf } from '../../../../../src-renderer/pages/import/import-outcome.ts';

describe('a time to wait', () => {
  it('is in seconds, minutes, or hours and minutes', () => {
    expect(formatDuration(0.2, 'en')).toBe('1 sec');
    expect(formatDuration(89, 'en')).toBe('89 sec');
    expect(formatDuration(91, 'en')).toBe('2 min');
    expect(formatDuration(3_700, 'en')).toBe('1 hr 2 min');
    expect(formatDuration(120, 'zh-CN')).toBe('2分钟');
  });
});

describe('a size', () => {
  it('has at most one decimal', () => {
    const formats = createFormats('en');
    expect(formatBytes(0, formats)).toBe('0 B');
    expect(formatBytes(999, formats)).toBe('999 B');
    expect(formatBytes(47_812_345, formats)).toBe('47.8 MB');
    expect(formatBytes(1_000_000_000, formats)).toBe('1 GB');
  });
});

describe('what a run comes to', () => {
  const counts = (part: Partial<ImportCounts>): ImportCounts => ({
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    skipped: 0,
    orders: 0,
    products: 0,
    stores: 0,
    stock: 0,
    firstDate: null,
    lastDate: null,
    rejections: [],
    ...part,
  });

  it('offers the import when anything would change', () => {
    expect(outcomeOf(counts({ changed: 1, unchanged: 9 }), true)).toBe('checked');
  });

  it('says so when the same file is given again', () => {
    expect(outcomeOf(counts({ unchanged: 9, rejected: 1 }), true)).toBe('nothingNew');
  });

  it('says so when no row can be used', () => {
    expect(outcomeOf(counts({ rejected: 3 }), true)).toBe('nothingUsable');
  });

  it('gives no reasons where there was no row at all', () => {
    expect(outcomeOf(counts({}), true)).toBe('noRows');
  });

  it('is done after the import itself', () => {
    expect(outcomeOf(counts({}), false)).toBe('committed');
  });
});
