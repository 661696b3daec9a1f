import { expect, it } from 'vitest';
import {
  M,
  MEASURE_COLUMNS,
  MEASURE_COUNT,
  MEASURES,
  PRODUCT_MEASURE_COUNT,
} from '../../../../src-main/analytics/rollup/index.ts';
import { createTestDatabase } from '../test-database.ts';

it('measures stand where they are said to stand, in memory as in the table', () => {
  expect(MEASURES.map((measure) => M[measure])).toEqual([...MEASURES.keys()]);
  expect(Object.keys(M).length).toBe(MEASURE_COUNT);
  expect(M.costedLines).toBe(PRODUCT_MEASURE_COUNT - 1);
  using database = createTestDatabase();
  const columns = database.read.pragma('table_info(rollup)') as { name: string }[];
  expect(columns.map(({ name }) => name).slice(1, 1 + MEASURE_COUNT)).toEqual(MEASURE_COLUMNS);
});
