import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDate } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { refusedIn, refusedParts } from '../../../src-renderer/state/refused-scope.ts';
import {
  customPeriod,
  firstLook,
  lastDaysWithData,
  PRESETS,
  parseScope,
  rangeOf,
  type Scope,
  withScope,
} from '../../../src-renderer/state/scope.ts';

const read = (search: string): Scope => parseScope(new URLSearchParams(search));

describe('scope in the address', () => {
  const day = fc.integer({ min: 0, max: 40_000 });
  const scope: fc.Arbitrary<Scope> = fc.record({
    stores: fc.oneof(
      fc.constant('all' as const),
      fc
        .uniqueArray(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 500 })
        .map((ids) => ids.sort((a, b) => a - b) as StoreId[]),
    ),
    period: fc.oneof(
      fc.constant(null),
      fc.constantFrom(...PRESETS).map((preset) => ({ preset })),
      fc
        .tuple(day, fc.integer({ min: 0, max: 3_000 }))
        .map(([from, days]) => customPeriod(businessDate(from), businessDate(from + days))),
    ),
    currency: fc.constantFrom(null, 'CNY', 'GBP'),
  });

  it('reads back whatever it has written', () => {
    fc.assert(
      fc.property(scope, (given) => {
        expect(parseScope(new URLSearchParams(withScope(new URLSearchParams(), given).toString()))).toEqual(given);
      }),
    );
  });

  it('writes neighbouring stores as a range, so that 500 of them make a short address', () => {
    const stores = Array.from({ length: 500 }, (_, index) => index + 1) as StoreId[];
    const search = withScope(new URLSearchParams(), { stores, period: null, currency: null });
    expect(search.get('stores')).toBe('1-500');
  });

  it('leaves the parameters of others alone', () => {
    const search = withScope(new URLSearchParams('view=trend&period=today'), read('period=last7'));
    expect(search.toString()).toBe('view=trend&period=last7');
  });

  it.each([
    'stores=0.-1.x.1e9',
    'stores=9-3',
    'period=forever',
    'from=2026-02-30&to=2026-03-01',
    'from=0001-01-01&to=9999-12-31',
    'currency=yen',
  ])('takes %s as if nothing had been said', (search) => {
    expect(read(search)).toEqual({ stores: 'all', period: null, currency: null });
  });

  it('writes stores without a character that an address would have to encode', () => {
    const stores = [1, 2, 3, 7] as StoreId[];
    const search = withScope(new URLSearchParams(), { stores, period: null, currency: null });
    expect(search.toString()).toBe('stores=1-3.7');
  });

  it('turns a range that was given backwards', () => {
    expect(read('from=2026-05-09&to=2026-05-01').period).toEqual(customPeriod('2026-05-01', '2026-05-09'));
  });

  it('never asks for more stores than the contract takes', () => {
    expect(read('stores=1-99999').stores).toHaveLength(2_000);
  });
});

describe('what of an address is not shown as it is asked for', () => {
  const refused = (search: string) => refusedParts(new URLSearchParams(search));

  it.each([
    ['from=2026-02-30&to=2026-03-01', 'period', '2026-02-30 – 2026-03-01'],
    ['from=abc', 'period', 'abc'],
    ['to=2026-03-01', 'period', '2026-03-01'],
    ['period=forever', 'period', 'forever'],
    ['from=2000-01-01&to=2026-03-01', 'longPeriod', '2000-01-01 – 2026-03-01'],
    ['period=today&stores=1.x', 'stores', '1.x'],
    ['period=today&stores=9-3', 'stores', '9-3'],
  ])('%s: %s', (search, what, asked) => {
    expect(refused(search)).toEqual([{ what, asked }]);
  });

  it.each(['', 'period=today', 'from=2026-03-01', 'from=2026-03-09&to=2026-03-01', 'stores=all', 'stores=1-3.7'])(
    'nothing of “%s”',
    (search) => {
      expect(refused(search)).toEqual([]);
    },
  );

  it('nothing of what the page itself writes, so that it is put right only once', () => {
    for (const search of ['from=abc&stores=x', 'period=forever&stores=1.x', 'from=0001-01-01&to=9999-12-31']) {
      const next = withScope(new URLSearchParams(search), { ...read(search), period: { preset: 'last30' } });
      expect(refusedParts(next)).toEqual([]);
    }
  });

  it('is cut where nobody would read on', () => {
    expect(refused(`from=${'9'.repeat(500)}`)[0]?.asked).toHaveLength(60);
  });

  it('is read back from the history, whatever stands there', () => {
    const [part] = refused('from=abc');
    expect(refusedIn({ refused: [part] })).toEqual([part]);
    for (const state of [null, 'x', {}, { refused: 'x' }]) expect(refusedIn(state)).toEqual([]);
  });
});

describe('days of a period', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['last7', '2026-02-23', '2026-03-01'],
    ['last30', '2026-01-31', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-01'],
  ] as const)('%s', (preset, from, to) => {
    expect(rangeOf({ preset }, '2026-03-01')).toEqual({ from, to });
  });
});

describe('first look', () => {
  it('shows the last 30 days when they hold data', () => {
    expect(firstLook({ first: '2025-01-01', last: '2026-11-01', today: '2026-11-21' })).toEqual({ preset: 'last30' });
  });

  it('goes back to the last 30 days with data when the newest order is old', () => {
    expect(firstLook({ first: '2010-12-01', last: '2011-12-09', today: '2026-11-21' })).toEqual(
      customPeriod('2011-11-10', '2011-12-09'),
    );
  });

  it('follows data that lies in the future only where there is no other', () => {
    expect(firstLook({ first: '2026-12-01', last: '2027-01-31', today: '2026-11-21' })).toEqual(
      customPeriod('2027-01-02', '2027-01-31'),
    );
    expect(firstLook({ first: '2026-01-01', last: '2027-01-31', today: '2026-11-21' })).toEqual({ preset: 'last30' });
  });

  it('asks for the last 30 days when there is no data at all', () => {
    expect(firstLook({ first: null, last: null, today: '2026-11-21' })).toEqual({ preset: 'last30' });
  });
});

it('the way to the last day with data keeps the length of the period', () => {
  expect(lastDaysWithData({ from: '2026-11-15', to: '2026-11-21' }, '2011-12-09')).toEqual(
    customPeriod('2011-12-03', '2011-12-09'),
  );
});
