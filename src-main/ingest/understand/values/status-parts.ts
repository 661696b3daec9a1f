/**
 * Parts of the words that say how an order stands, tried from above, the graver before the milder: `已取消，退款成功` is a
 * refund, `卖家已发货，等待买家确认` is shipped. Compared through `foldWord`.
 */
import { ORDER_STATUS, type OrderStatus } from '#shared/domain/order-status.ts';
import { foldWord } from './fold-word.ts';

const { unpaid, paid, shipped, completed, cancelled, refunded, partiallyRefunded } = ORDER_STATUS;

// biome-ignore format: word lists
const PARTS: readonly (readonly [OrderStatus, ...string[]])[] = [
  [partiallyRefunded,
    'partially_refunded', 'partially refunded', 'partial refund', '部分退', 'teilweise erstattet', 'teilerstattet',
    'partiellement rembours', 'remboursement partiel', 'parcialmente reembols', 'reembolso parcial', 'parzialmente rimborsat', 'rimborso parziale', '一部返金', '一部返品', 'kısmi iade', 'kısmen iade'],
  [paid,
    'partially_paid', 'partially paid', 'refund rejected', '退款失败', '退款关闭', '未退款', '无退款',
    'non rembours', 'no reembols', 'não reembols', 'non rimborsat', '未返金', 'iade talebi', 'iade reddedildi'],
  [refunded,
    '退款成功', '已退款', '全额退款', '退款完成', '已退货', '退货退款', '退货完成', '退货/退款完成', '退货/退款 完成', '退菜', '退品', 'refunded', 'returned', 'chargeback', 'charged back', 'erstattet', 'retourniert', 'zurückgegeben', 'zurückgesendet',
    'remboursé', 'retourné', 'reembolsad', 'devuelt', 'devolvid', 'estornad', 'rimborsat', 'restituit', '返品', '返金', 'iade edil'],
  [cancelled,
    '取消', '不成立', '注销', '关闭', '(删除)', 'trade_closed', 'trade closed', 'transaction closed', '作废', '撤销', '退单', 'stornier', 'abgebrochen', 'cancel', 'void', 'rejected', 'expired', 'abandoned',
    'annulé', 'annullat', 'anulad', 'refusé', 'rechazad', 'recusad', 'キャンセル', 'iptal'],
  [unpaid,
    '待付款', '未付款', '支付失败', '付款失败', '交易失败', 'failed', 'declined', 'uncaptured', 'incomplete', 'unsuccess', 'requires_', '未支付', '待支付', '未结账', '未结算', '待结账', '待结算', '等待买家付款', '等待付款', 'unbezahlt', 'nicht bezahlt', 'zahlung ausstehend', 'zahlung offen', 'unpaid', 'awaiting payment', 'pending payment', 'payment pending', 'on-hold', 'on hold',
    'attente de paiement', 'attente paiement', 'attente du paiement', 'impayé', 'non payé', 'pendiente de pago', 'pago pendiente', 'impagad', 'no pagad', 'attesa di pagamento', 'attesa pagamento', 'non pagat', 'aguardando pagamento', 'pagamento pendente', 'não pag', '入金待ち', '支払待ち', '未入金', '未払', '未決済', 'ödeme bekl', 'ödenmedi'],
  [paid,
    'unfulfilled', 'unshipped', 'not shipped', 'nicht versandt', 'versandbereit', 'awaiting', '待发货', '待出货', '未出货', '未发货', '等待出库', '等待卖家发货', '备货',
    'non expédié', 'attente d’exp', 'attente d\'exp', 'attente de livraison', 'no enviad', 'por enviar', 'pendiente de env', 'pendiente de entrega', 'não enviad', 'non spedit', 'attesa di spedizione', 'attesa di consegna', '未発送', '発送待ち', '未出荷', '出荷待ち', '未完了', 'tamamlanmadı', 'kargolanmadı'],
  [shipped,
    '已发货', '已出货', '已寄出', '待取货', '待收货', '配送中', '运输中', '派送', '等待确认收货', 'versandt', 'versendet', 'verschickt', 'unterwegs', 'shipped', 'in transit', 'delivering',
    'expédié', 'en cours de livraison', 'enviad', 'en camino', 'em trânsito', 'spedit', 'in consegna', '発送済', '出荷済', 'kargoya verildi', 'kargoda', 'kargolandı'],
  [completed,
    '成功', '完成', '已收货', '已取货', '已结账', '已结算', '已收款', '签收', '送达', '结束', 'abgeschlossen', 'geliefert', 'zugestellt', 'erledigt', 'complete', 'delivered', 'fulfilled', 'closed', 'done', 'finished', 'settled', 'success', 'succeeded',
    'livré', 'terminé', 'terminad', 'completad', 'entregad', 'concluíd', 'finalizad', 'entregue', 'completat', 'consegnat', 'conclus', '完了', '配達済', '受取済', '対応済', 'teslim edildi', 'tamamlandı'],
  [paid,
    '已付款', '已支付', '已接单', 'bezahlt', 'in bearbeitung', 'paid', 'processing',
    'payé', 'en cours', 'en préparation', 'pagad', 'en proceso', 'en preparación', 'pagat', 'in lavorazione', 'em processamento', 'em preparação', 'pagamento aprovado', '入金済', '支払済', '決済済', '処理中', 'ödendi', 'hazırlanıyor', 'onaylandı'],
  [unpaid, 'pending', 'en attente', 'pendiente', 'in attesa', 'pendente', 'bekliyor', '保留'],
];

export const STATUS_PARTS: readonly (readonly [part: string, status: OrderStatus])[] = PARTS.flatMap(
  ([status, ...parts]) => parts.map((part) => [foldWord(part), status] as const),
);
