import { describe, expect, it } from 'vitest';
import { overviewAddress } from '../../../src-renderer/state/index.ts';

describe('the way from an import to its numbers', () => {
  it('opens the days of the import', () => {
    expect(overviewAddress({ firstDate: '2026-11-01', lastDate: '2026-11-20' })).toBe(
      '/overview?from=2026-11-01&to=2026-11-20',
    );
    expect(overviewAddress({ firstDate: '2026-11-20', lastDate: '2026-11-20' })).toBe(
      '/overview?from=2026-11-20&to=2026-11-20',
    );
  });

  it('opens the last year of a longer history, leap days included', () => {
    expect(overviewAddress({ firstDate: '2016-01-01', lastDate: '2024-12-31' })).toBe(
      '/overview?from=2024-01-01&to=2024-12-31',
    );
  });

  it('leaves the days to the overview when no order came', () => {
    expect(overviewAddress({ firstDate: null, lastDate: null })).toBe('/overview');
  });
});
