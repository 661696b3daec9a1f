/** Tables in which words say what a row is: a sale or a return, a head, a line or a payment, and cells that say nothing. */
import { delimited, type Value } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape, timeOfDay } from '../shape.ts';

export const rowKinds = (): readonly Shape[] => [
  purchasesWithReturns(),
  mixedTypes(),
  creditNotes(),
  dirtyCells(),
  receiptsInRows(),
  billsWithRefunds(),
  wideDigits(),
  dishes('订单状态', '已结账', '已退单'),
  dishes('菜品状态', '正常', '退菜'),
  dishes('状态', '店内', '已退单'),
];

/** What customers of a web shop bought: 1.0 where it came back, 0.0 where not, blank where nobody noted it. */
function purchasesWithReturns(): Shape {
  return table(
    'purchases with returns',
    'Customer ID,Purchase Date,Product Category,Product Price,Quantity,Total Purchase Amount,Payment Method,Customer Age,Returns,Customer Name,Age,Gender,Churn',
    ({ n, random, day, time, quantity, price, amount }) => {
      const returns = random.from(['1.0', '0.0', '0.0', '']);
      return [
        [
          1_000 + n,
          `${day.iso} ${time}`,
          'Home',
          price,
          quantity,
          amount,
          'PayPal',
          31,
          returns,
          'John',
          31,
          'Male',
          0,
        ],
        { order: String(n), sold: amount * 10_000, back: returns === '1.0' ? amount * 10_000 : 0 },
      ];
    },
    { store: 'Shop' },
  );
}

/** States of orders under `Type`, among them a bare `Return`: the order came back, and no other document sold it. */
function mixedTypes(): Shape {
  return table(
    'states under a heading of documents',
    'Order ID,Date,Type,Product,Quantity,Amount,Store',
    ({ n, random, day, quantity, amount }) => {
      const type = random.from(['Completed', 'Completed', 'Completed', 'Pending', 'Return']);
      const sold = type === 'Pending' ? 0 : amount * CENT;
      return [
        [`A${n}`, day.iso, type, 'Tea', quantity, decimal(amount), 'North'],
        { order: `A${n}`, store: 'North', sold, back: type === 'Return' ? sold : 0 },
      ];
    },
  );
}

/** Invoices and credit notes, both paid: what a row is stands beside how it stands. */
function creditNotes(): Shape {
  return table(
    'credit notes beside a status',
    'InvoiceNumber,InvoiceDate,Total,TaxTotal,Description,Quantity,UnitAmount,LineAmount,Currency,Type,Status',
    ({ n, random, day, quantity, price, amount }) => {
      const back = random.chance(0.15);
      const tax = Math.round(amount / 10);
      return [
        [
          `${back ? 'CN' : 'INV'}-${n}`,
          `${day.dd}/${day.mm}/${day.year}`,
          decimal(amount + tax),
          decimal(tax),
          'Desk',
          `${quantity}.0000`,
          decimal(price, 4),
          decimal(amount),
          'NZD',
          back ? 'Sales credit note' : 'Sales invoice',
          'Paid',
        ],
        {
          order: String(n),
          units: back ? -quantity : quantity,
          sold: back ? 0 : (amount + tax) * CENT,
          back: back ? (amount + tax) * CENT : 0,
        },
      ];
    },
    { store: 'Office' },
  );
}

/** A coffee shop's list in which one cell of many a row is lost: what the others give is no loss. */
function dirtyCells(): Shape {
  return table(
    'lost cells',
    'Transaction ID,Item,Quantity,Price Per Unit,Total Spent,Payment Method,Location,Transaction Date',
    ({ n, random, day, quantity, price, amount }) => {
      const cells: Value[] = [quantity, decimal(price), decimal(amount)];
      if (n % 3 === 1) cells[random.below(3)] = random.from(['ERROR', 'UNKNOWN', '']);
      const location = random.from(['Harbor', 'Harbor', 'Station', 'UNKNOWN', 'ERROR', '']);
      const store = ['Harbor', 'Station'].includes(location) ? location : 'Main';
      return [
        [`TXN_${n}`, 'Coffee', ...cells, 'Cash', location, day.iso],
        { order: `TXN_${n}`, store, sold: amount * CENT },
      ];
    },
    { store: 'Main' },
  );
}

