/** Which fields a column may stand for, by kind of file and in the groups that the column editor offers them in. */
import type { Field, FileKind } from '#shared/contract/index.ts';

export type FieldGroup = 'order' | 'amounts' | 'product' | 'customer' | 'shipment' | 'store' | 'stock';

const ORDER_GROUPS: readonly (readonly [FieldGroup, readonly Field[]])[] = [
  [
    'order',
    [
      'orderNumber',
      'lineNumber',
      'placedAt',
      'placedDate',
      'placedTime',
      'paidAt',
      'cancelledAt',
      'status',
      'refundStatus',
      'paymentMethod',
      'platform',
      'channel',
      'note',
    ],
  ],
  [
    'product',
    [
      'productCode',
      'productName',
      'productVariant',
      'category',
      'quantity',
      'unitPrice',
      'lineAmount',
      'lineDiscount',
      'unitCost',
      'lineCost',
      'lineProfit',
    ],
  ],
  [
    'amounts',
    [
      'orderTotal',
      'amountPaid',
      'amountReceived',
      'refundedAmount',
      'orderDiscount',
      'shippingFee',
      'tax',
      'deliveryCost',
      'platformFee',
      'currency',
    ],
  ],
  ['store', ['store', 'storeName']],
  ['customer', ['customerCode', 'customerName', 'customerPhone', 'customerAddress']],
  ['shipment', ['carrier', 'trackingNumber', 'shippedAt', 'deliveredAt']],
];

const GROUPS: Readonly<Record<FileKind, readonly (readonly [FieldGroup, readonly Field[]])[]>> = {
  orders: ORDER_GROUPS,
  products: [
    [
      'product',
      [
        'productCode',
        'productName',
        'productVariant',
        'category',
        'brand',
        'barcode',
        'listPrice',
        'unitCost',
        'currency',
      ],
    ],
  ],
  stores: [
    ['store', ['store', 'storeName', 'storeKind', 'country', 'region', 'city', 'timeZone', 'openedOn', 'currency']],
  ],
  stock: [
    ['stock', ['stockQuantity', 'countedAt']],
    ['product', ['productCode', 'productName', 'productVariant', 'barcode']],
    ['store', ['store', 'storeName']],
  ],
};

/** Gives the fields that a file of this kind may hold, grouped as they are offered. */
export function fieldGroupsOf(kind: FileKind): readonly (readonly [FieldGroup, readonly Field[]])[] {
  return GROUPS[kind];
}
