/**
 * What every office does, whatever keeps its rows: the simulation lives with one in memory, and that says something only because
 * it answers as the real one does, word for word.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Office,
  type OfficeStream,
  type OfficeWriter,
  PULL_BEGIN,
  type PullPlace,
} from '../../../../src-main/sync/head-office/office.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { memoryOffice, type OfficeUnderTest, postgresOffice } from './both-offices.ts';

const STREAMS: readonly OfficeStream[] = ['stores', 'products', 'targets', 'stock', 'orders'];
const A: OfficeWriter = { origin: 'a', mayChange: false };
const B: OfficeWriter = { origin: 'b', mayChange: false };

interface OrderInput {
  readonly number: string;
  readonly rank: number;
  readonly hash: string;
  readonly base?: number;
  readonly deleted?: boolean;
  readonly store?: string;
  readonly contact?: string | null;
}

const batch = (items: readonly object[]) => JSON.stringify(items.map((item, i) => ({ ...item, i })));

function orderOf({ number, rank, hash, base = 0, deleted = false, store = 'S1', contact = null }: OrderInput) {
  const state = { base, hash, rank, deleted };
  if (deleted) return { store, platform: 'till', number, ...state, hash: 'gone', rank: 0 };
  const money = { total: rank * 10_000, grossSales: rank * 10_000, refunds: 0, shippingFee: 0, tax: 0, discount: 0 };
  return {
    ...{ store, platform: 'till', number, businessDate: 20_500, placedAt: 1_771_000_000, localMinute: 600 },
    ...{ channel: 'shop', status: rank, currency: 'CNY', ...money, deliveryCost: 0, platformFee: 0 },
    ...{ customer: null, contact, source: null, lines: [{ product: 'tea', quantity: 1_000 }], shipments: [] },
    ...{ units: 1_000, cost: 0, costedSales: 0, costedLines: 0, ...state },
  };
}

const productOf = (code: string, base: number, fields: Readonly<Record<string, unknown>> = {}) => ({
  ...{ code, name: code, category: null, brand: null, barcode: null },
  ...{ listPrice: null, listPriceCurrency: null, unitCost: null, unitCostCurrency: null, base, ...fields },
});
const storeOf = (code: string, base: number, name: string) => ({
  ...{ code, name, timeZone: 'Asia/Shanghai', currency: 'CNY', country: null, region: null, city: null },
  ...{ kind: null, openedOn: 20_000, base },
});
const moveOf = (id: string, delta: number, product = 'tea', store = 'S1') => ({ id, store, product, delta });
/** What a computer read of tea in its shop. */
const readOf = (pieces: number, at: number, base = pieces, product = 'tea', listing = '1') => ({
  ...{ store: 'S1', product, platform: 'taobao', shop: 'T', listing },
  ...{ quantity: pieces * 1_000, at, base: base * 1_000 },
});
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A reader that goes on where it was, and gives what it is told by what it is. */
function readerOf(office: Office) {
  const places = new Map<string, PullPlace>();
  return {
    async count(stream: OfficeStream, scope = ''): Promise<number> {
      return office.count({ stream, scope, after: places.get(`${stream} ${scope}`) ?? PULL_BEGIN, until: null });
    },
    async page(stream: OfficeStream, scope = '', limit = 100) {
      const name = `${stream} ${scope}`;
      const after = places.get(name) ?? PULL_BEGIN;
      const page = await office.pull({ stream, scope, after, until: null, limit });
      places.set(name, page.after);
      return { rows: page.rows.map((row) => JSON.parse(row) as Record<string, unknown>), isLast: page.isLast };
    },
  };
}

const parsed = <Answer extends { readonly row: string | null }>(answers: readonly Answer[]) =>
  answers.map((answer) => ({ ...answer, row: answer.row === null ? null : (JSON.parse(answer.row) as unknown) }));

