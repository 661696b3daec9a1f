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
import type { TextBytes } from './text-bytes.ts';

/** Filled field by field: a million objects made from entries cost seconds. */
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** UTF-16 units. */
const LONGEST = 500;
const DAY_SECONDS = 86_400;

const CONTACT_FIELDS = [
  ['customerName', 'name'],
  ['customerPhone', 'phone'],
  ['customerAddress', 'address'],
] as const;
const encoder = new TextEncoder();
const CLOSE = encoder.encode('"}');

/** A property of a contact, as JSON has it up to its value. */
interface ContactPart {
  readonly column: number;
  readonly first: Uint8Array;
  readonly next: Uint8Array;
}

function contactPart(name: string, column: number): ContactPart {
  return { column, first: encoder.encode(`{"${name}":"`), next: encoder.encode(`","${name}":"`) };
}

/** Makes the reader of one file's extras. */
export function createOrderExtras(reading: FileReading) {
  const { settings, study } = reading;
  const customer = columnOf(settings, 'customerCode');
  const carrier = columnOf(settings, 'carrier');
  const tracking = columnOf(settings, 'trackingNumber');
  const shippedAt = columnOf(settings, 'shippedAt');
  const deliveredAt = columnOf(settings, 'deliveredAt');
  const contactParts = CONTACT_FIELDS.map(([field, name]) => contactPart(name, columnOf(settings, field))).filter(
    ({ column }) => column >= 0,
  );
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

  /** Appends a cell as one more property of the object; blank ones are left out. True when there was one. */
  function appendPart(
    part: ContactPart,
    contact: TextBytes,
    block: RecordBlock,
    record: number,
    any: boolean,
  ): boolean {
    moveTo(cell, block, record, part.column);
    unwrapId(cell);
    if (isMissing(cell)) return any;
    const key = any ? part.next : part.first;
    contact.append(key, 0, key.length, key.length);
    contact.appendEscaped(cell.bytes, cell.start, cell.end, LONGEST);
    return true;
  }

  /** Appends JSON {name, phone, address}, or nothing where the file says none of it. */
  function writeContact(contact: TextBytes, block: RecordBlock, record: number): void {
    let any = false;
    for (const part of contactParts) any = appendPart(part, contact, block, record, any);
    if (any) contact.append(CLOSE, 0, CLOSE.length, CLOSE.length);
    contact.endText();
  }

  function writeCustomer(codes: TextBytes, block: RecordBlock, record: number): void {
    moveTo(cell, block, record, customer);
    unwrapId(cell);
    if (!isMissing(cell)) codes.append(cell.bytes, cell.start, cell.end, LONGEST);
    codes.endText();
  }

  return {
    /** Which of the extras that are texts the file has. */
    texts: { customer: customer >= 0, contact: contactParts.length > 0 },
    /** Adds the extras of order `order`, the one begun last. */
    write(block: RecordBlock, record: number, columns: OrderColumns, order: number): void {
      if (columns.customer) writeCustomer(columns.customer, block, record);
      if (columns.contact) writeContact(columns.contact, block, record);
      if (tracking < 0) return;
      const shipment = shipmentOf(block, record, order, columns.store[order]!);
      if (shipment) columns.shipments.push(shipment);
    },
  };
}
