import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cached, Family } from '../../../../src-main/cache/index.ts';
import type { OrderListQuestion, OverviewQuestion } from '../../../../src-main/cache/levels/families.ts';
import { registerAnswers } from '../../../../src-main/cache/levels/families.ts';
import { comparedDays, daysOf, rangeKey, scopeKey } from '../../../../src-main/cache/levels/questions.ts';

const stores = fc.oneof(
  fc.constant('all' as const),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 60 })
    .map((ids) => ids.sort((a, b) => a - b) as readonly number[]),
);
const date = fc.constantFrom('2026-03-01', '2026-03-02', '2026-04-01', '2025-03-01');
const present = { now: 1, defaultTimeZone: 'UTC' };

/** A question and one that differs from it in at most one thing, so that near misses are frequent. */
function pairs<Question extends object>(parts: { [Name in keyof Question]: fc.Arbitrary<Question[Name]> }) {
  const whole = fc.record(parts) as unknown as fc.Arbitrary<Question>;
  const name = fc.constantFrom(...(Object.keys(parts) as (keyof Question)[]));
  return fc
    .tuple(whole, whole, name)
    .map(([one, other, part]): [Question, Question] => [one, { ...one, [part]: other[part] }]);
}

function keyOf<Question>(name: string): (question: Question) => string {
  const families = new Map<string, Family<unknown, unknown>>();
  registerAnswers({
    register<Input, Value>(family: Family<Input, Value>) {
      families.set(family.name, family as Family<unknown, unknown>);
      return {} as Cached<Input, Value>;
    },
    reader: { read: () => Promise.reject(new Error('nothing is read for a key')) },
    encoding: () => ({}) as never,
    ordersEncoding: {} as never,
    lifetime: () => ({}) as never,
    lane: { run: (_priority, load) => load() },
    sharesDataSet: false,
  });
  const family = families.get(name)!;
  return (question) => family.key(question);
}

function holdsFor<Question extends object>(
  key: (question: Question) => string,
  questions: fc.Arbitrary<[Question, Question]>,
) {
  fc.assert(
    fc.property(questions, ([one, other]) => {
      const equal = JSON.stringify(one) === JSON.stringify(other);
      expect(key(one) === key(other)).toBe(equal);
    }),
    { numRuns: 2_000 },
  );
}

describe('keys of questions', () => {
  it('are equal for equal scopes and different for different ones, also where they hold too many stores to name', () => {
    holdsFor(({ scope }: { scope: 'all' | readonly number[] }) => scopeKey(scope), pairs({ scope: stores }));
  });

  it('are equal for equal ranges, scopes and currencies only', () => {
    const questions = pairs({ stores, from: date, to: date, currency: fc.constantFrom(undefined, 'CNY', 'USD') });
    holdsFor((question) => rangeKey({ ...question, ...present }), questions);
  });

  it('of an overview tell quarters of an hour and numbers of products apart', () => {
    const key = keyOf<OverviewQuestion>('store-overview');
    const questions = pairs<Omit<OverviewQuestion, 'now' | 'defaultTimeZone'>>({
      stores,
      from: date,
      to: date,
      currency: fc.constantFrom(undefined, 'CNY'),
      products: fc.constantFrom(5, 50, 51),
      untilQuarter: fc.constantFrom(null, 0, 5, 15),
    });
    holdsFor((question) => key({ ...question, ...present }), questions);
  });

  it('of a list of orders tell every filter apart, whatever was typed into it', () => {
    const long = '堂食'.repeat(5_000);
    const typed = fc.oneof(
      fc.constantFrom('', '"', '","', ',', '\\', '0', 'paid', long, `${long}x`),
      fc.string({ maxLength: 3 }),
    );
    const questions = pairs<OrderListQuestion>({
      stores,
      from: date,
      to: date,
      // An empty number is no filter, as none is.
      number: fc.oneof(
        fc.constant(undefined),
        typed.filter((text) => text !== ''),
      ),
      status: fc.constantFrom(undefined, 'paid', 'cancelled'),
      channel: fc.oneof(fc.constant(undefined), typed),
      productId: fc.constantFrom(undefined, 1, 2),
      limit: fc.constantFrom(20, 200),
      cursor: fc.oneof(
        fc.constant(undefined),
        typed.filter((text) => text !== ''),
      ),
    });
    holdsFor(keyOf<OrderListQuestion>('order-search'), questions);
  });

  it('are short, whatever was typed in', () => {
    const key = keyOf<OrderListQuestion>('order-search');
    const question = { stores: [1], from: '2026-03-01', to: '2026-03-02', limit: 20, channel: 'x'.repeat(100_000) };
    expect(key(question).length).toBeLessThan(300);
  });

  it('do not hold the present: it is in the tags and in the quarter of an hour', () => {
    const key = keyOf<OverviewQuestion>('store-overview');
    const question = { stores: [1], from: '2026-03-01', to: '2026-03-02', products: 50, untilQuarter: null };
    expect(key({ ...question, now: 1, defaultTimeZone: 'UTC' })).toBe(
      key({ ...question, now: 2, defaultTimeZone: 'UTC' }),
    );
  });
});

describe('days of a question', () => {
  it('are refused when they end before they begin', () => {
    expect(() => daysOf({ from: '2026-03-02', to: '2026-03-01' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });

  it.each([
    ['a century and a day', '1926-03-20', '2026-03-20'],
    ['all days there are', '1000-01-01', '9999-12-30'],
  ])('are refused for %s, before they take any memory', (_name, from, to) => {
    expect(() => daysOf({ from, to })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('of a comparison reach back over the range before, by whole weeks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (more) => {
        const to = daysOf({ from: '2026-03-01', to: '2026-03-01' }).from + more;
        const range = { from: '2026-03-01', to: new Date(to * 86_400_000).toISOString().slice(0, 10) };
        const own = daysOf(range);
        const compared = comparedDays(range);
        expect(compared.to).toBe(own.to);
        expect(own.from - compared.from).toBeGreaterThanOrEqual(own.to - own.from + 1);
        expect((own.from - compared.from) % 7).toBe(0);
      }),
    );
  });
});
