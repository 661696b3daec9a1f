/**
 * Orders on their way from batches into the tables and rollups. An order that is not known goes the fast way, many rows
 * a statement; one that is known, from before or from earlier in this import, is read, merged and rewritten.
 *
 * When the tables are small beside what comes, the indexes are dropped, a filter in memory tells known keys, whatever it
 * suspects is set aside, and is merged once the indexes are back: exact, and in bounded memory.
 */
import { createRollupDelta } from '../../analytics/rollup/index.ts';
import { ORDER_INDEXES, type WritableDb } from '../../database/index.ts';
import type { IngestReadProgress, OrderBatch } from '../order-batch.ts';
import { createAside } from './aside.ts';
import type { BeforeImages } from './before-images.ts';
import type { Dictionary } from './dictionary.ts';
import type { ImportFile } from './import-record.ts';
import { createKeyFilter, type KeyFilter } from './key-filter.ts';
import { lineRefs } from './line-refs.ts';
import { withIndexSettings } from './load-settings.ts';
import { laterPart, mergeOrder } from './merge-order.ts';
import { createNameFinder } from './name-finder.ts';
import { newOrder, withWorth } from './new-order.ts';
import { type OpenBatch, openBatch } from './open-batch.ts';
import type { OrderDraft } from './order-draft.ts';
import { createOrderInserter } from './order-inserter.ts';
import { factsOf, type OrderRow } from './order-row.ts';
import { createOrderTable } from './order-table.ts';
import { createSeenLines } from './seen-lines.ts';
import { createSettledOrders, isSettled } from './settled-orders.ts';
import { createSummedOrders, withoutRevival } from './summed-order.ts';
import { noteDay, noteSettled, noteStore, type Tally } from './tally.ts';

/** A file of orders has at least about this many bytes a row. */
const BYTES_A_ROW = 100;
/** Dropping the indexes pays when at least this many times more rows come than are there. */
const BULK_RATIO = 2;
/** Not more than this part of the orders may be known already. */
const BULK_KNOWN = 0.1;
const PARTS_AT_ONCE = 500;

export interface FinishChecks {
  cancelled(): void;
  /** Indexes are going to be made. */
  indexing(): void;
  /** One of them has been made. */
  indexed(): void;
}

export interface OrderWriter {
  /** @param progress how far the reading was when it sent the batch. */
  write(batch: OrderBatch, progress: IngestReadProgress): void;
  /** Ends the writing: what was set aside is merged, the indexes and rollups are brought up to date. */
  finish(check: FinishChecks): void;
  /** True while indexes are going to be made at the end. */
  isBulk(): boolean;
  readonly firstId: number;
  readonly afterLastId: number;
}

export interface OrderWriterOptions {
  readonly db: WritableDb;
  readonly importId: number;
  readonly dryRun: boolean;
  /** Size of all files, to judge how much is coming. */
  readonly totalBytes: number;
  readonly dictionary: Dictionary;
  readonly files: readonly ImportFile[];
  readonly images: BeforeImages;
  readonly tally: Tally;
}

