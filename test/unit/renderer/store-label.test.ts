import { describe, expect, it } from 'vitest';
import { storeLabel } from '../../../src-renderer/components/store-label.ts';

const nowhere = { city: null, region: null, country: null };

describe('the label of a store', () => {
  it('is its name when it has one', () => {
    expect(storeLabel({ name: 'Harbour Street 2', city: 'Leeds', region: null, country: 'UK' })).toBe(
      'Harbour Street 2',
    );
  });

  it('has the place beside a mere number', () => {
    expect(storeLabel({ name: '61', city: null, region: 'Maine', country: 'United States' })).toBe(
      '61 · Maine, United States',
    );
  });

  it('says a place once', () => {
    expect(storeLabel({ name: '0', city: null, region: 'Online', country: 'Online' })).toBe('0 · Online');
  });

  it('is the number where no place is known', () => {
    expect(storeLabel({ name: '61', ...nowhere })).toBe('61');
    expect(storeLabel({ name: '61', ...nowhere, region: '' })).toBe('61');
  });
});
