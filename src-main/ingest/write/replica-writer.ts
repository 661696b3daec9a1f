/**
 * Orders that another computer has counted, taken over whole: what it says replaces what was there. Written in the caller's
 * transaction, with rollups and change notes as for every other order.
 */
import { createRollupDelta } from '../../analytics/rollup/index.ts';
import { createChangeNotes, hashText, orderKeySeed, type WritableDb } from '../../database/index.ts';
import type { BeforeImages } from './before-images.ts';
import { createNamedRows } from './named-rows.ts';
import { factsOf, type LineRow, type OrderRow } from './order-row.ts';
import { createOrderTable } from './order-table.ts';
import { createProducts } from './products.ts';
import type { ReplicaLine, ReplicaOrder } from './replica-order.ts';

export type OrderKey = Pick<ReplicaOrder, 'store' | 'platform' | 'number'>;

export interface FoundOrder {
  readonly id: number;
  readonly keyHash: number;
}

export interface ReplicaOrderWriter {
  /** Gives the local order of a key. */
  find(key: OrderKey): FoundOrder | null;
  /** Writes it whole; a contact that is not told stays. Null: its store is not known here. */
  write(order: ReplicaOrder): FoundOrder | null;
  remove(id: number): void;
  /** Brings the rollups up to date and notes what has changed: before the transaction ends. Gives the stores. */
  finish(): number[];
}

/** Not an import: there is no file that could be taken back. */
const NO_IMPORT = 0;
/** Beyond this many a commit says only that orders changed. */
const MOST_NAMED = 2_000;
const noImages: BeforeImages = { keep: () => false, made: () => undefined, kept: 0 };

export function createReplicaOrderWriter(db: WritableDb): ReplicaOrderWriter {
  const table = createOrderTable(db, NO_IMPORT);
  const rollups = createRollupDelta(db);
  const products = createProducts(db, NO_IMPORT, noImages);
  const currencies = createNamedRows(db, 'currency', noImages);
  const platforms = createNamedRows(db, 'platform', noImages);
  const channels = createNamedRows(db, 'channel', noImages);
  const storeIds = new Map(
    db
      .prepare<[], { id: number; code: string }>('SELECT id, code FROM store')
      .all()
      .map(({ id, code }) => [code, id]),
  );
  let lastId = Number(db.prepare<[], number>('SELECT ifnull(max(id), 0) FROM orders').pluck().get());
  const daysByStore = new Map<number, Set<number>>();
  const changed: number[] = [];

  function load({
    store,
    platform,
    number,
  }: OrderKey): { keyHash: number; storeId: number; row: OrderRow | undefined } | null {
    const storeId = storeIds.get(store);
    if (storeId === undefined) return null;
    const keyHash = hashText(number, orderKeySeed(platform, store));
    const platformId = platforms.idOf(platform);
    const row = table
      .load([keyHash])
      .find((one) => one.storeId === storeId && one.platformId === platformId && one.number === number);
    return { keyHash, storeId, row };
  }

  function count(order: OrderRow, sign: 1 | -1): void {
    rollups.add(factsOf(order), sign);
    const days = daysByStore.get(order.storeId) ?? new Set();
    daysByStore.set(order.storeId, days.add(order.businessDate));
  }

  function lineOf({ no, product, ...line }: ReplicaLine, known: LineRow | undefined): LineRow {
    const productId = products.met(product).id;
    // Where it came from is remembered as long as it is the same cost of the same goods.
    const isSame = known?.cost === line.cost && known.productId === productId && known.quantity === line.quantity;
    return { ...line, lineNo: no, productId, costImportId: isSame ? known.costImportId : null };
  }

  return {
    find(key) {
      const found = load(key);
      return found?.row ? { id: found.row.id, keyHash: found.keyHash } : null;
    },
    write(order) {
      const found = load(order);
      if (!found) return null;
      const { keyHash, storeId, row: known } = found;
      const { store: _, platform, channel, currency, lines, ...plain } = order;
      const byRef = new Map(known?.lines.map((line) => [line.ref, line]));
      const row: OrderRow = {
        ...plain,
        id: known?.id ?? ++lastId,
        storeId,
        platformId: platforms.idOf(platform),
        keyHash,
        channelId: channels.idOf(channel),
        currencyId: currencies.idOf(currency),
        contact: order.contact ?? known?.contact ?? null,
        lines: lines.map((line) => lineOf(line, byRef.get(line.ref))),
      };
      if (known) {
        count(known, -1);
        // What it no longer holds has to go as well: a whole order replaces a whole one.
        table.remove(known.id);
      }
      table.insert(row);
      count(row, 1);
      changed.push(row.id);
      return { id: row.id, keyHash };
    },
    remove(id) {
      for (const row of table.loadIds([id])) count(row, -1);
      table.remove(id);
      changed.push(id);
    },
    finish() {
      if (changed.length === 0) return [];
      rollups.flush();
      const notes = createChangeNotes(db);
      for (const [storeId, days] of daysByStore) {
        notes.storeImported(storeId);
        notes.storeDays(storeId, days);
      }
      if (changed.length > MOST_NAMED) notes.orders();
      else for (const id of changed) notes.order(id);
      return [...daysByStore.keys()];
    },
  };
}
