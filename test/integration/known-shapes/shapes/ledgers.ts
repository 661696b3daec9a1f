/** Reports of merchandise management systems: what is the whole order's stands in the first of its rows. */
import { delimited, moment, type Value, workbook } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

/** A journal of deliveries: the day in each row, number and customer in the first one, a sum of each day and of all. */
export function deliveryJournal(): Shape {
  const random = createRandom(61, 'journal');
  const tally = createTally();
  const rows: Value[][] = [
    ['销售出库序时簿'],
    ['日期：2024-01-01 至 2024-03-31'],
    ['日期', '单据编号', '购货单位', '产品代码', '产品名称', '单位', '实发数量', '销售单价', '销售金额', '成本'],
  ];
  let order = 0;
  let units = 0;
  let sum = 0;
  for (let n = 0; n < 60; n++) {
    const day = dayOfYear(2024, n);
    let unitsOfDay = 0;
    let sumOfDay = 0;
    for (let i = 0; i <= random.below(3); i++) {
      const number = `XOUT${String(order++).padStart(6, '0')}`;
      for (let line = 0; line <= random.below(3); line++) {
        const price = 1_000 + random.below(8_000);
        const quantity = 1 + random.below(20);
        const cost = Math.floor(price / 2) * quantity;
        rows.push([
          moment(day.iso),
          ...(line === 0 ? [number, '某公司'] : [null, null]),
          `01.00${line}`,
          '轴承',
          '个',
          quantity,
          price / 100,
          (price * quantity) / 100,
          cost / 100,
        ]);
        unitsOfDay += quantity;
        sumOfDay += price * quantity;
        tally.add({
          order: number,
          month: day.key,
          units: quantity,
          sold: price * quantity * CENT,
          cost: cost * CENT,
        });
      }
    }
    rows.push(['小计', null, null, null, null, null, unitsOfDay, null, sumOfDay / 100, null]);
    units += unitsOfDay;
    sum += sumOfDay;
  }
  rows.push(['合计', null, null, null, null, null, units, null, sum / 100, null]);
  const formats = { 0: 'yyyy-mm-dd' };
  return {
    name: '销售出库序时簿 (单号只在首行)',
    files: [{ name: 'journal.xls', bytes: workbook([{ name: 'Sheet1', rows, formats }], 'biff8') }],
    store: '总部',
    truth: tally.truth(),
  };
}

/** Orders with the table of their lines: what is above is the order's, what stands under `Order Lines/` a line's. */
export function ordersWithLines(): Shape {
  const random = createRandom(62, 'order lines');
  const tally = createTally();
  const rows: Value[][] = [
    'Order Reference,Order Date,Customer,Status,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price,Order Lines/Subtotal,Total'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 120; n++) {
    const day = dayOfYear(2024, n);
    const lines = Array.from({ length: 1 + random.below(4) }, () => ({
      price: 500 + random.below(5_000),
      quantity: 1 + random.below(3),
    }));
    const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    const number = `S${String(n).padStart(5, '0')}`;
    const head = [number, `${day.iso} ${timeOfDay(random)}`, 'Azure Interior', 'Sales Order'];
    for (const [i, { price, quantity }] of lines.entries()) {
      rows.push([
        ...(i === 0 ? head : ['', '', '', '']),
        `[FURN_${i}] Desk`,
        `${quantity}.0`,
        decimal(price),
        decimal(price * quantity),
        i === 0 ? decimal(total) : '',
      ]);
      tally.add({ order: number, month: day.key, units: quantity, sold: price * quantity * CENT });
    }
  }
  return {
    name: 'orders above their lines',
    files: [{ name: 'orders.csv', bytes: delimited(rows) }],
    store: 'Shop',
    truth: tally.truth(),
  };
}

/** Slips of sales and of returns, number and kind in the first row of each; what is paid is after the discount. */
export function salesSlips(): Shape {
  const random = createRandom(64, 'slips');
  const tally = createTally();
  const rows: Value[][] = [
    ['销售明细表'],
    '单据日期,单据编号,单据类型,往来单位,仓库,商品编号,商品名称,单位,数量,单价,金额,折扣,折后单价,折后金额,成本单价,成本金额'.split(
      ',',
    ),
  ];
  let units = 0;
  for (let n = 0; n < 100; n++) {
    const day = dayOfYear(2024, Math.floor(n / 2));
    const back = random.chance(0.15);
    const number = `XS-${String(n).padStart(5, '0')}`;
    for (let line = 0; line <= random.below(3); line++) {
      const quantity = 1 + random.below(9);
      const price = 100 * (1 + random.below(30));
      const rate = random.from([1, 0.9]);
      const paid = Math.round(price * rate) * quantity;
      const cost = (price / 2) * quantity;
      rows.push([
        day.iso,
        ...(line === 0 ? [number, back ? '销售退货单' : '销售单', '散客'] : [null, null, null]),
        '主仓',
        `SP${line}`,
        `商品${line}`,
        '个',
        quantity,
        price / 100,
        (price * quantity) / 100,
        rate,
        (price * rate) / 100,
        paid / 100,
        price / 200,
        cost / 100,
      ]);
      units += back ? -quantity : quantity;
      tally.add({
        order: number,
        month: day.key,
        units: back ? -quantity : quantity,
        sold: back ? 0 : paid * CENT,
        back: back ? paid * CENT : 0,
        cost: (back ? -cost : cost) * CENT,
      });
    }
  }
  rows.push(['合计', ...Array<null>(7).fill(null), units]);
  return {
    name: '销售单和退货单 (折后金额)',
    files: [{ name: 'slips.xlsx', bytes: workbook([{ name: 'Sheet1', rows }]) }],
    store: '总店',
    truth: tally.truth(),
  };
}

/** Deliveries with tax, all of the order's blank below its first row, a sum of each order where its product would stand. */
export function deliveriesWithTax(): Shape {
  const random = createRandom(65, 'deliveries');
  const tally = createTally();
  const rows: Value[][] = [
    '单据日期,单据号,客户简称,部门,存货编码,存货名称,主计量,数量,无税单价,无税金额,税额,价税合计'.split(','),
  ];
  for (let n = 0; n < 80; n++) {
    const day = dayOfYear(2024, n);
    const number = String(n).padStart(10, '0');
    let sum = 0;
    for (let line = 0; line <= random.below(4); line++) {
      const quantity = 1 + random.below(9);
      const price = 100 + random.below(3_000);
      const tax = Math.round(price * quantity * 0.13);
      sum += price * quantity + tax;
      rows.push([
        ...(line === 0 ? [day.iso, number, '甲公司', '销售部'] : ['', '', '', '']),
        `C${line}`,
        `货${line}`,
        '个',
        quantity,
        decimal(price),
        decimal(price * quantity),
        decimal(tax),
        decimal(price * quantity + tax),
      ]);
      tally.add({ order: number, month: day.key, units: quantity, sold: (price * quantity + tax) * CENT });
    }
    rows.push(['', '', '', '', '', '小计', '', '', '', '', '', decimal(sum)]);
  }
  return {
    name: '销售出库 (价税合计, 每单小计)',
    files: [{ name: 'deliveries.csv', bytes: delimited(rows, { encoding: 'gbk' }) }],
    store: '总部',
    truth: tally.truth(),
  };
}
