/** Headings that only Taiwan and Hong Kong use; what both scripts have in common stands in the other lists, in simplified characters. */
import type { Field } from '#shared/contract/index.ts';
import { languageOf, type Synonyms } from './fields.ts';

// biome-ignore format: word lists
const ORDERS: Synonyms<Field> = {
  orderNumber: ['主單編號', '訂購單號', '訂購編號', '發票號碼', '收據號碼', '收據編號', '單據號碼', '帳單號碼', '帳單編號', '銷貨單號', '出貨單號', '結帳單號', '交易序號', '消費序號'],
  lineNumber: ['訂單明細序號', '明細序號', '項次'],
  store: ['門市代號', '門市代碼', '門市編號', '店別代號', '分行編號', '分行代號', '店櫃代號', '專櫃代號'],
  storeName: ['門市', '門市名稱', '銷售門市', '店別', '分行', '分行名稱', '店櫃', '店櫃名稱', '賣場', '賣場名稱'],
  channel: ['通路', '銷售通路', '通路名稱', '通路來源', '訂單管道', '訂購管道', '銷售管道', '管道'],
  placedAt: ['訂購日期', '訂購時間', '訂購日', '轉單日期時間', '轉單日期', '轉單日', '訂單建立日期', '訂單建立時間', '建立時間', '建立日期', '成立時間', '成立日期', '銷貨日期', '結帳日期', '交易日期時間', '發票日期', '開立日期', '發票開立日期'],
  placedTime: ['訂購時間', '開立時間', '發票時間'],
  paidAt: ['付款日期', '付款日', '繳款時間', '繳款日期'],
  status: ['付款狀態', '出貨狀態', '配送狀態', '發票狀態', '單別', '單據別', '交易類別', '交易別'],
  refundStatus: ['退貨/退款狀態', '退貨/退款', '退換貨狀態', '退訂狀態'],
  paymentMethod: ['付款別', '付款類別', '結帳方式', '繳款方式'],
  cancelledAt: ['取消日期', '作廢日期', '作廢時間'],
  currency: ['幣別', '交易幣別'],
  orderTotal: ['訂單總計', '訂單總金額', '消費總額', '帳單總額', '發票金額', '發票總額', '交易總額', '應收總額', '總計金額', '應收', '總額'],
  amountPaid: ['買家總支付金額', '訂單付款總金額', '付款總金額', '付款總額', '實付總額', '已付款金額', '繳款金額'],
  amountReceived: ['實收總額', '實收淨額', '撥款金額', '進帳金額'],
  refundedAmount: ['退款總計', '銷退金額', '退刷金額', '折讓金額'],
  shippingFee: ['買家支付運費', '訂單運費', '運費總計', '運費小計'],
  tax: ['營業稅', '營業稅額'],
  orderDiscount: ['折扣活動金額', '優惠折扣', '折價券折抵', '折抵金額', '折價金額', '折抵', '折價', '賣場優惠券'],
  deliveryCost: ['物流處理費'],
  platformFee: ['成交手續費', '平台手續費', '刷卡手續費', '金流手續費', '金流與系統處理費'],
  customerCode: ['會員代號', '客戶代號', '買家帳號'],
  customerName: ['訂購人姓名', '訂購人', '購買人', '收件人姓名', '顧客姓名', '顧客'],
  customerPhone: ['訂購人手機', '收件人手機', '收件人電話', '行動電話', '手機號碼'],
  customerAddress: ['收件人地址', '寄送地址', '配送地址'],
  note: ['買家備註', '賣家備註', '註記'],
  carrier: ['寄送方式', '配送方式', '送貨方式', '物流業者', '貨運公司'],
  trackingNumber: ['包裹查詢號碼', '包裹號碼', '配送編號', '貨運單號', '宅配單號', '託運單號'],
  shippedAt: ['出貨日期', '出貨時間', '出貨日', '實際出貨時間'],
  deliveredAt: ['配達日期', '配達時間', '到貨日期', '取貨時間'],
  productCode: ['商品選項貨號', '商品貨號', '主商品貨號', '商品料號', '商品代號', '產品代號', '商品號碼', '品號', '料號', '商品原廠編號', '店內碼', '國際條碼'],
  productName: ['品項', '品項名稱', '商品品名', '餐點名稱', '餐點', '菜色', '貨品'],
  productVariant: ['商品選項名稱', '商品選項', '選項', '口味'],
  category: ['商品部門', '部門', '館別'],
  quantity: ['訂購數', '銷貨數量', '銷售量', '出貨數', '總數量'],
  unitPrice: ['商品活動價格', '商品結帳價', '折扣後單價', '優惠價', '活動價'],
  lineAmount: ['銷貨金額', '銷貨淨額', '銷售淨額', '折扣後金額', '折扣後小計', '品項小計', '金額小計', '消費小計', '總價', '含稅金額'],
  lineDiscount: ['品項折扣', '商品折扣'],
  unitCost: ['進貨成本', '單位進價'],
  city: ['縣市'],
};

// biome-ignore format: word lists
export const TRADITIONAL_CHINESE = languageOf(ORDERS, {
  products: {
    listPrice: [...(ORDERS.unitPrice ?? []), '建議售價', '市價'],
    unitCost: ORDERS.unitCost ?? [],
  },
  stores: { openedOn: ['開幕日期', '開幕日'], storeKind: ['門市類型', '門市型態'] },
  stock: { stockQuantity: ['庫存數', '在庫量', '可銷售數量'], countedAt: ['盤點日'] },
});
