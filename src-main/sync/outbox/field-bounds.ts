/** What a field of a listing or an order can hold, whoever gives it the value and over whichever way. */
import { MAX_AMOUNT } from '#shared/domain/money.ts';
import type { PushKind } from '../platform/index.ts';

/** A billion pieces, in 1/1,000. */
const MOST_STOCK = 1_000_000_000_000;
const LONGEST_TITLE = 500;
const LONGEST_NOTE = 1_000;

/** Of stock the value is a difference. A shipment cannot be given another value. */
export function canHold(kind: PushKind, value: unknown): value is number | string {
  switch (kind) {
    case 'price':
      return isWhole(value) && value >= 0 && value <= MAX_AMOUNT;
    case 'stock':
      return isWhole(value) && Math.abs(value) <= MOST_STOCK;
    case 'title':
      return isText(value, LONGEST_TITLE);
    case 'order-note':
      return isText(value, LONGEST_NOTE);
    case 'fulfilment':
      return false;
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}
