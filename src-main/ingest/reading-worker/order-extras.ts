/** What only some files tell about an order: its customer, whom to reach, and its shipment. Read from the order's first row. */
import type { OrderShipment } from '../order-batch.ts';
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
  const anyContact = [name, phone, address].some((column) => column >= 0);
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

  function shipmentOf(block: RecordBlock, record: number, order: number, store: number): OrderShipment | null {
    const trackingNumber = text(block, record, tracking);
    if (trackingNumber === undefined) return null;
    const found: Writable<OrderShipment> = { order, trackingNumber };
    const by = text(block, record, carrier);
    const shipped = instant(block, record, shippedAt, store);
    const delivered = instant(block, record, deliveredAt, store);
    if (by !== undefined) found.carrier = by;
    if (shipped !== undefined) found.shippedAt = shipped;
    if (delivered !== undefined) found.deliveredAt = delivered;
    return found;
  }

  function contactOf(block: RecordBlock, record: number): string {
    const found: { name?: string; phone?: string; address?: string } = {};
    const who = text(block, record, name);
    const number = text(block, record, phone);
    const where = text(block, record, address);
    if (who !== undefined) found.name = who;
    if (number !== undefined) found.phone = number;
    if (where !== undefined) found.address = where;
    return who === undefined && number === undefined && where === undefined ? '' : JSON.stringify(found);
  }

  return {
    /** Adds the extras of order `order`, the one begun last. */
    write(block: RecordBlock, record: number, columns: OrderColumns, order: number): void {
      if (customer >= 0) columns.customers.push(text(block, record, customer) ?? '');
      if (anyContact) columns.contacts.push(contactOf(block, record));
      if (tracking < 0) return;
      const shipment = shipmentOf(block, record, order, columns.store[order]!);
      if (shipment) columns.shipments.push(shipment);
    },
  };
}
