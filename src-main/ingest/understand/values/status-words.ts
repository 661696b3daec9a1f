/** What the words of a status column mean, compared through `foldWord`. Exact words first, then parts of words. */
import { ORDER_STATUS, type OrderStatus } from '#shared/domain/order-status.ts';
import { foldWord } from './fold-word.ts';
import { STATUS_PARTS } from './status-parts.ts';

const { unpaid, paid, shipped, completed, cancelled, refunded, partiallyRefunded } = ORDER_STATUS;

/** Whole words that as parts would mean something else. */
const STATUS_WORDS: Readonly<Record<string, OrderStatus>> = {
  refunding: paid,
  purchase: completed,
  payment: completed,
  resolved: completed,
  invoiced: completed,
  disputed: paid,
  'in process': paid,
  'in progress': paid,
  open: paid,
  denied: unpaid,
  blocked: unpaid,
  offen: paid,
  storno: cancelled,
  new: paid,
  confirmed: paid,
  approved: paid,
  accepted: paid,
  正常: completed,
  pago: paid,
};

/** Words that name the document of a sale. */
// biome-ignore format: a word list
const SALE_DOCUMENTS: ReadonlySet<string> = new Set([
  'sale', 'sales', 'invoice', 'sales invoice', '销售', '销售单', '销售出库', '销售出库单', '销货', '销货单', '销售订单', '零售单',
  'rechnung', 'verkauf', 'kassenbon', 'bon', 'facture', 'vente', 'ticket de caisse', 'factura', 'venta', 'boleta', 'fattura', 'vendita', 'scontrino', 'fatura', 'venda', 'nota fiscal', '売上', '販売', 'satış', 'satış faturası', 'satış fişi',
].map(foldWord));

/** Words that name a sale only where others of their column name returns. */
// biome-ignore format: a word list
const BESIDE_RETURNS: ReadonlySet<string> = new Set([
  'order', 'sales order', 'purchase', 'exchange', 'payment', 'charge', '零售', '换货', '换货单', '交易', '消费', '收款',
].map(foldWord));

const FAILURE = /fail|declin|失败/;

/** True for a word that says that an order, or its payment, came to nothing, and not by anyone's will. */
export function isFailure(word: string): boolean {
  const text = foldWord(word.trim());
  return FAILURE.test(text) && orderStatusOf(text) === unpaid;
}

const CREDIT = 'credit';

/** Words that name what was given back, not what became of a sale; as the status of an order they mean it was given back. */
// biome-ignore format: a word list
const RETURN_DOCUMENTS: ReadonlySet<string> = new Set([
  'return', 'returns', 'sale return', 'sales return', 'refund', 'refunds', CREDIT, 'credit note', 'credit memo', 'sales credit note', '退款', '退款单', '退货', '退货单', '销售退货', '销售退货单', '销退', '销货退回', '销货折让', '折让', 'retoure', 'gutschrift',
  '退货入库', '退货入库单', '销售退库', '退货订单', '零售退货', 'stornorechnung', 'stornobeleg', 'rückgabe', 'rücknahme',
  'avoir', 'retour', 'remboursement', 'facture d’avoir', 'note de crédit', 'devolución', 'devoluciones', 'reembolso', 'nota de crédito', 'abono', 'factura rectificativa', 'nota di credito', 'nota di accredito', 'reso', 'resi', 'rimborso', 'devolução', 'devoluções', 'estorno', '返品', '返金', '返品伝票', 'iade', 'iade faturası', 'iade fişi', 'satış iadesi', 'satıştan iade',
].map(foldWord));

/** Gives the status that a word means, null for a word that says nothing known (it then counts as an order that stands). */
export function orderStatusOf(word: string): OrderStatus | null {
  const text = foldWord(word.trim());
  if (text === '') return null;
  if (RETURN_DOCUMENTS.has(text)) return refunded;
  if (SALE_DOCUMENTS.has(text)) return completed;
  const exact = STATUS_WORDS[text];
  if (exact !== undefined) return exact;
  return STATUS_PARTS.find(([part]) => text.includes(part))?.[1] ?? null;
}

/** True for a word like `退货` or `Credit Note`, which names a document of its own. */
export function isReturnDocument(word: string): boolean {
  return RETURN_DOCUMENTS.has(foldWord(word.trim()));
}

/** True for a word that says of which kind a document is: of a sale, or of what came back. */
export function isDocument(word: string): boolean {
  return isReturnDocument(word) || SALE_DOCUMENTS.has(foldWord(word.trim()));
}

const DOCUMENT_HEADING = /typ|art$|类型|类别|单别|tipo|causale|种别|区分|tur(u|leri)?$/;

/** True for a word like `销售` or `Invoice`, beside which a return is a document of its own. */
export function isSaleDocument(word: string): boolean {
  const text = foldWord(word.trim());
  return SALE_DOCUMENTS.has(text) || BESIDE_RETURNS.has(text);
}

/** How far an order has come: a document comes nowhere. */
const PROGRESS: ReadonlySet<OrderStatus> = new Set([unpaid, paid, shipped, completed]);

