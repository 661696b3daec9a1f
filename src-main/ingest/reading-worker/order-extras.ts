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

type Contact = NonNullable<OrderExtra['contact']>;
type Shipment = NonNullable<OrderExtra['shipment']>;
/** Filled field by field: a million objects made from entries cost seconds. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

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

  function shipmentOf(block: RecordBlock, record: number, store: number): Shipment | undefined {
    const trackingNumber = text(block, record, tracking);
    if (trackingNumber === undefined) return undefined;
    const found: Writable<Shipment> = { trackingNumber };
    const by = text(block, record, carrier);
    const shipped = instant(block, record, shippedAt, store);
    const delivered = instant(block, record, deliveredAt, store);
    if (by !== undefined) found.carrier = by;
    if (shipped !== undefined) found.shippedAt = shipped;
    if (delivered !== undefined) found.deliveredAt = delivered;
    return found;
  }

  function contactOf(block: RecordBlock, record: number): Contact | undefined {
    const who = text(block, record, name);
    const number = text(block, record, phone);
    const where = text(block, record, address);
    if (who === undefined && number === undefined && where === undefined) return undefined;
    const found: Writable<Contact> = {};
    if (who !== undefined) found.name = who;
    if (number !== undefined) found.phone = number;
    if (where !== undefined) found.address = where;
    return found;
  }

  return {
    /** Adds the extras of order `order`, when the row has any. */
    write(block: RecordBlock, record: number, columns: OrderColumns, order: number): void {
      if (!any) return;
      const code = text(block, record, customer);
      const contact = contactOf(block, record);
      const shipment = shipmentOf(block, record, columns.store[order]!);
      if (code === undefined && contact === undefined && shipment === undefined) return;
      const extra: Writable<OrderExtra> = { order };
      if (code !== undefined) extra.customer = code;
      if (contact !== undefined) extra.contact = contact;
      if (shipment !== undefined) extra.shipment = shipment;
      columns.extras.push(extra);
    },
  };
}
