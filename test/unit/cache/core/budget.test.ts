import { describe, expect, it } from 'vitest';
import { chooseBudget } from '../../../../src-main/cache/core/index.ts';

const MEGABYTE = 1024 * 1024;

describe('the budget of the memory', () => {
  it.each([
    [0, 'small', 256],
    [19, 'small', 256],
    [20, 'medium', 512],
    [50, 'medium', 512],
    [51, 'large', 1_024],
    [100, 'large', 1_024],
    [101, 'huge', 2_048],
  ])('for %i stores is the %s one', (stores, profile, megabytes) => {
    expect(chooseBudget(stores)).toEqual({ profile, bytes: megabytes * MEGABYTE, stores });
  });

  it('is what IT has fixed, however many stores there are', () => {
    expect(chooseBudget(300, 64)).toEqual({ profile: 'fixed', bytes: 64 * MEGABYTE, stores: 300 });
  });
});
