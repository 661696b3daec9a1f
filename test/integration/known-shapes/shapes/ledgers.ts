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