/** A till's history: each receipt as its sale, the lines of it, and how it was paid. */
function receiptsInRows(): Shape {
  const random = createRandom(63, 'receipts');
  const tally = createTally();
  const headings =
    'Date,Receipt Number,Line Type,Customer Name,Quantity,Subtotal,Sales Tax,Discount,Total,Paid,Details,Register,Status,Sku';
  const rows: Value[][] = [headings.split(',')];
  for (let n = 0; n < 150; n++) {
    const day = dayOfYear(2024, n);
    const at = `${day.iso} ${timeOfDay(random)}`;
    const sign = random.chance(0.1) ? -1 : 1;
    const lines = Array.from({ length: 1 + random.below(3) }, () => {
      const quantity = 1 + random.below(3);
      const subtotal = quantity * 10 * (30 + random.below(170));
      return { quantity: sign * quantity, subtotal: sign * subtotal, tax: (sign * subtotal) / 10 };
    });
    const sum = (name: 'quantity' | 'subtotal' | 'tax') => lines.reduce((total, line) => total + line[name], 0);
    const total = sum('subtotal') + sum('tax');
    const amounts = (subtotal: number, tax: number) => [
      decimal(subtotal),
      decimal(tax),
      '0.00',
      decimal(subtotal + tax),
    ];
    rows.push([
      at,
      n,
      'Sale',
      'Bob',
      sum('quantity'),
      ...amounts(sum('subtotal'), sum('tax')),
      decimal(total),
      'Caps',
      'Front',
      'CLOSED',
      '',
    ]);
    for (const [i, { quantity, subtotal, tax }] of lines.entries()) {
      rows.push([at, n, 'Sale Line', '', quantity, ...amounts(subtotal, tax), '', 'Cap', 'Front', 'CLOSED', `sku${i}`]);
      const worth = Math.abs(subtotal + tax) * CENT;
      tally.add({
        order: String(n),
        month: day.key,
        units: quantity,
        sold: sign > 0 ? worth : 0,
        back: sign > 0 ? 0 : worth,
      });
    }
    rows.push([at, n, 'Payment', '', '', '', '', '', '', decimal(total), 'Card', 'Front', '', '']);
  }
  return {
    name: 'receipts in rows of three kinds',
    files: [{ name: 'sales_history.csv', bytes: delimited(rows) }],
    store: 'Shop',
    truth: tally.truth(),
  };
}

/** Bills with what was paid and what was paid back; one that is still open was paid nothing. */
function billsWithRefunds(): Shape {
  return table(
    'bills with refunds',
    'Order Date,Order Number,Order ID,Currency,Tax Amount,Discount,Order Total,Payments Total,Refunds Total,Tender,Order Payment State',
    ({ n, random, day, amount }) => {
      const state = random.from(['Paid', 'Paid', 'Paid', 'Refunded', 'Open']);
      const sold = state === 'Open' ? 0 : amount;
      const back = state === 'Refunded' ? amount : 0;
      return [
        [
          `${day.dd}/${day.mm}/${day.year}`,
          n,
          `ID${n}`,
          'USD',
          '0.50',
          '0.00',
          decimal(amount),
          decimal(sold),
          decimal(-back),
          'Visa',
          state,
        ],
        { order: String(n), units: 1, sold: sold * CENT, back: back * CENT },
      ];
    },
    { store: 'Truck' },
  );
}

/** Typed with an input method that makes digits and signs as wide as characters. */
function wideDigits(): Shape {
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xff01 - 0x21));
  return table('全角数字', '单号,门店,日期,商品,数量,金额', ({ n, random, day, quantity, amount }) => {
    const written = random.chance(0.5) ? wide : (text: string) => text;
    const back = random.chance(0.1);
    return [
      [
        `S${n}`,
        '东店',
        written(day.iso),
        '茶',
        written(String(back ? -quantity : quantity)),
        written(back ? `(${decimal(amount)})` : decimal(amount)),
      ],
      {
        order: `S${n}`,
        store: '东店',
        units: back ? -quantity : quantity,
        sold: back ? 0 : amount * CENT,
        back: back ? amount * CENT : 0,
      },
    ];
  });
}

/** A restaurant's dishes, some of which were sent back; what else its words for a state say is not always known. */
function dishes(heading: string, sold: string, back: string): Shape {
  return table(
    `${heading}：${back}`,
    `门店名称,账单号,结账时间,菜品分类,菜品名称,单价,数量,金额,折后金额,${heading}`,
    ({ n, random, day, time, quantity, price, amount }) => {
      const isBack = random.chance(0.1);
      const paid = random.chance(0.3) ? amount - 100 : amount;
      return [
        [
          '面馆',
          `Z${n}`,
          `${day.iso} ${time}`,
          '热菜',
          '牛肉面',
          decimal(price),
          quantity,
          decimal(amount),
          decimal(paid),
          isBack ? back : sold,
        ],
        { order: `Z${n}`, store: '面馆', sold: paid * CENT, back: isBack ? paid * CENT : 0 },
      ];
    },
  );
}
