/** Orders in one file, their lines in another: neither says everything, and they are joined by the order's number. */
import { delimited, moment, type Value, workbook } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

/** A marketplace's tables: orders with a status and no amounts, items with price and freight, products, customers, payments. */
export function marketplaceTables(): Shape {
  const random = createRandom(21, 'marketplace');
  const tally = createTally();
  const hex = () => Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  const products = Array.from({ length: 30 }, hex);
  const sellers = Array.from({ length: 5 }, hex);
  const orders: Value[][] = [
    [
      'order_id',
      'customer_id',
      'order_status',
      'order_purchase_timestamp',
      'order_approved_at',
      'order_delivered_carrier_date',
      'order_delivered_customer_date',
      'order_estimated_delivery_date',
    ],
  ];
  const items: Value[][] = [
    ['order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date', 'price', 'freight_value'],
  ];
  const payments: Value[][] = [
    ['order_id', 'payment_sequential', 'payment_type', 'payment_installments', 'payment_value'],
  ];
  const customers: Value[][] = [
    ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix', 'customer_city', 'customer_state'],
  ];
  for (let n = 0; n < 250; n++) {
    const day = dayOfYear(2017, n);
    const later = dayOfYear(2017, n + 9);
    const id = hex();
    const customer = hex();
    const status = random.from(['delivered', 'delivered', 'delivered', 'delivered', 'shipped', 'canceled']);
    const at = `${day.iso} ${timeOfDay(random)}`;
    orders.push([
      id,
      customer,
      status,
      at,
      at,
      `${later.iso} 10:00:00`,
      status === 'delivered' ? `${later.iso} 21:25:13` : '',
      `${later.iso} 00:00:00`,
    ]);
    customers.push([customer, hex(), String(14_000 + n).padStart(5, '0'), 'sao paulo', 'SP']);
    let due = 0;
    for (let item = 1; item <= 1 + random.below(3); item++) {
      const price = 900 + random.below(20_000);
      const freight = 500 + random.below(3_000);
      due += price + freight;
      items.push([
        id,
        item,
        random.from(products),
        random.from(sellers),
        `${later.iso} 09:45:35`,
        decimal(price),
        decimal(freight),
      ]);
      tally.add({
        order: id,
        month: day.key,
        units: 1,
        sold: price * CENT,
        back: status === 'canceled' ? price * CENT : 0,
      });
    }
    payments.push([id, 1, random.from(['credit_card', 'boleto']), 1 + random.below(8), decimal(due)]);
  }
  const catalogue: Value[][] = [
    [
      'product_id',
      'product_category_name',
      'product_name_lenght',
      'product_description_lenght',
      'product_photos_qty',
      'product_weight_g',
      'product_length_cm',
      'product_height_cm',
      'product_width_cm',
    ],
    ...products.map((id) => [id, 'perfumaria', 40, 287, 1, 225, 16, 10, 14]),
  ];
  const shuffled = [items[0]!, ...items.slice(1).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))];
  return {
    name: 'marketplace tables (orders, items, products)',
    files: [
      { name: 'orders_dataset.csv', bytes: delimited(orders) },
      { name: 'order_items_dataset.csv', bytes: delimited(shuffled) },
      { name: 'products_dataset.csv', bytes: delimited(catalogue) },
    ],
    store: 'Marketplace',
    truth: tally.truth(),
  };
}

