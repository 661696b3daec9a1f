/**
 * What the words of a status column mean. Exact words first, then parts of words, the graver meaning before the milder:
 * `已取消，退款成功` is a refund, `卖家已发货，等待买家确认` is shipped.
 */
import { ORDER_STATUS, type OrderStatus } from '#shared/domain/order-status.ts';

const { unpaid, paid, shipped, completed, cancelled, refunded, partiallyRefunded } = ORDER_STATUS;

/** Parts of order statuses, lower case, tried in this order. */
const STATUS_PARTS: readonly (readonly [string, OrderStatus])[] = [
  ['partially_refunded', partiallyRefunded],
  ['partially refunded', partiallyRefunded],
  ['partial refund', partiallyRefunded],
  ['部分退', partiallyRefunded],
  ['teilweise erstattet', partiallyRefunded],
  ['teilerstattet', partiallyRefunded],
  ['partially_paid', paid],
  ['partially paid', paid],
  ['refund rejected', paid],
  ['退款失败', paid],
  ['退款关闭', paid],
  ['未退款', paid],
  ['无退款', paid],
  ['退款成功', refunded],
  ['已退款', refunded],
  ['全额退款', refunded],
  ['退款完成', refunded],
  ['已退货', refunded],
  ['退货退款', refunded],
  ['退货完成', refunded],
  ['退菜', refunded],
  ['退品', refunded],
  ['refunded', refunded],
  ['returned', refunded],
  ['chargeback', refunded],
  ['charged back', refunded],
  ['erstattet', refunded],
  ['retourniert', refunded],
  ['zurückgegeben', refunded],
  ['zurückgesendet', refunded],
  ['取消', cancelled],
  ['关闭', cancelled],
  ['(删除)', cancelled],
  ['（删除）', cancelled],
  ['作废', cancelled],
  ['撤销', cancelled],
  ['退单', cancelled],
  ['stornier', cancelled],
  ['abgebrochen', cancelled],
  ['cancel', cancelled],
  ['void', cancelled],
  ['declined', cancelled],
  ['failed', cancelled],
  ['rejected', cancelled],
  ['expired', cancelled],
  ['abandoned', cancelled],
  ['待付款', unpaid],
  ['未付款', unpaid],
  ['未支付', unpaid],
  ['待支付', unpaid],
  ['等待买家付款', unpaid],
  ['等待付款', unpaid],
  ['未结账', unpaid],
  ['未结算', unpaid],
  ['待结账', unpaid],
  ['待结算', unpaid],
  ['unbezahlt', unpaid],
  ['nicht bezahlt', unpaid],
  ['zahlung ausstehend', unpaid],
  ['zahlung offen', unpaid],
  ['unpaid', unpaid],
  ['awaiting payment', unpaid],
  ['pending payment', unpaid],
  ['payment pending', unpaid],
  ['on-hold', unpaid],
  ['on hold', unpaid],
  ['unfulfilled', paid],
  ['unshipped', paid],
  ['not shipped', paid],
  ['nicht versandt', paid],
  ['versandbereit', paid],
  ['awaiting', paid],
  ['待发货', paid],
  ['未发货', paid],
  ['等待出库', paid],
  ['等待卖家发货', paid],
  ['备货', paid],
  ['已发货', shipped],
  ['待收货', shipped],
  ['配送中', shipped],
  ['运输中', shipped],
  ['派送', shipped],
  ['等待确认收货', shipped],
  ['versandt', shipped],
  ['versendet', shipped],
  ['verschickt', shipped],
  ['unterwegs', shipped],
  ['shipped', shipped],
  ['in transit', shipped],
  ['delivering', shipped],
  ['成功', completed],
  ['完成', completed],
  ['已收货', completed],
  ['签收', completed],
  ['送达', completed],
  ['结束', completed],
  ['已结账', completed],
  ['已结算', completed],
  ['已收款', completed],
  ['abgeschlossen', completed],
  ['geliefert', completed],
  ['zugestellt', completed],
  ['erledigt', completed],
  ['complete', completed],
  ['delivered', completed],
  ['fulfilled', completed],
  ['closed', completed],
  ['done', completed],
  ['settled', completed],
  ['已付款', paid],
  ['已支付', paid],
  ['已接单', paid],
  ['bezahlt', paid],
  ['in bearbeitung', paid],
  ['paid', paid],
  ['processing', paid],
  ['pending', unpaid],
];

/** Whole words that as parts would mean something else. */
const STATUS_WORDS: Readonly<Record<string, OrderStatus>> = {
  refunding: paid,
  sale: completed,
  sales: completed,
  invoice: completed,
  'sales invoice': completed,
  purchase: completed,
  payment: completed,
  resolved: completed,
  invoiced: completed,
  disputed: paid,
  'in process': paid,
  'in progress': paid,
  open: paid,
  offen: paid,
  storno: cancelled,
  new: paid,
  confirmed: paid,
  approved: paid,
  accepted: paid,
  销售: completed,
  销售单: completed,
  销货: completed,
  销货单: completed,
  正常: completed,
};

const CREDIT = 'credit';

/** Words that name what was given back, not what became of a sale; as the status of an order they mean it was given back. */
const RETURN_DOCUMENTS: ReadonlySet<string> = new Set([
  'return',
  'returns',
  'sale return',
  'sales return',
  'refund',
  CREDIT,
  'credit note',
  'credit memo',
  'sales credit note',
  '退款',
  '退款单',
  '退货',
  '退货单',
  '销售退货',
  '销售退货单',
  'retoure',
  'gutschrift',
]);