describe('an office', () => {
  let server: PostgresServer;
  let databases = 0;
  const open: OfficeUnderTest[] = [];

  beforeAll(async () => {
    // Its maintenance would hold back what readers may see, for a moment.
    server = await startPostgres({ autovacuum: 'off' });
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  const KINDS = {
    'in PostgreSQL': () => postgresOffice(server, `contract_${++databases}`),
    'in memory': memoryOffice,
  } as const;

  async function opened(make: () => Promise<OfficeUnderTest>): Promise<OfficeUnderTest> {
    const one = await make();
    open.push(one);
    return one;
  }

  describe.each(Object.entries(KINDS))('%s', (_, make) => {
    it('takes an order once, however often it is told', async () => {
      const { office } = await opened(make);
      const told = batch([orderOf({ number: '1', rank: 2, hash: 'x' })]);
      const once = await office.pushOrders(told, A);
      expect(once).toEqual([{ i: 0, version: 1, accepted: true, row: null }]);
      expect(await office.pushOrders(told, A)).toEqual(once);
      expect(await readerOf(office).count('orders')).toBe(1);
    });

    it('takes a correction by whoever knew the present state, and gives the others what it has', async () => {
      const { office } = await opened(make);
      await office.pushOrders(batch([orderOf({ number: '1', rank: 3, hash: 'x', contact: 'li' })]), A);
      const [stale] = await office.pushOrders(batch([orderOf({ number: '1', rank: 2, hash: 'y' })]), B);
      expect(stale).toMatchObject({ version: 1, accepted: false });
      expect(JSON.parse(stale!.row!)).toMatchObject({ status: 3, origin: 'a', contact: 'li' });
      const [known] = await office.pushOrders(batch([orderOf({ number: '1', rank: 2, hash: 'y', base: 1 })]), B);
      expect(known).toMatchObject({ version: 2, accepted: true });
      // What is not told of a customer stays.
      const { rows } = await readerOf(office).page('orders');
      expect(rows).toMatchObject([{ status: 2, contact: 'li', version: 2, origin: 'b' }]);
    });

    it('leaves a tombstone that the others hear of, with nothing of the customer', async () => {
      const { office } = await opened(make);
      await office.pushOrders(batch([orderOf({ number: '1', rank: 3, hash: 'x', contact: 'li' })]), A);
      const burial = batch([orderOf({ number: '1', rank: 0, hash: 'gone', base: 1, deleted: true })]);
      expect(await office.pushOrders(burial, B)).toMatchObject([{ version: 2, accepted: true }]);
      expect((await readerOf(office).page('orders')).rows).toMatchObject([{ deleted: true, contact: null, lines: [] }]);
    });

    it('counts each move once, and the first level of whoever came first', async () => {
      const { office } = await opened(make);
      const level = await office.pushStock('first', batch([moveOf(uuid(1), 5_000)]), A);
      expect(level).toMatchObject([{ store: 'S1', product: 'tea', quantity: 5_000, version: 1, firstId: uuid(1) }]);
      await office.pushStock('first', batch([moveOf(uuid(2), 9_000)]), B);
      const moves = batch([moveOf(uuid(3), -1_000), moveOf(uuid(4), 300)]);
      await office.pushStock('move', moves, B);
      expect(await office.pushStock('move', moves, B)).toMatchObject([{ quantity: 4_300, firstId: uuid(1) }]);
      expect(await office.told('b')).toEqual([{ store: 'S1', product: 'tea', total: -700 }]);
      expect(await office.told('a')).toEqual([]);
    });

    it('counts what became of a listing once, whoever tells it, and nothing older than what it has counted', async () => {
      const { office } = await opened(make);
      const { platform, shop, listing, quantity, at } = readOf(100, 10);
      const standing = { platform, shop, listing, quantity, at };
      await office.pushStock('first', batch([{ ...moveOf(uuid(1), 100_000), listings: [standing] }]), A);
      const tell = async (writer: OfficeWriter, ...rows: readonly object[]) => {
        const [level] = await office.pushStock('move', batch(rows), writer);
        return [level!.quantity / 1_000, ...level!.listings.map((one) => [one.quantity / 1_000, one.at])];
      };
      expect(await tell(A, readOf(97, 12))).toEqual([97, [97, 12]]);
      expect(await tell(B, readOf(97, 12))).toEqual([97, [97, 12]]);
      expect(await tell(B, readOf(90, 20))).toEqual([90, [90, 20]]);
      // Told late, by somebody who was away.
      expect(await tell(A, readOf(95, 15))).toEqual([90, [90, 20]]);
      // Of one moment: whoever is behind reads on.
      expect(await tell(A, readOf(91, 20))).toEqual([91, [91, 20]]);
      expect(await tell(B, readOf(90, 20))).toEqual([90, [90, 20]]);
      // Staff's five came about when they counted them; now they are in the listing as well.
      expect(await tell(A, moveOf(uuid(2), 5_000))).toEqual([95, [90, 20]]);
      expect(await tell(A, moveOf(uuid(3), -5_000), readOf(95, 30, 90))).toEqual([95, [95, 30]]);
      // One that it has not met yet moves by what its teller saw of it.
      expect(await tell(B, readOf(7, 1, 9, 'tea', '2'))).toEqual([93, [95, 30], [7, 1]]);
      expect(await office.told('a')).toEqual([{ store: 'S1', product: 'tea', total: 0 }]);
      expect(await office.told('b')).toEqual([]);
    });

    it('counts a move that several computers know by its name once, and as nobody’s own', async () => {
      const { office } = await opened(make);
      const named = batch([{ ...moveOf(uuid(1), -4_000), named: 1 }]);
      await office.pushStock('move', named, A);
      expect(await office.pushStock('move', named, B)).toMatchObject([{ quantity: -4_000 }]);
      expect([await office.told('a'), await office.told('b')]).toEqual([[], []]);
    });

    it('fills in what it does not know of a product, and changes it only for whoever may', async () => {
      const { office } = await opened(make);
      await office.pushMasters('product', batch([productOf('tea', 0)]), A);
      const named = productOf('tea', 0, { name: 'Tea', listPrice: 90_000, listPriceCurrency: 'CNY' });
      await office.pushMasters('product', batch([named]), B);
      const other = productOf('tea', 2, { name: 'Chai', listPrice: 10_000, listPriceCurrency: 'USD' });
      const [kept] = await office.pushMasters('product', batch([other]), A);
      expect(JSON.parse(kept!.row)).toMatchObject({ name: 'Tea', listPrice: 90_000, listPriceCurrency: 'CNY' });
      const [changed] = await office.pushMasters('product', batch([other]), { origin: 'c', mayChange: true });
      expect(JSON.parse(changed!.row)).toMatchObject({ name: 'Chai', version: 3 });
    });

    it('tells in pages what was written since, of one store or of all', async () => {
      const { office, setTarget } = await opened(make);
      await setTarget({ store: 'S1', month: '2026-03', currency: 'CNY', netSales: 1 });
      await setTarget({ store: 'S2', month: '2026-03', currency: 'CNY', netSales: 2 });
      await setTarget({ store: 'S1', month: '2026-03', currency: 'CNY', netSales: 3 });
      const reader = readerOf(office);
      expect(await reader.count('targets')).toBe(2);
      expect(await reader.page('targets', '', 1)).toMatchObject({ rows: [{ store: 'S2' }], isLast: false });
      expect(await reader.page('targets', '', 1)).toMatchObject({ rows: [{ netSales: 3, version: 2 }], isLast: false });
      expect(await reader.page('targets', '', 1)).toEqual({ rows: [], isLast: true });
      expect((await reader.page('targets', 'S2')).rows).toMatchObject([{ netSales: 2 }]);
    });

    it('tells nothing that was written after something that has not ended yet', async () => {
      const { office, writeSlowly } = await opened(make);
      const end = await writeSlowly('S9');
      await office.pushMasters('store', batch([storeOf('S1', 0, 'One')]), A);
      const reader = readerOf(office);
      expect((await reader.page('stores')).rows).toEqual([]);
      await end();
      expect((await reader.page('stores')).rows.map(({ code }) => code)).toEqual(['S9', 'S1']);
    });
  });

  const writer = fc.record({ origin: fc.constantFrom('a', 'b', 'c'), mayChange: fc.boolean() });
  const few = <Item>(item: fc.Arbitrary<Item>, key: (item: Item) => string) =>
    fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: key });
  const base = fc.nat(3);
  const orderInput = fc.record({
    number: fc.constantFrom('1', '2', 'ä', 'Z'),
    store: fc.constantFrom('S1', 'S2'),
    rank: fc.integer({ min: 1, max: 3 }),
    hash: fc.constantFrom('p', 'Q', 'r'),
    base,
    deleted: fc.boolean(),
    contact: fc.constantFrom(null, 'li'),
  });
  const productInput = fc.record({
    code: fc.constantFrom('tea', 'bun'),
    base,
    name: fc.constantFrom('tea', 'bun', 'Tea'),
    listPrice: fc.constantFrom(null, 1, 2),
    listPriceCurrency: fc.constantFrom(null, 'CNY', 'USD'),
  });
  const moveInput = fc.record({
    id: fc.nat(9),
    store: fc.constantFrom('S1', 'S2'),
    product: fc.constantFrom('tea', 'bun'),
    delta: fc.integer({ min: -5, max: 5 }),
  });
  const listingInput = fc.record({
    listing: fc.constantFrom('1', '2'),
    product: fc.constantFrom('tea', 'bun', 'cake'),
    pieces: fc.integer({ min: 0, max: 5 }),
    at: fc.nat(3),
    base: fc.integer({ min: 0, max: 5 }),
  });
  const act = fc.oneof(
    fc.record({ writer, orders: few(orderInput, ({ store, number }) => `${store}/${number}`) }),
    fc.record({ writer, products: few(productInput, ({ code }) => code) }),
    fc.record({
      writer,
      stock: fc.constantFrom('first' as const, 'move' as const),
      moves: few(moveInput, ({ id }) => `${id}`),
      listings: few(listingInput, ({ listing }) => listing),
    }),
    fc.record({ told: fc.constantFrom('a', 'b') }),
    fc.record({
      pull: fc.constantFrom(...STREAMS),
      scope: fc.constantFrom('', 'S1'),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  );
  type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

  interface OfProduct {
    readonly store: string;
    readonly product: string;
  }
  const byKey = (x: OfProduct, y: OfProduct) => `${x.store}/${x.product}`.localeCompare(`${y.store}/${y.product}`);

  async function carryOut(office: Office, reader: ReturnType<typeof readerOf>, one: Act): Promise<unknown> {
    if ('orders' in one) return parsed(await office.pushOrders(batch(one.orders.map(orderOf)), one.writer));
    if ('products' in one) {
      const products = one.products.map(({ code, base: known, ...fields }) => productOf(code, known, fields));
      return parsed(await office.pushMasters('product', batch(products), one.writer));
    }
    if ('told' in one) return (await office.told(one.told)).toSorted(byKey);
    if ('stock' in one) {
      const moves = one.moves.map(({ id, store, product, delta }) => moveOf(uuid(id), delta, product, store));
      const read = one.listings.map(({ listing, product, pieces, at, base }) =>
        readOf(pieces, at, base, product, listing),
      );
      const standing = read.map(({ platform, shop, listing, quantity, at }) => ({
        platform,
        shop,
        listing,
        quantity,
        at,
      }));
      const told = one.stock === 'move' ? [...moves, ...read] : moves.map((move) => ({ ...move, listings: standing }));
      const levels = await office.pushStock(one.stock, batch(told), one.writer);
      return levels.toSorted(byKey);
    }
    return [await reader.count(one.pull, one.scope), await reader.page(one.pull, one.scope, one.limit)];
  }

  it('in memory answers as the one in PostgreSQL does, whatever it is asked in whatever order', async () => {
    const both = [await opened(KINDS['in PostgreSQL']), await opened(memoryOffice)];
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        for (const one of both) await one.empty();
        const [real, standIn] = both.map(({ office }) => ({ office, reader: readerOf(office) }));
        for (const one of acts) {
          const said = await carryOut(real!.office, real!.reader, one);
          expect(await carryOut(standIn!.office, standIn!.reader, one)).toEqual(said);
        }
      }),
      {
        numRuns: Number(process.env.MENDIAN_OFFICE_RUNS ?? 12),
        interruptAfterTimeLimit: 60_000,
        markInterruptAsFailure: true,
      },
    );
  }, 120_000);
});
