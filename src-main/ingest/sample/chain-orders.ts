/**
 * The orders of an invented chain, day by day and in the order of time, as text of a CSV file. The same options give the
 * same text on every machine. Order-level amounts stand on every line of their order, as in the exports they imitate.
 */
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';
import type { SampleProduct, SampleStore } from './chain-catalogue.ts';
import { createPicker, createRandom, type Random } from './random.ts';

export interface ChainOrdersOptions {
  readonly stores: readonly SampleStore[];
  readonly products: readonly SampleProduct[];
  readonly orders: number;
  readonly seed: number;
  /** The last business date. */
  readonly endDate: string;
  /** How many days, the last one included. */
  readonly days: number;
  /** No order of the last day is later than this minute of the day. */
  readonly endMinute: number;
}

export const ORDER_HEADINGS = [
  '订单编号',
  '门店编号',
  '渠道',
  '下单时间',
  '支付时间',
  '订单状态',
  '商品编码',
  '商品名称',
  '数量',
  '单价',
  '成本单价',
  '订单金额',
  '实收金额',
  '退款金额',
  '配送费',
  '平台服务费',
  '支付方式',
  '会员编号',
  '手机号',
  '收货地址',
  '快递公司',
  '快递单号',
];

interface Channel {
  readonly name: string;
  /** Share of all orders. */
  readonly share: number;
  /** Platform's fee as a share of what was received. */
  readonly fee: number;
  readonly delivery: 'none' | 'rider' | 'parcel';
}

const CHANNELS: readonly Channel[] = [
  { name: '门店', share: 46, fee: 0, delivery: 'none' },
  { name: '美团外卖', share: 19, fee: 0.18, delivery: 'rider' },
  { name: '饿了么', share: 12, fee: 0.17, delivery: 'rider' },
  { name: '小程序', share: 11, fee: 0.006, delivery: 'rider' },
  { name: '京东到家', share: 7, fee: 0.12, delivery: 'rider' },
  { name: '抖音', share: 5, fee: 0.05, delivery: 'parcel' },
];

/** Relative demand, Monday first: weekends are busier. */
const WEEKDAYS = [0.9, 0.88, 0.92, 0.97, 1.08, 1.22, 1.15];
/** Relative demand by local hour: closed at night, a peak at noon and a higher one after work. */
const HOURS = [0, 0, 0, 0, 0, 0, 1, 4, 6, 5, 6, 9, 11, 7, 5, 5, 6, 9, 12, 11, 8, 5, 2, 0];
const LINES_PER_ORDER = [62, 22, 9, 5, 2];
const PIECES = [70, 19, 6, 3, 2];
const CARRIERS = ['顺丰速运', '圆通速递', '中通快递', '申通快递'];
const PAYMENTS = ['微信支付', '支付宝', '银联', '现金'];

/** A day of 1970-01-01 is a Thursday. */
const weekday = (day: number) => (day + 3) % 7;

const pickChannel = createPicker(CHANNELS.map((channel) => channel.share));
const pickHour = createPicker(HOURS);
const pickLines = createPicker(LINES_PER_ORDER);
const pickPieces = createPicker(PIECES);

/** Gives the file's text piece by piece, headings first; one piece is about a hundred orders. */
export function* chainOrders(options: ChainOrdersOptions): Generator<string> {
  const random = createRandom(options.seed, 'orders');
  const pickStore = createPicker(options.stores.map((store) => store.weight));
  // Zipf with an exponent below one: the first hundred of 2,000 products make about a third of the sales.
  const pickProduct = createPicker(options.products.map((_, rank) => 1 / (rank + 8) ** 0.85));
  const writer = createOrderWriter({ ...options, pickProduct });
  yield `${ORDER_HEADINGS.join(',')}\r\n`;
  for (const { day, orders, lastMinute } of ordersByDay(options, random)) {
    const minutes = Float64Array.from({ length: orders }, () => secondOfDay(random, lastMinute)).sort();
    let text = '';
    for (const [index, second] of minutes.entries()) {
      text += writer(random, options.stores[pickStore(random)]!, day, second, index);
      if (index % 100 !== 99) continue;
      yield text;
      text = '';
    }
    yield text;
  }
}

