/** Bills of payment services: each movement of money is a row, and what was given back has one of its own. */
import { delimited, type Value } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

const WALLET_TITLE: readonly Value[][] = [
  ['微信支付账单明细'],
  ['起始时间：[2023-01-01 00:00:00] 终止时间：[2023-06-30 23:59:59]'],
  ['共300笔记录'],
  ['收入：200笔 1000.00元'],
  [],
  ['----------------------微信支付账单明细列表--------------------'],
];

/** What a row of a wallet may be, and whether it is a sale (1), one given back (-1) or neither. */
const WALLET: readonly (readonly [kind: string, direction: string, sale: number])[] = [
  ['二维码收款', '收入', 1],
  ['商户消费', '支出', 0],
  ['转账', '收入', 1],
  ['零钱提现', '/', 0],
  ['商户消费-退款', '收入', 0],
  ['二维码收款-退款', '支出', -1],
];

const PAYPAL: readonly (readonly [kind: string, sign: number, sale: number])[] = [
  ['Express Checkout Payment', 1, 1],
  ['Website Payment', 1, 1],
  ['General Withdrawal', -1, 0],
  ['Express Checkout Payment', -1, 0],
  ['General Currency Conversion', 1, 0],
  ['Payment Refund', -1, -1],
  ['Payment Refund', 1, 0],
];

/** Counts a movement for what it is. */
function movement(n: number, sale: number, amount: number) {
  if (sale === 0) return null;
  return {
    order: String(n),
    units: sale,
    sold: sale > 0 ? amount * CENT : 0,
    back: sale < 0 ? amount * CENT : 0,
  };
}

export const bills = (): readonly Shape[] => [
  table(
    '微信支付商户账单',
    '交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易类型,交易状态,货币种类,应结订单金额,微信退款单号,退款金额,退款状态,商品名称,手续费,费率,订单金额,申请退款金额',
    ({ n, day, time, amount }) => {
      const isBack = n % 10 === 7;
      // What is given back stands under the number of the sale, some rows below it.
      const order = isBack ? n - 3 : n;
      const cells = [
        `${day.iso} ${time}`,
        'wx1',
        '123',
        `4200${order}`,
        `DD${order}`,
        'JSAPI',
        isBack ? 'REFUND' : 'SUCCESS',
        'CNY',
        isBack ? '0.00' : decimal(amount),
        isBack ? `5030${n}` : '0',
        isBack ? '1.00' : '0.00',
        isBack ? 'SUCCESS' : '',
        '奶茶',
        '0.06000',
        '0.60%',
        isBack ? '0.00' : decimal(amount),
        isBack ? '1.00' : '0.00',
      ];
      return [
        cells.map((cell) => `\`${cell}`),
        { order: String(n), units: isBack ? -1 : 1, sold: isBack ? 0 : amount * CENT, back: isBack ? 100 * CENT : 0 },
      ];
    },
    {
      store: '茶店',
      bytes: (rows) =>
        delimited([...rows, ['总交易单数', '应结订单总金额', '退款总金额'], ['`300', '`99.00', '`9.00']], {
          bom: true,
        }),
    },
  ),
  table(
    '微信支付个人账单',
    '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注',
    ({ n, day, time, amount }) => {
      const [kind, direction, sale] = WALLET[n % WALLET.length]!;
      const at = `${day.iso} ${time}`;
      return [
        [at, kind, '客户', '/', direction, `¥${decimal(amount)}`, '/', '已存入零钱', `1000${n}\t`, `10001${n}\t`, '/'],
        movement(n, sale, amount),
      ];
    },
    { store: '茶店', bytes: (rows) => delimited([...WALLET_TITLE, ...rows]) },
  ),
  table(
    'PayPal activity',
    'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Item Title,Reference Txn ID,Quantity,Balance,Balance Impact',
    ({ n, day, time, amount }) => {
      const [kind, sign, sale] = PAYPAL[n % PAYPAL.length]!;
      // A sale of which a row below gives back something says so too.
      const status = n % 5 === 0 && sale > 0 ? 'Partially Refunded' : 'Completed';
      const gross = decimal(sign * amount);
      return [
        [
          `${day.mm}/${day.dd}/${day.year}`,
          time,
          'PST',
          'Bob',
          kind,
          status,
          'USD',
          gross,
          '-0.30',
          gross,
          `TX${n}`,
          'Mug',
          sale < 0 ? 'TX0' : '',
          '',
          '9,876.00',
          sign > 0 ? 'Credit' : 'Debit',
        ],
        movement(n, sale, amount),
      ];
    },
    { store: 'Shop', bytes: (rows) => delimited(rows, { bom: true }) },
  ),
  table(
    'Stripe payments',
    'id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Description,Fee,Status,Seller Message,Customer ID,Invoice ID',
    ({ n, day, time, amount }) => {
      const isFailed = n % 7 === 3;
      const back = isFailed ? 0 : n % 7 === 5 ? amount : n % 7 === 6 ? 200 : 0;
      return [
        [
          `ch_${n}`,
          `${day.iso} ${time}`,
          decimal(amount),
          decimal(back),
          'usd',
          isFailed ? 'FALSE' : 'TRUE',
          decimal(amount),
          'Charge',
          '0.30',
          isFailed ? 'Failed' : back === amount ? 'Refunded' : 'Paid',
          'Payment complete.',
          'cus_1',
          '',
        ],
        { order: String(n), units: 1, sold: isFailed ? 0 : amount * CENT, back: back * CENT },
      ];
    },
    { store: 'Shop' },
  ),
];