/** Gives the status that a word means, null for a word that says nothing known (it then counts as an order that stands). */
export function orderStatusOf(word: string): OrderStatus | null {
  const text = word.trim().toLowerCase();
  if (text === '') return null;
  if (RETURN_DOCUMENTS.has(text)) return refunded;
  const exact = STATUS_WORDS[text];
  if (exact !== undefined) return exact;
  return STATUS_PARTS.find(([part]) => text.includes(part))?.[1] ?? null;
}

/** True for a word like `退货` or `Credit Note`, which names a document of its own. */
export function isReturnDocument(word: string): boolean {
  return RETURN_DOCUMENTS.has(word.trim().toLowerCase());
}

/** Words that name what was sold by a document of its own, beside which a return is a document too. */
const SALE_DOCUMENTS: ReadonlySet<string> = new Set([
  'sale',
  'sales',
  'invoice',
  'sales invoice',
  'order',
  'sales order',
  'purchase',
  'exchange',
  '销售',
  '销售单',
  '销货',
  '销货单',
  '销售出库',
  '销售出库单',
  '零售',
  '零售单',
  '换货',
  '换货单',
  'payment',
  'charge',
  '交易',
  '消费',
  '收款',
  'verkauf',
  'rechnung',
]);
/** True for a word like `销售` or `Invoice`, which names a document of what was sold. */
export function isSaleDocument(word: string): boolean {
  return SALE_DOCUMENTS.has(word.trim().toLowerCase());
}

/** How far an order has come: a document comes nowhere. */
const PROGRESS: ReadonlySet<OrderStatus> = new Set([unpaid, paid, shipped, completed]);
const DOCUMENT_HEADING = /typ|belegart|vorgangsart|类型|類型|单据类别/i;

/**
 * True for a column that says what kind of document a row is (`Sale`, `Return`), not how its order stands (`Completed`, `Return`). Its
 * words tell; where they say neither, its heading does (`单据类型`, `Type`).
 */
export function nameDocuments(heading: string, words: Iterable<string>): boolean {
  let progress = false;
  for (const word of words) {
    const text = word.trim().toLowerCase();
    if (SALE_DOCUMENTS.has(text)) return true;
    if (RETURN_DOCUMENTS.has(text) || STATUS_WORDS[text] !== undefined) continue;
    const status = orderStatusOf(text);
    if (status !== null && PROGRESS.has(status)) progress = true;
  }
  return !progress && DOCUMENT_HEADING.test(heading);
}

/** True for `Credit`, which is a return beside sales and a card beside cash. */
export function isCredit(word: string): boolean {
  return word.trim().toLowerCase() === CREDIT;
}

const PAYMENT =
  /^(cash|card|(credit|debit|gift|bank) ?card|debit|visa|master ?card|cheque|check|现金|刷卡|银行卡|信用卡|微信(支付)?|支付宝|bar|karte|ec-karte)$/i;

/** True for a word that only says how was paid. */
export function isPaymentWord(word: string): boolean {
  return PAYMENT.test(word.trim());
}

const BROWSING =
  /^((page|product|item)?view(ed)?|click(ed)?|impression|search|cart|(add(ed)?to|remove(d)?from)(cart|wishlist|basket)|wishlist)$/;

/** True for what a visitor of a shop did without buying (`view`, `remove_from_cart`). */
export function isBrowsing(word: string): boolean {
  return BROWSING.test(word.toLowerCase().replace(/[\s_-]+/g, ''));
}

const DENIAL = /^(no|n|false|0(\.0+)?|否|nein|-|无.*|not .*|none)$/i;

/** True for a word that denies what its column asks (`Returned`, `Void?`). */
export function isDenial(word: string): boolean {
  return DENIAL.test(word.trim());
}

/** Words of a column of its own for refunds (`售后状态`, `Return Status`, `Returned`). */
const REFUND_DONE =
  /退款成功|已退款|退款完成|全额退款|已退货|退货退款成功|refunded|returned|^refund$|^return$|^yes$|^y$|^true$|^1(\.0+)?$|^是$|^ja$|erstattet|retourniert|zurückgegeben/i;
const REFUND_PART = /部分退款|partial|teilweise|teilerstattet/i;
const REFUND_NOT =
  /not returned|non-refund|未退款|无售后|not refunded|no refund|nicht (rück)?erstattet|nicht zurückgegeben/i;

/** Gives what a refund column's word does to the order: wholly or partly given back, or nothing. */
export function refundStatusOf(word: string): OrderStatus | null {
  const text = word.trim();
  if (text === '' || REFUND_NOT.test(text)) return null;
  if (REFUND_PART.test(text)) return partiallyRefunded;
  return REFUND_DONE.test(text) ? refunded : null;
}

const CASH_ON_DELIVERY =
  /货到付款|貨到付款|cash on delivery|\bcod\b|pay on delivery|collect on delivery|nachnahme|到付|^现金到付$/i;

/** True when the buyer pays at the door, so that an order not yet paid is still a sale. */
export function isCashOnDelivery(method: string): boolean {
  return CASH_ON_DELIVERY.test(method);
}

const CANCELLATION_NUMBER = /^c\d{4,}$/i;

/** True for numbers like `C536379`, by which some tills mark the credit note of a cancellation. */
export function isCancellationNumber(number: string): boolean {
  return CANCELLATION_NUMBER.test(number);
}
