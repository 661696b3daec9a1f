/** What only some files tell about an order: its customer, whom to reach, and its shipment. Read from the order's first row. */
import type { OrderExtra } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import {
  createCell,
  createMoment,
  isMissing,
  MOMENT,
  moveTo,
  readMoment,
  textOf,
  unwrapId,
} from '../understand/index.ts';
import { columnOf, FIRST_DAY, type FileReading } from './file-reading.ts';
import type { OrderColumns } from './order-columns.ts';

const LONGEST = 500;
const DAY_SECONDS = 86_400;

/** Makes the reader of one file's extras. */
export function createOrderExtras(reading: FileReading) {
  const { settings, study } = reading;
  const customer = columnOf(settings, 'customerCode');
  const name = columnOf(settings, 'customerName');
  const phone = columnOf(settings, 'customerPhone');
  const address = columnOf(settings, 'customerAddress');
  const carrier = columnOf(settings, 'carrier');
  const tracking = columnOf(settings, 'trackingNumber');
  const shippedAt = columnOf(settings, 'shippedAt');
  const deliveredAt = columnOf(settings, 'deliveredAt');
  const any = [customer, name, phone, address, tracking].some((column) => column >= 0);
  const cell = createCell();
  const moment = createMoment();

  function text(block: RecordBlock, record: number, column: number): string | undefined {
    if (column < 0) return undefined;
    moveTo(cell, block, record, column);
    unwrapId(cell);
    if (isMissing(cell)) return undefined;
    const value = textOf(cell);
    return value.length > LONGEST ? value.slice(0, LONGEST) : value;
  }

  /** UTC seconds; a date that cannot be read is left out, for no number depends on it. */
  function instant(block: RecordBlock, record: number, column: number, store: number): number | undefined {
    if (column < 0) return undefined;
    moveTo(cell, block, record, column);
    if (readMoment(cell, study.dateOrder, moment) !== MOMENT.ok) return undefined;
    if (moment.day < FIRST_DAY || moment.day > reading.lastDay) return undefined;
    const second = Math.max(moment.second, 0);
    if (!Number.isNaN(moment.offset)) return moment.day * DAY_SECONDS + second - moment.offset * 60;
    return reading.clockOfStore(reading.dictionary.text(store)).toUtc(moment.day, second);
  }

  function shipment(block: RecordBlock, record: number, store: number): OrderExtra['shipment'] | undefined {
    const trackingNumber = text(block, record, tracking);
    if (trackingNumber === undefined) return undefined;
    return defined({
      trackingNumber,
      carrier: text(block, record, carrier),
      shippedAt: instant(block, record, shippedAt, store),
      deliveredAt: instant(block, record, deliveredAt, store),
    });
  }

  return {
    /** Adds the extras of order `order`, when the row has any. */
    write(block: RecordBlock, record: number, columns: OrderColumns, order: number): void {
      if (!any) return;
      const contact = defined({
        name: text(block, record, name),
        phone: text(block, record, phone),
        address: text(block, record, address),
      });
      const extra = defined({
        order,
        customer: text(block, record, customer),
        contact: Object.keys(contact).length > 0 ? contact : undefined,
        shipment: shipment(block, record, columns.store[order]!),
      });
      if (Object.keys(extra).length > 1) columns.extras.push(extra);
    },
  };
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>;
}
