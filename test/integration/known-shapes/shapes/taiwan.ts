/** Exports of shops in Taiwan and Hong Kong, in the traditional script. */
import { delimited, workbook } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

export const taiwan = (): readonly Shape[] => [
  table(
    '臺灣賣場訂單',
    '訂單編號|訂單狀態|不成立原因|退貨 / 退款狀態|買家帳號|訂單成立日期|商品總價|買家支付運費|退貨運費|買家總支付金額|賣場優惠券|成交手續費|金流與系統處理費|商品名稱|商品選項名稱|商品原價|商品活動價格|商品選項貨號|數量|寄送方式|付款方式|買家付款時間|備註',
    ({ n, day, time, quantity, price, amount, product }) => {
      const isOff = n % 9 === 4;
      const isBack = n % 11 === 5 && !isOff;
      const at = `${day.iso} ${time}`;
      const paid = amount + 6_000;
      return [
        [
          `24${n}XYZ`,
          isOff ? '不成立' : isBack ? '已完成' : '待出貨',
          isOff ? '買家取消' : '',
          isBack ? '退貨/退款 完成' : '',
          'u***',
          at,
          amount / 100,
          60,
          0,
          isOff ? 0 : paid / 100,
          0,
          20,
          5,
          `帽子${product}`,
          '紅',
          price / 100 + 20,
          price / 100,
          `A${product}`,
          quantity,
          '7-11',
          '信用卡',
          isOff ? '' : at,
          '',
        ],
        { order: String(n), sold: isOff ? 0 : paid * CENT, back: isBack ? paid * CENT : 0 },
      ];
    },
    { separator: '|', store: '賣場', bytes: (rows) => workbook([{ name: 'orders', rows }]) },
  ),
  table(
    '香港收銀機',
    '單號,門市,交易時間,交易類別,貨號,品名,數量,單價,折扣,實收(元),付款方式',
    ({ n, day, time, quantity, price, amount, product }) => {
      const isBack = n % 13 === 6;
      const store = n % 2 ? '旺角' : '中環';
      return [
        [
          `POS${10_000 + n}`,
          store,
          `${day.iso} ${time}`,
          isBack ? '退貨' : '銷售',
          `G${product}`,
          `茶葉${product}`,
          quantity,
          `HK$${decimal(price)}`,
          '5.00',
          decimal(amount - 500),
          '八達通',
        ],
        {
          order: String(n),
          store,
          units: isBack ? -quantity : quantity,
          sold: isBack ? 0 : (amount - 500) * CENT,
          back: isBack ? (amount - 500) * CENT : 0,
        },
      ];
    },
    { bytes: (rows) => delimited([...rows, ['總計', '', '', '', '', '', '9', '', '', '99.00']], { bom: true }) },
  ),
  table(
    '民國年銷貨單',
    '銷貨單號,銷貨日期,門市,品號,品項,數量,單價,金額',
    ({ n, day, quantity, price, amount, product }) => {
      const year = day.year - 1911;
      const dates = [`${year}/${day.mm}/${day.dd}`, `民國${year}年${day.month}月${day.day}日`];
      return [
        [`S${n}`, dates[n % 2]!, '台北店', `P${product}`, `商品${product}`, quantity, decimal(price), decimal(amount)],
        { order: String(n), store: '台北店', sold: amount * CENT },
      ];
    },
  ),
];
