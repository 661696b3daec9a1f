/** Exports of shop platforms and tills of the west. */
import { delimited, type Value } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

/** One row an order, no lines: the total is the order's. */
export function wooCommerce(): Shape {
  const random = createRandom(41, 'woo');
  const tally = createTally();
  const rows: Value[][] = [
    'order_id,order_date,order_status,customer_id,billing_first_name,billing_last_name,billing_email,billing_phone,billing_address_1,billing_city,billing_state,billing_postcode,billing_country,shipping_address_1,shipping_city,shipping_state,shipping_postcode,shipping_country,order_total,order_currency,payment_method'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 200; n++) {
    const day = dayOfYear(2024, n);
    const status = random.from([
      'completed',
      'completed',
      'processing',
      'refunded',
      'cancelled',
      'pending',
      'on-hold',
      'failed',
    ]);
    const total = 1_000 + random.below(20_000);
    rows.push([
      5_000 + n,
      `${day.iso} ${timeOfDay(random)}`,
      status,
      n % 40,
      'A',
      'B',
      'a@example.com',
      '',
      '1 Way',
      'Town',
      'CA',
      '90001',
      'US',
      '',
      '',
      '',
      '',
      '',
      decimal(total),
      'USD',
      'stripe',
    ]);
    const unpaid = status === 'pending' || status === 'on-hold' || status === 'failed';
    const void_ = status === 'refunded' || status === 'cancelled';
    tally.add({
      order: String(n),
      month: day.key,
      units: 1,
      sold: unpaid ? 0 : total * CENT,
      back: void_ ? total * CENT : 0,
    });
  }
  return {
    name: 'WooCommerce',
    files: [{ name: 'orders.csv', bytes: delimited(rows, { newline: '\n' }) }],
    store: 'Web',
    truth: tally.truth(),
  };
}

/** Tab-separated, a row an item, times with an offset. */
export function amazon(): Shape {
  const random = createRandom(42, 'amazon');
  const tally = createTally();
  const rows: Value[][] = [
    'order-id,order-item-id,purchase-date,payments-date,buyer-email,buyer-name,buyer-phone-number,sku,product-name,quantity-purchased,currency,item-price,item-tax,shipping-price,shipping-tax,ship-service-level,recipient-name,ship-address-1,ship-city,ship-state,ship-postal-code,ship-country'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 160; n++) {
    const day = dayOfYear(2024, n * 2);
    const id = `1${n}-${1_234_567 + n}-${7_654_321 - n}`;
    const at = `${day.iso}T12:${String(n % 60).padStart(2, '0')}:00-08:00`;
    for (let line = 0; line <= random.below(3); line++) {
      const price = 700 + random.below(9_000);
      const quantity = 1 + random.below(2);
      rows.push([
        id,
        `${50_000_000_000 + n * 10 + line}`,
        at,
        at,
        'x@marketplace.example',
        'Buyer',
        '',
        `SKU-${random.below(30)}`,
        'Garlic press, steel "pro"',
        quantity,
        'USD',
        decimal(price * quantity),
        '0.00',
        '3.99',
        '0.00',
        'Standard',
        'Buyer',
        '1 Way',
        'Reno',
        'NV',
        '89501',
        'US',
      ]);
      tally.add({ order: id, month: day.key, units: quantity, sold: price * quantity * CENT });
    }
  }
  return {
    name: 'Amazon (tabs)',
    files: [{ name: 'orders.txt', bytes: delimited(rows, { delimiter: '\t' }) }],
    store: 'Amazon US',
    truth: tally.truth(),
  };
}

/** One row a transaction, day-precise dates in the American order. */
export function etsy(): Shape {
  const random = createRandom(43, 'etsy');
  const tally = createTally();
  const rows: Value[][] = [
    'Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Order Type,Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 200; n++) {
    const day = dayOfYear(2023, 360 - n);
    const date = `${day.mm}/${day.dd}/23`;
    for (let line = 0; line <= random.below(2); line++) {
      const price = 800 + random.below(6_000);
      const quantity = 1 + random.below(3);
      rows.push([
        date,
        'Mug, hand-made',
        'buyer',
        quantity,
        decimal(price),
        '',
        '',
        '0.00',
        '0.00',
        '4.50',
        '0.00',
        decimal(price * quantity),
        'USD',
        3_000_000_000 + n * 10 + line,
        900_000 + random.below(20),
        date,
        date,
        'Someone',
        '1 Way',
        'Reno',
        'NV',
        '89501',
        'United States',
        2_800_000_000 - n,
        'Color:Blue',
        'online',
        'listing',
        'online_cc',
        '',
        '',
        '0',
        `M-${line}`,
      ]);
      tally.add({ order: String(n), month: day.key, units: quantity, sold: price * quantity * CENT });
    }
  }
  return {
    name: 'Etsy',
    files: [{ name: 'EtsySoldOrderItems2023.csv', bytes: delimited(rows) }],
    store: 'Etsy',
    truth: tally.truth(),
  };
}

