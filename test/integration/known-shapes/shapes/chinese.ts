/** Exports of Chinese platforms, tills and delivery services. */
import { delimited, encode, moment, type Value, workbook } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

/** A platform's order report: a refund is already taken off what was paid; an order never paid has no time of payment. */
export function orderReport(): Shape {
  const random = createRandom(31, 'order report');
  const tally = createTally();
  const rows: Value[][] = [
    ['订单编号', '总金额', '买家实际支付金额', '收货地址 ', '订单创建时间', '订单付款时间 ', '退款金额'],
  ];
  for (let n = 1; n <= 400; n++) {
    const day = dayOfYear(2020, 31 + Math.floor(n / 14));
    const total = 100 * (10 + random.below(500));
    const unpaid = random.chance(0.15);
    const back = !unpaid && random.chance(0.25) ? (random.chance(0.7) ? total : 100 * random.below(total / 100)) : 0;
    const at = `${day.iso} ${timeOfDay(random)}`;
    rows.push([
      n,
      decimal(total),
      decimal(unpaid ? 0 : total - back),
      random.from(['上海', '广东省', '内蒙古自治区']),
      at,
      unpaid ? '' : at,
      decimal(back),
    ]);
    tally.add({ order: String(n), month: day.key, units: 1, sold: unpaid ? 0 : total * CENT, back: back * CENT });
  }
  return {
    name: '平台订单报表',
    files: [{ name: 'report.csv', bytes: delimited(rows) }],
    store: '旗舰店',
    truth: tally.truth(),
  };
}

/** A till's line export with returns as negative quantities, a cost price, and a total row. */
export function tillLines(): Shape {
  const random = createRandom(32, 'till');
  const tally = createTally();
  const rows: Value[][] = [
    [
      '流水号',
      '门店',
      '收银员',
      '销售时间',
      '商品编码',
      '条码',
      '品名',
      '规格',
      '单位',
      '数量',
      '零售价',
      '实收金额',
      '成本价',
      '毛利',
      '会员卡号',
      '支付方式',
    ],
  ];
  let units = 0;
  let sum = 0;
  for (let n = 0; n < 220; n++) {
    const day = dayOfYear(2024, n);
    const store = random.from(['人民路店', '中山路店', '火车站店']);
    const receipt = `${day.year}${day.mm}${day.dd}${String(n).padStart(6, '0')}`;
    const back = random.chance(0.06);
    const time = timeOfDay(random);
    for (let line = 0; line <= random.below(5); line++) {
      const weighed = random.chance(0.2);
      const quantity = (weighed ? 100 + random.below(2_000) : 1_000 * (1 + random.below(5))) * (back ? -1 : 1);
      const price = 150 + random.below(5_000);
      const amount = Math.round((quantity * price) / 1_000);
      const cost = Math.floor(price * 0.7);
      const lineCost = (quantity * cost * CENT) / 1_000;
      units += quantity;
      sum += amount;
      rows.push([
        receipt,
        store,
        '01',
        `${day.iso} ${time}`,
        `10${1000 + line}`,
        `69${2000 + line}000000${line}`,
        `商品${line}`,
        '500ml',
        weighed ? 'kg' : '瓶',
        quantity / 1_000,
        decimal(price),
        decimal(amount),
        decimal(cost),
        decimal(amount - Math.round(lineCost / CENT)),
        '',
        '微信',
      ]);
      tally.add({
        order: receipt,
        month: day.key,
        store,
        units: quantity / 1_000,
        sold: back ? 0 : amount * CENT,
        back: back ? -amount * CENT : 0,
        cost: Math.sign(lineCost) * Math.round(Math.abs(lineCost)),
      });
    }
  }
  rows.push(['合计', '', '', '', '', '', '', '', '', units / 1_000, '', decimal(sum), '', '', '', '']);
  return {
    name: '收银流水 (GBK, 合计行)',
    files: [{ name: 'pos.csv', bytes: delimited(rows, { encoding: 'gbk' }) }],
    truth: tally.truth(),
  };
}

