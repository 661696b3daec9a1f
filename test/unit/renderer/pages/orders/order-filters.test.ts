import { describe, expect, it } from 'vitest';
import { isNarrowed, parseFilters, withFilters } from '../../../../../src-renderer/pages/orders/order-filters.ts';

const parse = (address: string) => parseFilters(new URLSearchParams(address));

describe('the filters of orders in the address', () => {
  it('are read back as they were written', () => {
    const address = withFilters(new URLSearchParams('stores=1-3'), {
      number: 'C58',
      status: 'cancelled',
      channel: '',
      productName: 'Tea',
    });
    expect(address.get('stores')).toBe('1-3');
    expect(parseFilters(address)).toMatchObject({
      number: 'C58',
      status: 'cancelled',
      channel: '',
      productName: 'Tea',
    });
  });

  it('leave out what cannot be read', () => {
    expect(parse('status=eaten&productId=-4&order=x&number=%20')).toEqual({
      number: null,
      status: null,
      channel: null,
      productId: null,
      productName: null,
      open: null,
    });
  });

  it('go when they are taken away', () => {
    expect(withFilters(new URLSearchParams('order=5&number=1'), { open: null }).toString()).toBe('number=1');
  });

  it('narrow the list, but for the order that is open', () => {
    expect(isNarrowed(parse('order=5'))).toBe(false);
    expect(isNarrowed(parse('channel='))).toBe(true);
    expect(isNarrowed(parse('productId=3'))).toBe(true);
  });
});
