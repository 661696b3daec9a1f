import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowKey } from '../../../../src-main/analytics/rollup/index.ts';
import { currencyOfKey, periodOfKey, storeOfKey } from '../../../../src-main/analytics/rollup/row-key.ts';
import { createTestDatabase } from '../test-database.ts';

const id = fc.record({
  storeId: fc.nat(2 ** 19 - 1),
  currencyId: fc.nat(2 ** 10 - 1),
  period: fc.integer({ min: -1_000_000, max: 15_000_000 }),
});

it('a key tells its store, currency and period, to the code and to the generated columns', () => {
  using database = createTestDatabase();
  const unpack = database.write.prepare(
    `INSERT INTO rollup VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, x'', x'', x'')
     RETURNING store_id AS storeId, currency_id AS currencyId, period`,
  );
  fc.assert(
    fc.property(id, (parts) => {
      const key = rowKey(parts.storeId, parts.currencyId, parts.period);
      expect({ storeId: storeOfKey(key), currencyId: currencyOfKey(key), period: periodOfKey(key) }).toEqual(parts);
      database.write.exec('DELETE FROM rollup');
      expect(unpack.get(key)).toEqual(parts);
    }),
  );
});

it('keys stand in the order of store, currency, period', () => {
  fc.assert(
    fc.property(id, id, (a, b) => {
      const order = a.storeId - b.storeId || a.currencyId - b.currencyId || a.period - b.period;
      const keys = rowKey(a.storeId, a.currencyId, a.period) - rowKey(b.storeId, b.currencyId, b.period);
      expect(Math.sign(keys)).toBe(Math.sign(order));
    }),
  );
});

it('what a key has no room for is refused', () => {
  expect(() => rowKey(2 ** 19, 1, 0)).toThrow('INTERNAL');
  expect(() => rowKey(1, 2 ** 10, 0)).toThrow('INTERNAL');
});