/** A delivery service's bill: what the shop gets is after fees, cancelled orders bring nothing. */
export function deliveryBill(form: 'csv' | 'xlsx'): Shape {
  const random = createRandom(33, `delivery ${form}`);
  const tally = createTally();
  const head = [
    '订单编号',
    '门店名称',
    '门店ID',
    '下单时间',
    '完成时间',
    '订单状态',
    '商品总价',
    '餐盒费',
    '配送费',
    '商家活动支出',
    '平台服务费',
    '用户实付金额',
    '商家应收款',
    '备注',
  ];
  const rows: Value[][] = form === 'xlsx' ? [['外卖订单明细'], ['统计时间：2024-03-01 至 2024-06-30'], head] : [head];
  for (let n = 0; n < 260; n++) {
    const day = dayOfYear(2024, 60 + Math.floor(n / 3));
    const [id, name] = random.from([
      ['1001', '面馆(国贸店)'],
      ['1002', '面馆(望京店)'],
    ] as const);
    const cancelled = random.chance(0.07);
    const goods = 1_500 + random.below(8_000);
    const off = random.from([0, 300, 500]);
    const fee = Math.round(goods * 0.18);
    const due = cancelled ? 0 : goods + 200 - off - fee;
    const number = `30${String(123_456_789_012n + BigInt(n) * 31n)}5678`;
    const time = timeOfDay(random);
    const at = form === 'xlsx' ? moment(day.iso, time) : `${day.iso} ${time}`;
    rows.push([
      number,
      name,
      id,
      at,
      cancelled ? '' : at,
      cancelled ? '已取消' : '已完成',
      decimal(goods),
      '2.00',
      '4.00',
      decimal(off),
      decimal(cancelled ? 0 : fee),
      decimal(cancelled ? 0 : goods + 600 - off),
      decimal(due),
      '少辣,\n不要香菜',
    ]);
    tally.add({ order: number, month: day.key, store: id, units: 1, sold: due * CENT });
  }
  const formats = { 3: 'yyyy-mm-dd hh:mm:ss', 4: 'yyyy-mm-dd hh:mm:ss' };
  const bytes =
    form === 'csv'
      ? delimited(rows, { encoding: 'gbk' })
      : workbook([
          { name: '账单明细', rows, formats },
          {
            name: '说明',
            rows: [
              ['字段', '含义'],
              ['商家应收款', '扣除平台服务费后'],
            ],
          },
        ]);
  return { name: `外卖账单 (${form})`, files: [{ name: `bill.${form}`, bytes }], truth: tally.truth() };
}

/** A back-end's `.xls` that is an HTML table, with a title, units in the headings and a closing total. */
export function markupTable(): Shape {
  const random = createRandom(34, 'markup');
  const tally = createTally();
  const cells: string[][] = [];
  let sum = 0;
  for (let n = 0; n < 150; n++) {
    const day = dayOfYear(2023, n * 2);
    const store = random.from(['A001', 'A002']);
    const quantity = 1 + random.below(6);
    const price = 500 + random.below(9_000);
    sum += quantity * price;
    cells.push([
      `XS${day.year}${day.mm}${day.dd}-${n}`,
      store,
      `${day.year}年${day.month}月${day.day}日 ${timeOfDay(random).slice(0, 5)}`,
      '女装&amp;配饰',
      `00${n % 20}`,
      String(quantity),
      (price / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }),
      ((quantity * price) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }),
    ]);
    tally.add({ order: `XS${n}`, month: day.key, store, units: quantity, sold: quantity * price * CENT });
  }
  const row = (values: readonly string[]) => `<tr>${values.map((value) => `<td>${value}</td>`).join('')}</tr>`;
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table border="1"><tr><td colspan="8">销售明细表</td></tr>${row(['销售单号', '门店编码', '销售日期', '商品名称', '货号', '销售数量(件)', '销售单价(元)', '销售金额(元)'])}${cells.map(row).join('\n')}${row(['合计', '', '', '', '', '', '', (sum / 100).toFixed(2)])}</table></body></html>`;
  return {
    name: '后台 .xls (HTML, GB2312)',
    files: [{ name: 'export.xls', bytes: encode(html, 'gbk') }],
    truth: tally.truth(),
  };
}

/** A month a file, the same headings in each; the last one is still open. */
export function monthlySet(): Shape {
  const random = createRandom(35, 'monthly');
  const tally = createTally();
  const files = [0, 31, 59].map((first, i) => {
    const rows: Value[][] = [
      ['销售明细'],
      ['门店', '单号', '日期', '时间', '商品', '数量', '金额', '成本', '收款方式'],
    ];
    for (let n = 0; n < 120; n++) {
      const day = dayOfYear(2025, first + random.below(28));
      const store = random.from(['一店', '二店']);
      const amount = 300 + random.below(6_000);
      const cost = Math.floor(amount * 0.6);
      const id = `${day.mm}${String(n).padStart(4, '0')}`;
      rows.push([
        store,
        id,
        `${day.year}.${day.mm}.${day.dd}`,
        timeOfDay(random).slice(0, 5),
        '奶茶',
        1,
        decimal(amount),
        decimal(cost),
        '现金',
      ]);
      tally.add({ order: id, month: day.key, store, units: 1, sold: amount * CENT, cost: cost * CENT });
    }
    rows.push(['总计', '', '', '', '', 120, '', '', '']);
    return { name: `2025年${i + 1}月.xlsx`, bytes: workbook([{ name: 'Sheet1', rows }]) };
  });
  return { name: '每月一个文件', files, truth: tally.truth() };
}
