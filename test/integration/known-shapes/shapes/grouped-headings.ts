/** Reports whose headings stand in two rows, the upper one naming groups of columns. */
import { delimited, workbook } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

export const groupedHeadings = (): readonly Shape[] => [
  table(
    '销售退货日报',
    ',,,,数量,金额,数量,金额,数量,金额',
    ({ n, day, quantity, amount, product }) => {
      const back = n % 7 === 3 ? 500 : 0;
      const store = n % 2 ? '东店' : '西店';
      const sums = [amount / 100, back === 0 ? 0 : 1, back / 100, quantity, (amount - back) / 100];
      return [
        [day.iso, store, `P${product}`, `商品${product}`, quantity, ...sums],
        { order: String(n), store, sold: amount * CENT, back: back * CENT },
      ];
    },
    {
      bytes: (rows) =>
        workbook([
          {
            name: '日报',
            rows: [
              ['销售日报'],
              ['日期', '门店', '商品编码', '商品名称', '销售', null, '退货', null, '净额', null],
              ...rows,
            ],
          },
        ]),
    },
  ),
  table(
    'sales and returns, the returns first',
    'Date,Store,SKU,Qty,Amount,Qty,Amount',
    ({ n, day, quantity, amount, product }) => {
      const back = n % 7 === 3 ? 500 : 0;
      const store = n % 2 ? 'East' : 'West';
      return [
        [day.iso, store, `P${product}`, back === 0 ? 0 : 1, decimal(back), quantity, decimal(amount)],
        { order: String(n), store, sold: amount * CENT, back: back * CENT },
      ];
    },
    { bytes: (rows) => delimited([['', '', '', 'Returns', '', 'Sales', ''], ...rows]) },
  ),
  table(
    '分组的订单明细',
    '编号,状态,日期,编号,名称,数量,金额,姓名,名称',
    ({ n, day, quantity, amount, product }) => [
      [`D${n}`, '已完成', day.iso, `P${product}`, `商品${product}`, quantity, decimal(amount), '张三', '公司'],
      { order: String(n), sold: amount * CENT },
    ],
    {
      store: '总店',
      bytes: (rows) => delimited([['订单信息', '', '', '商品信息', '', '', '', '客户信息', ''], ...rows]),
    },
  ),
];
