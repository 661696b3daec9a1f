/** Takes the orders out of a batch's columns, their names turned into ids. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import { hashBytes } from '../key-hash.ts';
import { ORDER_FLAG, type OrderBatch, type OrderExtra } from '../order-batch.ts';
import type { Dictionary, KeySeed } from './dictionary.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';
import type { StoreRow } from './stores.ts';

const RETURNED = 1;

/** Ids of the names that change seldom from one order to the next. */
interface Names {
  readonly store: Readonly<StoreRow>;
  readonly seed: KeySeed;
  readonly platformId: number;
  readonly channelId: number;
  readonly currencyId: number;
}

/** Yields the batch's orders one by one. The batch's new strings have been added to the dictionary. */
export function* readBatch(
  batch: OrderBatch,
  dictionary: Dictionary,
  timeZone: string | undefined,
): Generator<OrderDraft> {
  const numberOf = numberReader(batch.numberBytes);
  const extras = new Map<number, OrderExtra>(batch.extras.map((extra) => [extra.order, extra]));
  const names = nameReader(batch, dictionary, timeZone);
  let numberStart = 0;
  for (let o = 0; o < batch.orders; o++) {
    const { store, seed, platformId, channelId, currencyId } = names(o);
    const numberEnd = batch.numberEnds[o]!;
    const flags = batch.flags[o]!;
    const localMinute = batch.localMinute[o]!;
    yield {
      file: batch.file,
      storeId: store.id,
      platformId,
      number: numberOf(numberStart, numberEnd),
      keyHash: seed.asInFile ? batch.keyHash[o]! : hashBytes(batch.numberBytes, numberStart, numberEnd, seed.seed),
      businessDate: batch.businessDate[o]!,
      placedAt: batch.placedAt[o]!,
      localMinute,
      channelId,
      status: batch.status[o] || ORDER_STATUS.completed,
      currencyId,
      currencyStated: (flags & ORDER_FLAG.currencyStated) !== 0,
      storeCurrencyId: store.currency_id ?? dictionary.defaultCurrencyId,
      cashOnDelivery: (flags & ORDER_FLAG.cashOnDelivery) !== 0,
      total: batch.total[o]!,
      paid: batch.paid[o]!,
      received: batch.received[o]!,
      refunded: batch.refunded[o]!,
      shippingFee: batch.shippingFee[o]!,
      tax: batch.tax[o]!,
      discount: batch.discount[o]!,
      deliveryCost: batch.deliveryCost[o]!,
      platformFee: batch.platformFee[o]!,
      extra: extras.size === 0 ? null : (extras.get(o) ?? null),
      lines: linesOf(batch, o, dictionary),
    };
    numberStart = numberEnd;
  }
}

/** Where all order numbers are ASCII, they are cut out of one string, much faster than decoding each. */
function numberReader(bytes: Uint8Array): (start: number, end: number) => string {
  const numbers = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all = numbers.toString('utf8');
  if (all.length === bytes.length) return (start, end) => all.slice(start, end);
  return (start, end) => numbers.toString('utf8', start, end);
}

function nameReader(batch: OrderBatch, dictionary: Dictionary, timeZone: string | undefined): (order: number) => Names {
  let last: Names | null = null;
  let before = -1;
  return (o) => {
    if (
      last &&
      batch.store[o] === batch.store[before] &&
      batch.storeName[o] === batch.storeName[before] &&
      batch.platform[o] === batch.platform[before] &&
      batch.channel[o] === batch.channel[before] &&
      batch.currency[o] === batch.currency[before]
    ) {
      return last;
    }
    const platform = batch.platform[o]!;
    const store = dictionary.store(batch.store[o]!, batch.storeName[o]!, timeZone);
    last = {
      store,
      seed: dictionary.keySeed(platform, batch.store[o]!, store),
      platformId: dictionary.platformId(platform),
      channelId: dictionary.channelId(batch.channel[o]!, platform),
      currencyId: dictionary.currencyId(batch.currency[o]!),
    };
    before = o;
    return last;
  };
}

function linesOf(batch: OrderBatch, order: number, dictionary: Dictionary): LineDraft[] {
  const start = batch.lineStart[order]!;
  const end = batch.lineStart[order + 1]!;
  const lines = new Array<LineDraft>(end - start);
  for (let l = start; l < end; l++) {
    const quantity = batch.quantity[l]!;
    lines[l - start] = {
      record: batch.record[l]!,
      key: batch.lineKey[l]!,
      product: dictionary.product(batch.product[l]!, batch.productName[l]!, batch.category[l]!),
      quantity: Number.isNaN(quantity) ? QUANTITY_SCALE : quantity,
      unitPrice: batch.unitPrice[l]!,
      amount: batch.amount[l]!,
      discount: batch.lineDiscount[l]!,
      unitCost: batch.unitCost[l]!,
      lineCost: batch.lineCost[l]!,
      returned: (batch.lineFlags[l]! & RETURNED) !== 0,
    };
  }
  return lines;
}
