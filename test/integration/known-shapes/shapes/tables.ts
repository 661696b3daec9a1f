/** Plain tables as tutorials and small shops have them. */
import { delimited, type Value, workbook } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

/** A till's receipts with tax, cost and gross income; dates without leading zeros. */
export function supermarket(): Shape {
  const random = createRandom(51, 'supermarket');
  const tally = createTally();
  const rows: Value[][] = [
    'Invoice ID,Branch,City,Customer type,Gender,Product line,Unit price,Quantity,Tax 5%,Total,Date,Time,Payment,cogs,gross margin percentage,gross income,Rating'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 400; n++) {
    const day = dayOfYear(2019, random.below(89));
    const [branch, city] = random.from([
      ['A', 'Yangon'],
      ['B', 'Mandalay'],
      ['C', 'Naypyitaw'],
    ] as const);
    const price = 1_000 + random.below(9_000);
    const quantity = 1 + random.below(10);
    const cogs = price * quantity;
    const tax = (cogs * 5) / 100;
    const id = `${100 + n}-${10 + (n % 80)}-${1_000 + n}`;
    rows.push([
      id,
      branch,
      city,
      'Member',
      'Female',
      random.from(['Health and beauty', 'Food and beverages']),
      decimal(price),
      quantity,
      (tax / 100).toFixed(4),
      ((cogs + tax) / 100).toFixed(4),
      `${day.month}/${day.day}/2019`,
      timeOfDay(random).slice(0, 5),
      'Ewallet',
      decimal(cogs),
      '4.761904762',
      (tax / 100).toFixed(4),
      '9.1',
    ]);
    tally.add({
      order: id,
      month: day.key,
      store: branch,
      units: quantity,
      sold: Math.round((cogs + tax) * CENT),
      cost: cogs * CENT,
    });
  }
  return { name: 'supermarket sales', files: [{ name: 'sales.csv', bytes: delimited(rows) }], truth: tally.truth() };
}

/** One row a day a store, no order numbers; closed days are zero. */
export function dailyTotals(): Shape {
  const random = createRandom(52, 'daily');
  const tally = createTally();
  const rows: Value[][] = ['Store,DayOfWeek,Date,Sales,Customers,Open,Promo,StateHoliday,SchoolHoliday'.split(',')];
  for (let n = 0; n < 120; n++) {
    const day = dayOfYear(2015, 119 - n);
    for (let store = 1; store <= 4; store++) {
      const open = n % 7 === 0 ? 0 : 1;
      const sales = open === 0 ? 0 : 3_000 + random.below(9_000);
      rows.push([store, 1 + (n % 7), day.iso, sales, sales > 0 ? 500 : 0, open, 0, '0', 0]);
      tally.add({ order: day.iso, month: day.key, store: String(store), units: 1, sold: sales * 10_000 });
    }
  }
  return {
    name: 'a row a day and store',
    files: [{ name: 'train.csv', bytes: delimited(rows) }],
    truth: tally.truth(),
  };
}

/** Weekly sums by store, day first. */
export function weeklyTotals(): Shape {
  const random = createRandom(53, 'weekly');
  const tally = createTally();
  const rows: Value[][] = ['Store,Date,Weekly_Sales,Holiday_Flag,Temperature,Fuel_Price,CPI,Unemployment'.split(',')];
  for (let store = 1; store <= 5; store++) {
    for (let week = 0; week < 52; week++) {
      const day = dayOfYear(2010, 35 + week * 7);
      const sales = 100_000_000 + random.below(80_000_000);
      rows.push([
        store,
        `${day.dd}-${day.mm}-${day.year}`,
        decimal(sales),
        0,
        '42.31',
        '2.572',
        '211.0963582',
        '8.106',
      ]);
      tally.add({ order: day.iso, month: day.key, store: String(store), units: 1, sold: sales * CENT });
    }
  }
  return { name: 'weekly sums', files: [{ name: 'weekly.csv', bytes: delimited(rows) }], truth: tally.truth() };
}

