import { describe, expect, it } from 'vitest';
import { nextPoint } from '../../../src-renderer/charts/chart-places.tsx';

describe('the keys that go along the points of a chart', () => {
  it.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 6, 6],
    ['ArrowLeft', 3, 2],
    ['ArrowLeft', 0, 0],
    ['Home', 3, 0],
    ['End', 3, 6],
    ['Enter', 3, null],
    ['Tab', 3, null],
  ])('%s leads from the point %i of seven to %j', (key, from, to) => {
    expect(nextPoint(key, from, 7)).toBe(to);
  });
});