export function createOrderWriter(options: OrderWriterOptions): OrderWriter {
  const { db, importId, dictionary, images, tally } = options;
  const table = createOrderTable(db, importId);
  const inserter = createOrderInserter(db, importId);
  const rollups = createRollupDelta(db);
  const addSettled = createSettledOrders({ importId, dictionary, inserter });
  const namesOf = createNameFinder(dictionary);
  const seen = createSeenLines(db);
  const summed = createSummedOrders(dictionary.products.byId);
  const aside = createAside(db, dictionary.products.byId);
  const count = (sql: string) => Number(db.prepare<[], number>(sql).pluck().get());
  const firstId = count('SELECT ifnull(max(id), 0) + 1 FROM orders');
  let nextId = firstId;
  /** Undefined before the first batch. */
  let filter: KeyFilter | null | undefined;
  let bulkFile = -1;
  let bulkFirst = firstId;

  function refuseIn(draft: OrderDraft): OrderDraft {
    return withWorth(draft, (line) =>
      tally.refused.push({ file: draft.file, record: line.record, reason: 'PRICE_MISSING' }),
    );
  }

  /** Makes a new order of a batch, by its columns alone if they suffice. */
  function addFrom(batch: OpenBatch, order: number): void {
    if (!isSettled(batch, order)) {
      add(batch.draft(order), inserter.add);
      return;
    }
    addSettled(batch, order, nextId++);
  }

  /** Makes a new order; a draft without a line is none. */
  function add(whole: OrderDraft, insert: (order: OrderRow) => void): OrderRow | null {
    const draft = refuseIn(whole);
    if (draft.lines.length === 0) return null;
    const order = newOrder(draft, nextId++, importId);
    insert(order);
    rollups.add(factsOf(order), 1);
    tally.added += order.lines.length;
    tally.orders++;
    noteStore(tally, order.storeId, order.lines.length);
    noteDay(tally, order.businessDate);
    return order;
  }

  /** Judged by the first batch: much has to come beside what is there, and it must not be what is there. */
  function worthBulk(batch: OrderBatch): boolean {
    const rows = options.totalBytes / BYTES_A_ROW;
    if (rows < BULK_RATIO * count('SELECT count(*) FROM order_line')) return false;
    const hashes = keyHashes(open(batch));
    return table.knownHashes([...hashes]).size < hashes.length * BULK_KNOWN;
  }

  function open(batch: OrderBatch): OpenBatch {
    batch.storeId.fill(0);
    return openBatch(batch, dictionary, namesOf(batch, options.files[batch.file]?.timeZone));
  }

  /** @param batch the first one, by which it is judged how many orders will come. */
  function startBulk(batch: OrderBatch, { rows, bytes, totalBytes }: IngestReadProgress): KeyFilter {
    const lines = bytes > 0 ? (rows * totalBytes) / bytes : 0;
    const started = createKeyFilter((lines * batch.orders) / Math.max(batch.lineStart[batch.orders]!, 1));
    for (const hash of db.prepare<[], number>('SELECT key_hash FROM orders').pluck().iterate()) started.add(hash);
    for (const { name } of ORDER_INDEXES) db.exec(`DROP INDEX IF EXISTS ${name}`);
    return started;
  }

  function endBulkFile(file: number): void {
    if (bulkFile === file) return;
    if (bulkFile >= 0) seen.madeInBulk(bulkFile, bulkFirst, nextId);
    bulkFile = file;
    bulkFirst = nextId;
  }

  function writeBulk(batch: OrderBatch, known: KeyFilter): void {
    endBulkFile(batch.file);
    const opened = open(batch);
    const suspected = known.addAll(keyHashes(opened));
    for (let order = 0; order < batch.orders; order++) {
      if (suspected[order] === 1) aside.put(opened.draft(order));
      else addFrom(opened, order);
    }
  }

  function writeIndexed(batch: OrderBatch): void {
    seen.enter(batch.file, nextId);
    const opened = open(batch);
    const hashes = keyHashes(opened);
    const known = table.knownHashes([...hashes]);
    const again: OrderDraft[] = [];
    for (const [order, hash] of hashes.entries()) {
      if (known.has(hash)) {
        again.push(opened.draft(order));
      } else {
        known.add(hash);
        addFrom(opened, order);
      }
    }
    inserter.flush();
    for (let at = 0; at < again.length; at += PARTS_AT_ONCE) mergeParts(again.slice(at, at + PARTS_AT_ONCE));
  }

  function same(order: OrderRow, draft: OrderDraft): boolean {
    return order.number === draft.number && order.storeId === draft.storeId && order.platformId === draft.platformId;
  }

  /** Merges parts of orders that may be known, in the order in which the files have them. */
  function mergeParts(parts: readonly OrderDraft[]): void {
    const byHash = new Map<number, OrderRow[]>();
    for (const order of table.load([...new Set(parts.map((part) => part.keyHash))])) {
      byHash.set(order.keyHash, [...(byHash.get(order.keyHash) ?? []), order]);
    }
    const changed = new Map<number, { readonly before: OrderRow; readonly after: OrderRow }>();
    for (const part of parts) {
      seen.enter(part.file, nextId);
      const candidates = byHash.get(part.keyHash) ?? [];
      const at = candidates.findIndex((order) => same(order, part));
      const known = candidates[at];
      if (!known) {
        const order = add(part, table.insert);
        if (order) byHash.set(part.keyHash, [...candidates, order]);
        continue;
      }
      const after = mergePart(known, part);
      if (after === known) continue;
      candidates[at] = after;
      changed.set(after.id, { before: changed.get(after.id)?.before ?? known, after });
    }
    for (const { before, after } of changed.values()) replace(before, after);
  }

  function mergePart(order: OrderRow, part: OrderDraft): OrderRow {
    const draft = withWorthIn(order, part);
    const before = seen.before(order, draft);
    const isSum = !before.again && summed.isSum(order, draft);
    const lines = !before.again && summed.isSummedBy(order, draft) ? [] : draft.lines;
    const refs = lineRefs(lines, before.lines);
    const known = isSum ? { ...order, lines: [] } : order;
    const told = before.again || isSum ? laterPart(order, draft) : withoutRevival(order, draft);
    const merged = mergeOrder(known, { ...told, lines }, refs, importId);
    seen.note(merged.order, draft, before);
    noteDay(tally, merged.order.businessDate);
    tally.added += merged.added;
    tally.changed += merged.changed;
    tally.unchanged += merged.unchanged;
    if (merged.order !== order) noteStore(tally, order.storeId, merged.added + merged.changed);
    return merged.order;
  }

  /** In an order that is there, only a line that is not there needs a worth of its own. */
  function withWorthIn(order: OrderRow, part: OrderDraft): OrderDraft {
    const products = new Set(order.lines.map((line) => line.productId));
    return part.lines.every((line) => products.has(line.product.id)) ? part : refuseIn(part);
  }

  function replace(before: OrderRow, after: OrderRow): void {
    if (before.id < firstId && images.keep('order', before.id, () => table.image(before.id))) tally.orders++;
    rollups.add(factsOf(before), -1);
    rollups.add(factsOf(after), 1);
    table.rewrite(after);
  }

  return {
    isBulk: () => Boolean(filter),
    firstId,
    get afterLastId() {
      return nextId;
    },
    write(batch, progress) {
      if (filter === undefined) filter = worthBulk(batch) ? startBulk(batch, progress) : null;
      if (filter) writeBulk(batch, filter);
      else writeIndexed(batch);
      // Orders that went in one by one have been noted by `add`; the others have the id of their store in the batch.
      noteSettled(tally, batch);
    },
    finish(check) {
      inserter.flush();
      if (filter) {
        filter = null;
        endBulkFile(-1);
        check.indexing();
        // A dry run is rolled back: it needs only the index that finding orders takes.
        const needed = ORDER_INDEXES.filter(({ name }) => !options.dryRun || (name === 'orders_key' && aside.size > 0));
        withIndexSettings(db, () => {
          for (const { sql } of needed) {
            check.cancelled();
            db.exec(sql);
            check.indexed();
          }
        });
        for (const parts of aside.take(PARTS_AT_ONCE)) {
          check.cancelled();
          mergeParts(parts);
        }
      }
      rollups.flush();
      aside.close();
      seen.close();
    },
  };
}

function keyHashes({ columns, keyHash }: OpenBatch): Float64Array {
  const hashes = new Float64Array(columns.orders);
  for (let order = 0; order < hashes.length; order++) hashes[order] = keyHash(order);
  return hashes;
}