/** A till's item detail: dollar signs, brackets-free negatives for refunds, a location as the store. */
export function square(): Shape {
  const random = createRandom(44, 'square');
  const tally = createTally();
  const rows: Value[][] = [
    'Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 200; n++) {
    const day = dayOfYear(2024, n);
    const back = random.chance(0.06);
    const id = `tx${n}AbC`;
    const store = random.from(['Main St', 'Harbor']);
    for (let line = 0; line <= random.below(3); line++) {
      const quantity = 1 + random.below(3);
      const gross = quantity * (300 + random.below(900));
      const off = random.chance(0.2) ? 50 : 0;
      const sign = back ? '-' : '';
      rows.push([
        `${day.iso}`,
        timeOfDay(random),
        'Pacific Time (US & Canada)',
        'Coffee',
        'Latte',
        `${sign}${quantity}.0`,
        'Regular',
        `L${line}`,
        '',
        `${sign}$${decimal(gross)}`,
        `${back || off === 0 ? '' : '-'}$${decimal(off)}`,
        `${sign}$${decimal(gross - off)}`,
        '$0.00',
        id,
        `p${n}`,
        'Till',
        '',
        'https://example.com',
        back ? 'Refund' : 'Payment',
        store,
        'To Go',
        '',
        '',
      ]);
      tally.add({
        order: id,
        month: day.key,
        store,
        units: back ? -quantity : quantity,
        sold: back ? 0 : (gross - off) * CENT,
        back: back ? (gross - off) * CENT : 0,
      });
    }
  }
  return {
    name: 'Square item detail',
    files: [{ name: 'items.csv', bytes: delimited(rows, { newline: '\n' }) }],
    truth: tally.truth(),
  };
}

/** One row an order with a refund amount of its own. */
export function bigCommerce(): Shape {
  const random = createRandom(45, 'bigcommerce');
  const tally = createTally();
  const rows: Value[][] = [
    'Order ID,Order Date,Delivery Date,Order Status,Order Total,Cart Base Amount,Tax Total,Shipping Total,Refund Amount,Payment Method,Card Number (Last 4),First Name,Last Name,Email Address,Phone,Billing Street 1,Billing City,Billing State,Billing Zip Code,Billing Country,Shipping Street 1,Shipping City,Shipping State,Shipping Zip Code,Shipping Country,IP Address,Customer Message,Staff Notes'.split(
      ',',
    ),
  ];
  for (let n = 0; n < 200; n++) {
    const day = dayOfYear(2024, n);
    const total = 2_000 + random.below(9_000);
    const partly = random.chance(0.1);
    const wholly = !partly && random.chance(0.1);
    const back = partly ? 500 : wholly ? total : 0;
    rows.push([
      100 + n,
      `${day.mm}/${day.dd}/2024`,
      `${day.mm}/${day.dd}/2024`,
      partly
        ? 'Partially Refunded'
        : wholly
          ? 'Refunded'
          : random.from(['Completed', 'Shipped', 'Awaiting Fulfillment']),
      decimal(total),
      decimal(total - 500),
      '0.00',
      '5.00',
      decimal(back),
      'Visa',
      '4242',
      'A',
      'B',
      'a@example.com',
      '',
      '1 Way',
      'Reno',
      'NV',
      '89501',
      'United States',
      '1 Way',
      'Reno',
      'NV',
      '89501',
      'United States',
      '192.0.2.1',
      '',
      '',
    ]);
    tally.add({ order: String(n), month: day.key, units: 1, sold: total * CENT, back: back * CENT });
  }
  return {
    name: 'BigCommerce',
    files: [{ name: 'orders.csv', bytes: delimited(rows) }],
    store: 'Web',
    truth: tally.truth(),
  };
}

/** One export cut into two files, as the mail for large exports brings it. */
export function shopifyInTwoFiles(): Shape {
  const random = createRandom(46, 'shopify');
  const tally = createTally();
  const head =
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Cancelled at,Payment Method,Refunded Amount,Vendor,Location,Source,Notes'.split(
      ',',
    );
  const files = [0, 1].map((part) => {
    const rows: Value[][] = [head];
    for (let n = 0; n < 90; n++) {
      const day = dayOfYear(2024, part * 90 + n);
      const id = `#${1_000 + part * 90 + n}`;
      const at = `${day.iso} 14:${String(n % 60).padStart(2, '0')}:00 +0800`;
      const lines = Array.from({ length: 1 + random.below(3) }, () => ({
        price: 900 + random.below(5_000),
        quantity: 1 + random.below(2),
      }));
      const subtotal = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
      const total = subtotal + 800;
      const state = random.from(['paid', 'paid', 'paid', 'refunded', 'partially_refunded', 'pending']);
      const back = state === 'refunded' ? total : state === 'partially_refunded' ? 500 : 0;
      for (const [i, { price, quantity }] of lines.entries()) {
        const first = i === 0;
        rows.push([
          id,
          first ? 'a@example.com' : '',
          first ? state : '',
          first ? at : '',
          '',
          first ? 'CNY' : '',
          first ? decimal(subtotal) : '',
          first ? '8.00' : '',
          first ? '0.00' : '',
          first ? decimal(total) : '',
          '',
          first ? '0.00' : '',
          at,
          quantity,
          'Tee - M',
          decimal(price),
          `T-${i}`,
          '0.00',
          '',
          first ? 'Alipay' : '',
          first ? decimal(back) : '',
          'Us',
          '',
          first ? 'web' : '',
          first ? 'line one\nline two' : '',
        ]);
        tally.add({ order: id, month: day.key, units: quantity, sold: 0 });
      }
      tally.add({
        order: id,
        month: day.key,
        units: 0,
        sold: state === 'pending' ? 0 : total * CENT,
        back: back * CENT,
      });
    }
    return { name: `orders_export_${part + 1}.csv`, bytes: delimited(rows, { newline: '\n' }) };
  });
  return { name: 'Shopify in two files', files, store: 'Web', truth: tally.truth() };
}