/** Shares the orders out over the days so that their sum is exact. */
function* ordersByDay(options: ChainOrdersOptions, random: Random) {
  const lastDay = dayNumber(options.endDate);
  if (lastDay === null) throw new RangeError(`${options.endDate} is not a calendar day`);
  const openShare = (minute: number) => {
    const whole = HOURS.slice(0, Math.floor(minute / 60)).reduce((sum, demand) => sum + demand, 0);
    return whole / HOURS.reduce((sum, demand) => sum + demand, 0);
  };
  const weights = Array.from({ length: options.days }, (_, index) => {
    const day = lastDay - options.days + 1 + index;
    // A slow rise over the months, and weather.
    const demand = WEEKDAYS[weekday(day)]! * (1 + (0.25 * index) / options.days) * (0.92 + 0.16 * random.next());
    return index === options.days - 1 ? demand * openShare(options.endMinute) : demand;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let given = 0;
  let share = 0;
  for (const [index, weight] of weights.entries()) {
    share += weight;
    const until = Math.round((options.orders * share) / sum);
    const isLast = index === options.days - 1;
    yield {
      day: lastDay - options.days + 1 + index,
      orders: until - given,
      lastMinute: isLast ? options.endMinute : 24 * 60,
    };
    given = until;
  }
}

function secondOfDay(random: Random, lastMinute: number): number {
  for (;;) {
    const second = pickHour(random) * 3_600 + random.below(3_600);
    if (second < lastMinute * 60) return second;
  }
}

interface WriterOptions {
  readonly products: readonly SampleProduct[];
  readonly pickProduct: (random: Random) => number;
}

/** What became of an order. `refunded` is the share of what was received that was given back. */
function outcome(random: Random): { readonly status: string; readonly received: boolean; readonly refunded: number } {
  const draw = random.next();
  if (draw < 0.012) return { status: '已取消', received: false, refunded: 0 };
  if (draw < 0.02) return { status: '待付款', received: false, refunded: 0 };
  if (draw < 0.034) return { status: '已退款', received: true, refunded: 1 };
  if (draw < 0.05) return { status: '部分退款', received: true, refunded: 0.1 + 0.6 * random.next() };
  return { status: '已完成', received: true, refunded: 0 };
}

function createOrderWriter({ products, pickProduct }: WriterOptions) {
  return (random: Random, store: SampleStore, day: number, second: number, index: number): string => {
    const channel = CHANNELS[pickChannel(random)]!;
    const { status, received, refunded } = outcome(random);
    const lines = Array.from({ length: pickLines(random) + 1 }, () => ({
      product: products[pickProduct(random)]!,
      pieces: pickPieces(random) + 1,
    }));
    const total = lines.reduce((sum, line) => sum + line.product.price * line.pieces, 0);
    const discount = random.chance(0.3) ? Math.round(total * (0.03 + 0.12 * random.next())) : 0;
    const paid = received ? total - discount : 0;
    const date = businessDate(day);
    const number = `${date.replaceAll('-', '')}${store.code.slice(1)}${String(index).padStart(7, '0')}`;
    const paidAt = received ? `${date} ${time(second + random.below(50))}` : '';
    const head = `${number},${store.code},${channel.name},${date} ${time(second)},${paidAt},${status},`;
    const tail = `${yuan(total)},${yuan(paid)},${yuan(Math.round(paid * refunded))},${costs(random, channel, paid)},${contact(random, store, channel, received)}\r\n`;
    return lines.map(({ product, pieces }) => head + goods(random, product, pieces) + tail).join('');
  };
}

/** Real exports lack things: some lines have no cost, which then comes from the product list. */
function goods(random: Random, product: SampleProduct, pieces: number): string {
  const cost = random.chance(0.85) ? yuan(product.cost) : '';
  return `${product.code},${product.name},${pieces},${yuan(product.price)},${cost},`;
}

function costs(random: Random, channel: Channel, paid: number): string {
  if (paid === 0) return channel.delivery === 'none' ? ',' : '0.00,0.00';
  const delivery = { none: '', rider: yuan(350 + random.below(450)), parcel: yuan(600 + random.below(500)) };
  return `${delivery[channel.delivery]},${channel.fee === 0 ? '' : yuan(Math.round(paid * channel.fee))}`;
}

/** In the shop only members are known; who has things delivered gives a masked number and an address. */
function contact(random: Random, store: SampleStore, channel: Channel, received: boolean): string {
  const payment = received && random.chance(0.98) ? random.from(PAYMENTS) : '';
  const delivered = channel.delivery !== 'none';
  const member = random.chance(0.35) ? `M${String(random.below(200_000)).padStart(6, '0')}` : '';
  const phone =
    delivered || member !== '' ? `13${random.below(10)}****${String(random.below(10_000)).padStart(4, '0')}` : '';
  const address = delivered ? `${store.city}示例路${1 + random.below(400)}号` : '';
  const parcel =
    channel.delivery === 'parcel' && received
      ? `${random.from(CARRIERS)},YT${String(Math.floor(random.next() * 1e13)).padStart(13, '0')}`
      : ',';
  return `${payment},${member},${phone},${address},${parcel}`;
}

const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

function time(second: number): string {
  const hours = Math.floor(second / 3_600);
  const minutes = Math.floor(second / 60) % 60;
  return `${twoDigits[hours]}:${twoDigits[minutes]}:${twoDigits[second % 60]}`;
}

function yuan(cents: number): string {
  return `${Math.floor(cents / 100)}.${twoDigits[cents % 100]}`;
}