/** The same order in three sheets of one workbook: `Orders`, `Order Details` with a discount rate, `Products`. */
export function traders(): Shape {
  const random = createRandom(22, 'traders');
  const tally = createTally();
  const orders: Value[][] = [
    [
      'OrderID',
      'CustomerID',
      'EmployeeID',
      'OrderDate',
      'RequiredDate',
      'ShippedDate',
      'ShipVia',
      'Freight',
      'ShipName',
      'ShipAddress',
      'ShipCity',
      'ShipRegion',
      'ShipPostalCode',
      'ShipCountry',
    ],
  ];
  const details: Value[][] = [['OrderID', 'ProductID', 'UnitPrice', 'Quantity', 'Discount']];
  const products: Value[][] = [
    [
      'ProductID',
      'ProductName',
      'SupplierID',
      'CategoryID',
      'QuantityPerUnit',
      'UnitPrice',
      'UnitsInStock',
      'UnitsOnOrder',
      'ReorderLevel',
      'Discontinued',
    ],
  ];
  const prices = Array.from({ length: 30 }, () => 2 * (100 + random.below(3_000)));
  for (const [i, price] of prices.entries())
    products.push([
      i + 1,
      `Product ${i + 1}`,
      1 + (i % 7),
      1 + (i % 8),
      '10 boxes x 20 bags',
      price / 100,
      random.below(120),
      0,
      10,
      0,
    ]);
  for (let n = 0; n < 160; n++) {
    const day = dayOfYear(1997, 2 * n);
    const id = 10_248 + n;
    orders.push([
      id,
      'VINET',
      1 + random.below(9),
      moment(day.iso),
      moment(dayOfYear(1997, 2 * n + 28).iso),
      moment(dayOfYear(1997, 2 * n + 8).iso),
      1 + random.below(3),
      (100 + random.below(9_000)) / 100,
      'Vins et alcools',
      "59 rue de l'Abbaye",
      'Reims',
      null,
      '51100',
      'France',
    ]);
    for (let line = 0; line <= random.below(3); line++) {
      const product = (n * 3 + line) % 30;
      const quantity = 1 + random.below(40);
      const rate = random.from([0, 0, 0, 0.05, 0.1, 0.15, 0.25]);
      details.push([id, product + 1, prices[product]! / 100, quantity, rate]);
      const full = prices[product]! * CENT * quantity;
      tally.add({ order: String(id), month: day.key, units: quantity, sold: full - Math.round(full * rate) });
    }
  }
  const sheets = [
    { name: 'Orders', rows: orders, formats: { 3: 'dd-mmm-yyyy', 4: 'dd-mmm-yyyy', 5: 'dd-mmm-yyyy' } },
    { name: 'Order Details', rows: details },
    { name: 'Products', rows: products },
  ];
  return {
    name: 'traders (three sheets)',
    files: [{ name: 'traders.xlsx', bytes: workbook(sheets) }],
    store: 'Traders',
    truth: tally.truth(),
  };
}

/** Headers with date and time, lines with a product and a quantity, prices in the product list only. */
export function pizzeria(): Shape {
  const random = createRandom(23, 'pizzeria');
  const tally = createTally();
  const orders: Value[][] = [['order_id', 'date', 'time']];
  const details: Value[][] = [['order_details_id', 'order_id', 'pizza_id', 'quantity']];
  const pizzas: Value[][] = [['pizza_id', 'pizza_type_id', 'size', 'price']];
  const types: Value[][] = [['pizza_type_id', 'name', 'category', 'ingredients']];
  const prices = new Map<string, number>();
  for (const type of ['bbq_ckn', 'cali_ckn', 'hawaiian', 'mexicana']) {
    types.push([type, `The ${type} Pizza`, 'Chicken', 'Barbecued Chicken, Red Peppers']);
    for (const [i, size] of ['S', 'M', 'L'].entries()) {
      prices.set(`${type}_${size.toLowerCase()}`, 1_275 + 400 * i);
      pizzas.push([`${type}_${size.toLowerCase()}`, type, size, decimal(1_275 + 400 * i)]);
    }
  }
  let detail = 0;
  for (let order = 1; order <= 300; order++) {
    const day = dayOfYear(2015, order);
    orders.push([order, day.iso, timeOfDay(random)]);
    for (let line = 0; line <= random.below(4); line++) {
      const pizza = random.from([...prices.keys()]);
      const quantity = random.chance(0.9) ? 1 : 2;
      details.push([++detail, order, pizza, quantity]);
      tally.add({ order: String(order), month: day.key, units: quantity, sold: quantity * prices.get(pizza)! * CENT });
    }
  }
  return {
    name: 'pizzeria (orders, details, prices)',
    files: [
      { name: 'order_details.csv', bytes: delimited(details) },
      { name: 'orders.csv', bytes: delimited(orders) },
      { name: 'pizza_types.csv', bytes: delimited(types, { encoding: 'windows-1252' }) },
      { name: 'pizzas.csv', bytes: delimited(pizzas) },
    ],
    store: 'Pizzeria',
    truth: tally.truth(),
  };
}