/** Semicolons, decimal commas, points for thousands, day first, cp1252. */
export function european(): Shape {
  const random = createRandom(55, 'european');
  const tally = createTally();
  const rows: Value[][] = ['Order No;Store;Order Date;SKU;Product;Qty;Unit Price;Line Total'.split(';')];
  const de = (cents: number) => (cents / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 });
  for (let n = 0; n < 200; n++) {
    const day = dayOfYear(2024, n);
    const store = random.from(['Köln', 'Zürich']);
    const quantity = 1 + random.below(20);
    const price = 100 + random.below(160_000);
    rows.push([
      `B-${n}`,
      store,
      `${day.dd}.${day.mm}.${day.year} ${timeOfDay(random)}`,
      `00${n % 9}7`,
      'Größe 4',
      quantity,
      de(price),
      de(price * quantity),
    ]);
    tally.add({ order: `B-${n}`, month: day.key, store, units: quantity, sold: price * quantity * CENT });
  }
  return {
    name: 'semicolons, decimal comma, cp1252',
    files: [{ name: 'sales.csv', bytes: delimited(rows, { delimiter: ';', encoding: 'windows-1252' }) }],
    truth: tally.truth(),
  };
}

/** A report for print: title, range and blank rows above the headings; totals, a signature and a page count below. */
export function printedReport(): Shape {
  const random = createRandom(56, 'printed');
  const tally = createTally();
  const rows: Value[][] = [
    ['ACME Retail Ltd.'],
    ['Sales report', null, null, '01/01/2024 - 31/03/2024'],
    [],
    ['Receipt No', 'Branch', 'Date', 'Item Code', 'Item Name', 'Qty', 'Unit Price', 'Discount', 'Net Amount', 'Cost'],
  ];
  let sum = 0;
  for (let n = 0; n < 180; n++) {
    const day = dayOfYear(2024, Math.floor(n / 2));
    const store = random.from(['North', 'South']);
    const quantity = 1 + random.below(5);
    const price = 200 + random.below(3_000);
    const off = random.chance(0.3) ? 100 : 0;
    const net = quantity * price - off;
    const cost = Math.floor(quantity * price * 0.5);
    sum += net;
    rows.push([
      `R${1_000 + n}`,
      store,
      `${day.dd}/${day.mm}/${day.year}`,
      `I${n % 30}`,
      'Thing',
      quantity,
      price / 100,
      off / 100,
      net / 100,
      cost / 100,
    ]);
    tally.add({ order: `R${n}`, month: day.key, store, units: quantity, sold: net * CENT, cost: cost * CENT });
  }
  rows.push(
    ['Grand Total', null, null, null, null, null, null, null, sum / 100, null],
    [],
    ['Printed by: till 3'],
    ['Page 1 of 1'],
  );
  return {
    name: 'printed report',
    refused: 2,
    files: [{ name: 'report.xlsx', bytes: workbook([{ name: 'Report', rows }]) }],
    truth: tally.truth(),
  };
}

/** A web shop's customers' purchases without order numbers, `True`/`False` for what came back. */
export function returnedColumn(): Shape {
  const random = createRandom(57, 'returned');
  const tally = createTally();
  const rows: Value[][] = [
    'Transaction ID,Date,Customer ID,Product Category,Product Name,Units Sold,Unit Price,Total Revenue,Region,Payment Method'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 240; n++) {
    const day = dayOfYear(2024, n);
    const quantity = 1 + random.below(4);
    const price = 999 + random.below(90_000);
    rows.push([
      10_001 + n,
      day.iso,
      `C${n}`,
      'Electronics',
      'Phone',
      quantity,
      decimal(price),
      decimal(price * quantity),
      'North America',
      'Credit Card',
    ]);
    tally.add({ order: String(n), month: day.key, units: quantity, sold: price * quantity * CENT });
  }
  return {
    name: 'online sales',
    files: [{ name: 'online.csv', bytes: delimited(rows) }],
    store: 'Online',
    truth: tally.truth(),
  };
}
