/** A note or a shipment that staff give to an order of a platform. The order's own row follows the platform's word. */
import { AppError } from '#shared/domain/app-error.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { type ChangeValue, insertChange, noteAudit, orderLane, type Transact } from '../outbox/index.ts';
import type { PushKind } from '../platform/index.ts';
import { beginEdit, type SavedEdit, savedEdit } from './edit-row.ts';
import type { Takes } from './takes.ts';

export interface EditOrderArgs {
  readonly shopId: number;
  readonly number: string;
  readonly note?: string | undefined;
  readonly shipment?: { readonly carrier: string; readonly trackingNumber: string } | undefined;
  readonly takes: Takes;
  readonly seed: string;
  readonly actor: string;
}

/** @throws AppError SHOP_UNKNOWN, NOT_FOUND for an order that the shop has not, PUSH_UNSUPPORTED, INVALID_INPUT where it holds neither. */
export function createEditOrderTask(transact: Transact) {
  return (context: TaskContext<WritableDb>, args: EditOrderArgs): SavedEdit =>
    transact(context, args.seed, (tx) => {
      const { shopId, number, note, shipment } = args;
      const shop = tx.get<{ platform: string; store_id: number }>(
        'SELECT platform, store_id FROM shop WHERE id = ? AND disconnected_at IS NULL',
        shopId,
      );
      if (!shop) throw new AppError('SHOP_UNKNOWN', { details: { shop: shopId } });
      const order = tx.get<{ note: string | null; version: string }>(
        'SELECT note, version FROM remote_order WHERE shop_id = ? AND number = ?',
        shopId,
        number,
      );
      if (!order) throw new AppError('NOT_FOUND');
      if (note === undefined && !shipment)
        throw new AppError('INVALID_INPUT', { details: { fields: 'note, shipment' } });
      const editId = beginEdit(tx, { storeId: shop.store_id, kind: 'order', undoes: null });
      const change = (kind: PushKind, base: string | null, value: ChangeValue) => {
        if (!args.takes[shop.platform]?.includes(kind)) throw new AppError('PUSH_UNSUPPORTED', { details: { kind } });
        const row = { editId, shopId, lane: orderLane(shopId, number), kind, orderNumber: number, base, value };
        insertChange(tx, { ...row, productId: null, listingId: null, currencyId: null, baseVersion: order.version });
      };
      if (note !== undefined) change('order-note', order.note, note);
      if (shipment) change('fulfilment', null, shipment);
      const saved = savedEdit(tx, editId);
      const details = { editId, changes: saved.changes };
      noteAudit(tx, { actor: args.actor, action: 'order.edit', subject: orderLane(shopId, number), details });
      return saved;
    });
}
