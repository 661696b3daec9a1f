/** Files that only say enough beside each other: their prices, costs and stores are in lists that they refer to by a key. */
import { delimited, moment, type Value, workbook } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

const BICYCLES = 40;

/** Sales a year by product key, a list of products with that key and an article number, and tables of other things. */
export function bicycles(form: 'csv' | 'xlsx'): Shape {
  const random = createRandom(61, `bicycles ${form}`);
  const tally = createTally();
  const list: Value[][] = [
    ['ProductKey', 'ProductSubcategoryKey', 'ProductSKU', 'ProductName', 'ModelName', 'ProductCost', 'ProductPrice'],
  ];
  const goods = Array.from({ length: BICYCLES }, (_, i) => ({
    key: 214 + i,
    cost: 1_200 + 61 * i,
    price: 3_499 + 97 * i,
  }));
  for (const { key, cost, price } of goods)
    list.push([key, 31, `HL-U509-${key}`, `Sport-100 Helmet ${key}`, 'Sport-100', decimal(cost, 4), decimal(price, 4)]);
  const headings = [
    'OrderDate',
    'StockDate',
    'OrderNumber',
    'ProductKey',
    'CustomerKey',
    'TerritoryKey',
    'OrderLineItem',
    'OrderQuantity',
  ];
  let number = 45_079;
  const years = [2020, 2021].map((year) => {
    const rows: Value[][] = [headings];
    for (let n = 0; n < 120; n++) {
      const day = dayOfYear(year, 3 * n);
      const order = `SO${++number}`;
      const at = form === 'xlsx' ? moment(day.iso) : `${day.month}/${day.day}/${day.year}`;
      for (let line = 1; line <= 1 + random.below(3); line++) {
        const good = goods[(n + 7 * line) % BICYCLES]!;
        const units = 1 + random.below(3);
        rows.push([at, '9/21/2019', order, good.key, 14_657, 1, line, units]);
        tally.add({
          order,
          month: day.key,
          units,
          sold: units * good.price * CENT,
          cost: units * good.cost * CENT,
        });
      }
    }
    return rows;
  });
  const returns: Value[][] = [
    ['ReturnDate', 'TerritoryKey', 'ProductKey', 'ReturnQuantity'],
    ['1/18/2020', 9, 214, 1],
    ['1/19/2020', 1, 220, 1],
  ];
  const territories: Value[][] = [
    ['SalesTerritoryKey', 'Region', 'Country', 'Continent'],
    [1, 'Northwest', 'United States', 'North America'],
    [9, 'Australia', 'Australia', 'Pacific'],
  ];
  const tables = [
    ...years.map((rows, i) => ({ name: `Sales ${2020 + i}`, rows })),
    { name: 'Products', rows: list },
    { name: 'Returns', rows: returns },
    { name: 'Territories', rows: territories },
  ];
  return {
    name: `bicycles (sales by key, list with an article number, ${form})`,
    files:
      form === 'csv'
        ? tables.map(({ name, rows }) => ({ name: `${name}.csv`, bytes: delimited(rows) }))
        : [{ name: 'bicycles.xlsx', bytes: workbook(tables) }],
    store: 'Bicycles',
    truth: tally.truth(),
  };
}

/** A restaurant's lines: each row is one dish, its price is on the menu. Some rows name none. */
export function restaurant(): Shape {
  const random = createRandom(62, 'restaurant');
  const tally = createTally();
  const menu: Value[][] = [['menu_item_id', 'item_name', 'category', 'price']];
  const prices = new Map(Array.from({ length: 32 }, (_, i) => [101 + i, 500 + 45 * i] as const));
  for (const [id, price] of prices) menu.push([id, `Dish ${id}`, id % 2 === 0 ? 'American' : 'Asian', decimal(price)]);
  const details: Value[][] = [['order_details_id', 'order_id', 'order_date', 'order_time', 'item_id']];
  let refused = 0;
  for (let order = 1; order <= 300; order++) {
    const day = dayOfYear(2023, Math.floor(order / 4));
    const time = timeOfDay(random);
    for (let line = 0; line <= random.below(4); line++) {
      const id = random.from([...prices.keys()]);
      const isKnown = line === 0 || !random.chance(0.05);
      details.push([details.length, order, `${day.month}/${day.day}/23`, time, isKnown ? id : 'NULL']);
      if (isKnown) tally.add({ order: String(order), month: day.key, units: 1, sold: prices.get(id)! * CENT });
      else refused++;
    }
  }
  return {
    name: 'restaurant (dishes by the piece, prices on the menu)',
    files: [
      { name: 'menu_items.csv', bytes: delimited(menu) },
      { name: 'order_details.csv', bytes: delimited(details) },
    ],
    store: 'Restaurant',
    refused,
    truth: tally.truth(),
  };
}