/**
 * True for a column that says what kind of document a row is (`Sale`, `Return`), not how its order stands (`Completed`, `Return`). Its
 * words tell; where they say neither, its heading does (`单据类型`, `Type`).
 */
export function nameDocuments(heading: string, words: Iterable<string>): boolean {
  let progress = false;
  for (const word of words) {
    const text = foldWord(word.trim());
    if (isSaleDocument(text)) return true;
    if (RETURN_DOCUMENTS.has(text) || STATUS_WORDS[text] !== undefined) continue;
    const status = orderStatusOf(text);
    if (status !== null && PROGRESS.has(status)) progress = true;
  }
  return !progress && DOCUMENT_HEADING.test(foldWord(heading));
}

const CLOSED = /^(order )?closed$/;
const CAME_THROUGH = /finished|success/;

/** True for `Closed`, which is how a good order ends for some and a bad one for others: `closingCallsOff` tells. */
export function isClosed(word: string): boolean {
  return CLOSED.test(foldWord(word.trim()));
}

/** True for a column where orders that come through are `Finished` and none is cancelled: there `Closed` is what 交易关闭 is. */
export function closingCallsOff(words: Iterable<string>): boolean {
  const all = [...words];
  return (
    all.some((word) => CAME_THROUGH.test(foldWord(word)) && orderStatusOf(word) === completed) &&
    all.some(isClosed) &&
    all.every((word) => orderStatusOf(word) !== cancelled)
  );
}

/** True for `Credit`, which is a return beside sales and a card beside cash. */
export function isCredit(word: string): boolean {
  return word.trim().toLowerCase() === CREDIT;
}

const PAYMENT =
  /^(cash|card|(credit|debit|gift|bank) ?card|debit|visa|master ?card|cheque|check|现金|刷卡|银行卡|信用卡|微信(支付)?|支付宝|bar|karte|ec-karte|especes|carte|efectivo|tarjeta|contanti|carta|dinheiro|cartao|pix|现金払い|现金|nakit|kart|kredi karti)$/;

/** True for a word that only says how was paid. */
export function isPaymentWord(word: string): boolean {
  return PAYMENT.test(foldWord(word.trim()));
}

const BROWSING =
  /^((page|product|item)?view(ed)?|click(ed)?|impression|search|cart|(add(ed)?to|remove(d)?from)(cart|wishlist|basket)|wishlist)$/;

/** True for what a visitor of a shop did without buying (`view`, `remove_from_cart`). */
export function isBrowsing(word: string): boolean {
  return BROWSING.test(word.toLowerCase().replace(/[\s_-]+/g, ''));
}

const DENIAL = /^(no|n|false|0(\.0+)?|否|nein|non|nao|hayir|yok|いいえ|なし|-|无.*|not .*|none)$/;

/** True for a word that denies what its column asks (`Returned`, `Void?`). */
export function isDenial(word: string): boolean {
  return DENIAL.test(foldWord(word.trim()));
}

/** Words of a column of its own for refunds (`售后状态`, `Return Status`, `Returned`). */
const REFUND_DONE =
  /退款成功|已退款|退款完成|全额退款|已退货|退货退款成功|退货\/退款 ?完成|refunded|returned|^refund$|^return$|^yes$|^y$|^true$|^1(\.0+)?$|^是$|^ja$|^oui$|^si$|^sim$|^evet$|^はい$|erstattet|retourniert|zuruckgegeben|rembourse|retourne|reembolsad|devuelt|devolvid|rimborsat|restituit|返品済|返金済|^返品$|^返金$|iade edildi/;
const REFUND_PART = /部分退款|partial|teilweise|teilerstattet|partiel|parcial|parzial|一部返|kismi/;
const REFUND_NOT =
  /not returned|non-refund|未退款|无售后|not refunded|no refund|nicht (ruck)?erstattet|nicht zuruckgegeben|non (rembourse|retourne|rimborsat|restituit)|(no|nao) (reembols|devuelt|devolvid)|未返|iade edilmedi/;

/** Gives what a refund column's word does to the order: wholly or partly given back, or nothing. */
export function refundStatusOf(word: string): OrderStatus | null {
  const text = foldWord(word.trim());
  if (text === '' || REFUND_NOT.test(text)) return null;
  if (REFUND_PART.test(text)) return partiallyRefunded;
  return REFUND_DONE.test(text) ? refunded : null;
}

const CASH_ON_DELIVERY =
  /货到付款|取货付款|取件付款|cash on delivery|\bcod\b|pay on delivery|collect on delivery|nachnahme|到付|contre remboursement|paiement a la livraison|contra ?reembolso|pago contra entrega|pagamento na entrega|contrassegno|代金引換|代引|kapida odeme/;

/** True when the buyer pays at the door, so that an order not yet paid is still a sale. */
export function isCashOnDelivery(method: string): boolean {
  return CASH_ON_DELIVERY.test(foldWord(method));
}

const CANCELLATION_NUMBER = /^c\d{4,}$/i;

/** True for numbers like `C536379`, by which some tills mark the credit note of a cancellation. */
export function isCancellationNumber(number: string): boolean {
  return CANCELLATION_NUMBER.test(number);
}
