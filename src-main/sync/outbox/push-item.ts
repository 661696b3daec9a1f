/** A change as a platform is told of it. */
import type { PushItem } from '../platform/index.ts';
import { type ChangeRow, parseJson, type Shipment } from './change-row.ts';
import type { SyncTransaction } from './transaction.ts';

/** Gives what is sent for a change that `take` has prepared: the same each time that it is sent. */
export function pushItemOf(tx: SyncTransaction, change: ChangeRow): PushItem {
  const changeId = change.send_key ?? change.id;
  const listingId = change.listing_id ?? '';
  const text = change.sent_value ?? change.value;
  switch (change.kind) {
    case 'stock': {
      const base = parseJson<number>(change.sent_base) ?? 0;
      return { changeId, kind: 'stock', listingId, delta: parseJson<number>(text) ?? 0, base };
    }
    case 'price':
      return {
        changeId,
        kind: 'price',
        listingId,
        price: parseJson<number>(text) ?? 0,
        currency: currencyOf(tx, change),
      };
    case 'title':
      return { changeId, kind: 'title', listingId, title: parseJson<string>(text) ?? '' };
    case 'fulfilment':
      return { changeId, kind: 'fulfilment', ...orderOf(tx, change), ...shipmentOf(text) };
    case 'order-note':
      return { changeId, kind: 'order-note', ...orderOf(tx, change), note: parseJson<string>(text) ?? '' };
  }
}

function currencyOf(tx: SyncTransaction, { currency_id }: ChangeRow): string {
  return tx.get<{ code: string }>('SELECT code FROM currency WHERE id = ?', currency_id)?.code ?? '';
}

function orderOf(tx: SyncTransaction, change: ChangeRow): { orderNumber: string; remoteId: string } {
  const orderNumber = change.order_number ?? '';
  const known = tx.get<{ remote_id: string }>(
    'SELECT remote_id FROM remote_order WHERE shop_id = ? AND number = ?',
    change.shop_id,
    orderNumber,
  );
  return { orderNumber, remoteId: known?.remote_id ?? orderNumber };
}

function shipmentOf(text: string): Shipment {
  const { carrier, trackingNumber } = JSON.parse(text) as Shipment;
  return { carrier, trackingNumber };
}
