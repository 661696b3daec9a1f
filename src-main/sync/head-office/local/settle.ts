/** Takes in what the head office answered to a push: a note ends only when that very state of the row was acknowledged. */
import type { TaskContext, WritableDb } from '../../../database/index.ts';
import type { MasterAnswer, MasterKind, OfficeLevel, OfficeMaster, OfficeOrder, OrderAnswer } from '../office.ts';
import { fromOfficeText } from '../office-text.ts';
import { type Applied, createApplier, muted, type OfficeApplier, type OfficeScope } from './apply.ts';
import type { TakenMasters, TakenOrders } from './take.ts';
import { noteTold } from './told.ts';

type Context = TaskContext<WritableDb>;

export interface SettleOrders extends Omit<TakenOrders, 'payload'> {
  readonly answers: readonly OrderAnswer[];
  readonly scope: OfficeScope;
}
export interface SettleMasters extends Omit<TakenMasters, 'payload'> {
  readonly kind: MasterKind;
  readonly answers: readonly MasterAnswer[];
  readonly scope: OfficeScope;
}
export interface SettleStock {
  readonly kind: 'first' | 'move';
  readonly ids: readonly string[];
  /** As `takeMoves` gave them. */
  readonly listings: readonly number[];
  readonly levels: readonly OfficeLevel[];
  readonly scope: OfficeScope;
}

function applying(context: Context, scope: OfficeScope, work: (applier: OfficeApplier) => void): Applied {
  const { db, now } = context;
  return db
    .transaction(() =>
      muted(db, () => {
        const applier = createApplier(db, scope, now());
        work(applier);
        return applier.finish();
      }),
    )
    .immediate();
}

/** Takes in what the office answered to orders. */
export function settleOrders(context: Context, { items, stale, answers, scope }: SettleOrders): Applied {
  const { db } = context;
  return applying(context, scope, (applier) => {
    const endPending = db.prepare('DELETE FROM office_pending WHERE seq = ?');
    const endGone = db.prepare('DELETE FROM office_gone WHERE seq = ?');
    const know = db.prepare(
      `INSERT OR REPLACE INTO office_order (order_id, version, key_hash, told) SELECT id, ?, key_hash, 0 FROM orders WHERE id = ?`,
    );
    for (const seq of stale) endPending.run(seq);
    for (const { i, version, accepted, row } of answers) {
      const { seq, orderId } = items[i]!;
      const isPresent = (orderId === null ? endGone : endPending).run(seq).changes > 0;
      if (accepted) {
        // Also where it has changed again since: that stands on what was taken.
        if (orderId !== null) know.run(version, orderId);
      } else if (isPresent && row !== null) applier.order(fromOfficeText<OfficeOrder>(row));
    }
  });
}

/** Takes in what the office answered to stores or products. */
export function settleMasters(context: Context, { kind, items, stale, answers, scope }: SettleMasters): Applied {
  const { db } = context;
  return applying(context, scope, (applier) => {
    const end = db.prepare('DELETE FROM office_pending WHERE seq = ?');
    for (const seq of stale) end.run(seq);
    for (const { i, row } of answers) {
      if (end.run(items[i]!.seq).changes > 0) applier.master(kind, fromOfficeText<OfficeMaster>(row));
    }
  });
}

/** Takes in what the office answered to movements of stock. */
export function settleStock(context: Context, { kind, ids, listings, levels, scope }: SettleStock): Applied {
  const { db } = context;
  return applying(context, scope, (applier) => {
    if (kind === 'first') settleFirsts(db, levels);
    else noteTold(db, ids);
    const end = db.prepare('DELETE FROM office_stock_move WHERE id = ?');
    for (const id of ids) end.run(id);
    const endSaid = db.prepare('DELETE FROM office_said WHERE seq = ?');
    for (const seq of listings) endSaid.run(seq);
    for (const level of levels) applier.level(level);
  });
}

/** Where somebody else was first, ours never was: what hung on it goes with it. */
function settleFirsts(db: WritableDb, levels: readonly OfficeLevel[]): void {
  const firstOf = db
    .prepare<[string, string], string>(
      'SELECT id FROM office_stock_move WHERE store_code = ? AND product_code = ? AND first = 1',
    )
    .pluck();
  const drop = db.prepare('DELETE FROM office_stock_move WHERE store_code = ? AND product_code = ? AND with_first = 1');
  const keep = db.prepare(
    'UPDATE office_stock_move SET with_first = 0 WHERE store_code = ? AND product_code = ? AND with_first = 1',
  );
  for (const { store, product, firstId } of levels) {
    (firstOf.get(store, product) === firstId ? keep : drop).run(store, product);
  }
}
