/** What the head office and everybody who exchanges with it must hold in the end: the same, and what is true. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { compareRollups } from '../../../src-main/analytics/rollup/index.ts';
import type { MemoryOffice } from './office/index.ts';
import type { SimPc } from './pc/index.ts';
import type { SimShop } from './sim-shop.ts';
import { PIECE, type Truth } from './truth.ts';

interface Level {
  readonly store: string;
  readonly product: string;
  readonly quantity: number;
}

/** Gives in words what is not as it must be. */
export function violationsAtOffice(truth: Truth, office: MemoryOffice, pcs: readonly SimPc[]): string[] {
  const present = pcs.filter(({ hasOffice, isOff }) => hasOffice && !isOff);
  return [
    ...present.flatMap((pc) => [...wrongLevels(office, pc), ...wrongRollups(pc), ...untold(pc)]),
    ...storesOf(present).flatMap((store) => [...wrongCount(truth, office, store), ...wrongOrders(store, present)]),
  ];
}

/** Those that feed a store from its shops, with all that belongs to it. */
interface Store {
  readonly code: string;
  readonly first: SimPc;
  readonly pcs: readonly SimPc[];
}

function storesOf(pcs: readonly SimPc[]): Store[] {
  const feeding = pcs.filter(({ shops }) => shops.length > 0);
  return feeding.map((first) => ({
    code: first.store,
    first,
    pcs: pcs.filter((pc) => pc.store === first.store || pc.role === 'office'),
  }));
}

/** Everybody's count is the office's. */
function wrongLevels(office: MemoryOffice, pc: SimPc): string[] {
  const here = pc.all<Level>(
    `SELECT s.code AS store, p.code AS product, l.quantity FROM stock_level l JOIN store s ON s.id = l.store_id
     JOIN product p ON p.id = l.product_id`,
  );
  const levels = new Map(here.map(({ store, product, quantity }) => [`${store}/${product}`, quantity]));
  const wrong: string[] = [];
  for (const [key, quantity] of office.levels()) {
    const isOurs = pc.role === 'office' || key.startsWith(`${pc.store}/`);
    if (isOurs && (levels.get(key) ?? 0) !== quantity)
      wrong.push(`office: ${pc.name} counts ${levels.get(key)} of ${key} for ${quantity}`);
  }
  return wrong;
}

/** Each movement counts once: the platform's own, and staff's, wherever they were. */
function wrongCount(truth: Truth, office: MemoryOffice, { code, first, pcs }: Store): string[] {
  // Where several shops sell the same, whose count was the first is anybody's guess.
  const [shop, ...others] = first.shops;
  // What is counted where there is no shop waits for the office alone, and goes with its database.
  const isForgetful = pcs.some(
    (pc) => pc.store === code && (pc.hasLostBoth || (pc.isRestored && pc.shops.length === 0)),
  );
  if (!shop || others.length > 0 || isForgetful) return [];
  const levels = office.levels();
  return [...shop.fake.shop.listings.values()].flatMap((listing) => {
    // What was counted where there is no shop is nowhere but at the office.
    const elsewhere = truth.counted.filter(
      ({ pc, product, editId }) =>
        pc.store === code && pc.shops.length === 0 && product === listing.sku && !truth.undone.has(editId),
    );
    const wanted = listing.pieces + elsewhere.reduce((sum, { pieces }) => sum + pieces, 0);
    const found = (levels.get(`${code}/${listing.sku}`) ?? 0) / PIECE;
    return found === wanted ? [] : [`office: ${code}/${listing.sku} is counted ${found} for ${wanted}`];
  });
}

function wrongRollups(pc: SimPc): string[] {
  const differences = compareRollups(pc.db);
  return differences.length === 0 ? [] : [`rollups: ${pc.name} ${JSON.stringify(differences[0])}`];
}

function untold(pc: SimPc): string[] {
  return pc.untold() === 0 ? [] : [`office: ${pc.name} has not told ${pc.untold()}`];
}

/** Every order of the store's shops is once on each computer that has to do with the store, in its state there. */
function wrongOrders({ code, first }: Store, present: readonly SimPc[]): string[] {
  const wanted = new Map(first.shops.flatMap((shop) => toldOrders(shop)));
  return present
    .filter((pc) => pc.store === code || pc.role === 'office')
    .flatMap((pc) => {
      const rows = pc.all<{ key: string; status: number }>(
        `SELECT p.name || ' ' || o.number AS key, o.status FROM orders o JOIN store s ON s.id = o.store_id
         JOIN platform p ON p.id = o.platform_id WHERE s.code = ?`,
        code,
      );
      const here = new Map(rows.map(({ key, status }) => [key, status]));
      const wrong = [...wanted].flatMap(([key, status]) =>
        here.get(key) === status ? [] : [`office: ${pc.name} has ${key} as ${here.get(key)} for ${status}`],
      );
      return rows.length > wanted.size ? [...wrong, `office: ${pc.name} has ${rows.length} orders of ${code}`] : wrong;
    });
}

function toldOrders({ platform, fake }: SimShop): [string, number][] {
  return [...fake.shop.orders.values()]
    .filter(({ status }) => platform !== 'pinduoduo' || status !== 'unpaid')
    .map(({ number, status }) => [`${platform} ${number}`, ORDER_STATUS[status]]);
}