/** Sales by store and product; prices, costs and store names in lists, with dollar signs and blanks. */
export function toyShops(): Shape {
  const random = createRandom(24, 'toys');
  const tally = createTally();
  const goods = Array.from({ length: 12 }, (_, i) => ({ id: i + 1, cost: 199 + 100 * i, price: 599 + 150 * i }));
  const products: Value[][] = [
    ['Product_ID', 'Product_Name', 'Product_Category', 'Product_Cost', 'Product_Price'],
    ...goods.map(({ id, cost, price }) => [id, `Toy ${id}`, 'Toys', `$${decimal(cost)} `, `$${decimal(price)} `]),
  ];
  const stores: Value[][] = [
    ['Store_ID', 'Store_Name', 'Store_City', 'Store_Location', 'Store_Open_Date'],
    ...[1, 2, 3, 4].map((id) => [id, `Maven Toys Puebla ${id}`, 'Puebla', 'Downtown', `1999-0${id}-18`]),
  ];
  const stock: Value[][] = [
    ['Store_ID', 'Product_ID', 'Stock_On_Hand'],
    ...[1, 2, 3, 4].flatMap((store) => goods.map(({ id }) => [store, id, random.below(60)])),
  ];
  const sales: Value[][] = [['Sale_ID', 'Date', 'Store_ID', 'Product_ID', 'Units']];
  for (let id = 1; id <= 500; id++) {
    const day = dayOfYear(2022, Math.floor(id / 2));
    const store = 1 + random.below(4);
    const good = random.from(goods);
    const units = 1 + random.below(3);
    sales.push([id, day.iso, store, good.id, units]);
    tally.add({
      order: String(id),
      month: day.key,
      store: String(store),
      units,
      sold: units * good.price * CENT,
      cost: units * good.cost * CENT,
    });
  }
  return {
    name: 'toy shops (sales and lists)',
    files: [
      { name: 'inventory.csv', bytes: delimited(stock) },
      { name: 'products.csv', bytes: delimited(products) },
      { name: 'sales.csv', bytes: delimited(sales) },
      { name: 'stores.csv', bytes: delimited(stores) },
    ],
    truth: tally.truth(),
  };
}

/** A shop's back-end: order list with what was paid, detail list with goods, both GBK. */
export function orderAndDetailLists(): Shape {
  const random = createRandom(25, 'detail list');
  const tally = createTally();
  const orders: Value[][] = [
    ['订单编号', '买家会员名', '总金额', '买家实际支付金额', '订单状态', '订单创建时间', '订单付款时间 ', '宝贝总数量'],
  ];
  const details: Value[][] = [['订单编号', '标题', '价格', '购买数量', '外部系统编号', '商品属性', '订单状态']];
  for (let n = 0; n < 200; n++) {
    const day = dayOfYear(2023, n);
    const id = `="${1_600_000_000_000_000_000n + BigInt(n) * 7_919n}"`;
    const plain = id.slice(2, -1);
    const unpaid = random.chance(0.1);
    let total = 0;
    let count = 0;
    for (let line = 0; line <= random.below(3); line++) {
      const price = 990 + random.below(9_000);
      const quantity = 1 + random.below(3);
      total += price * quantity;
      count += quantity;
      details.push([
        id,
        `宝贝${line}`,
        decimal(price),
        quantity,
        `A${100 + line}`,
        '颜色:红',
        unpaid ? '等待买家付款' : '交易成功',
      ]);
    }
    const off = random.chance(0.3) ? 500 : 0;
    const at = `${day.iso} ${timeOfDay(random)}`;
    orders.push([
      id,
      `t_${n}`,
      decimal(total),
      unpaid ? '0.00' : decimal(total - off),
      unpaid ? '等待买家付款' : '交易成功',
      at,
      unpaid ? '' : at,
      count,
    ]);
    tally.add({ order: plain, month: day.key, units: count, sold: unpaid ? 0 : (total - off) * CENT });
  }
  return {
    name: '订单表与明细表 (GBK)',
    files: [
      { name: '订单.csv', bytes: delimited(orders, { encoding: 'gbk' }) },
      { name: '明细.csv', bytes: delimited(details, { encoding: 'gbk' }) },
    ],
    store: '旗舰店',
    truth: tally.truth(),
  };
}
