import { describe, it } from 'vitest';
import { importShape } from './import-shape.ts';
import { shapes } from './shapes/index.ts';

describe.concurrent('files as well-known data sets and platforms write them', () => {
  for (const shape of shapes()) {
    it(`come in with the totals of their rows: ${shape.name}`, async ({ expect }) => {
      const { truth, refused = 0 } = shape;
      const { inspected, end, again, totals, months, stores } = await importShape(shape);
      expect(
        inspected.flatMap(({ refusal, questions, settings }) => (settings ? [refusal, ...questions] : [])),
      ).toEqual(inspected.flatMap(({ settings }) => (settings ? [null] : [])));
      expect(end).toMatchObject({ state: 'committed', failure: null, counts: { rejected: refused } });
      const { orders, units, gross, refunds, cost = 0 } = truth;
      expect({ ...totals, units: totals.units.toFixed(3) }).toEqual({
        orders,
        units: units.toFixed(3),
        gross,
        refunds,
        cost,
      });
      expect(months).toEqual(truth.months);
      if (truth.stores) expect(stores).toEqual(truth.stores);
      expect(again).toMatchObject({ state: 'committed', counts: { added: 0, changed: 0, rejected: refused } });
    });
  }
});
