/** What one row says about its line: product, quantity, prices and costs. Read first, written only when the row is accepted. */
import { MAX_AMOUNT } from '#shared/domain/money.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import type { RowReason } from '#shared/domain/row-reasons.ts';
import { hashBytes } from '../../database/index.ts';
import { DISCOUNT_IS_SHARE, NO_PRODUCT, SHARE_SCALE } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import { lineWorth, timesQuantity } from '../settle/index.ts';
import {
  type Cell,
  createCell,
  INVALID,
  moveTo,
  narrowCell,
  readCount,
  readMoneyTimes,
  readQuantity,
  TOO_LARGE,
  unwrapId,
} from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';
import type { OrderColumns } from './order-columns.ts';

const LONGEST_CODE = 200;
const LONGEST_TEXT = 4_000;
const RATE_SCALE = 1_000_000;
const PERCENT = new TextEncoder().encode('%');
const TENTHS = new TextEncoder().encode('折');
const MOST_RATE = 100 * RATE_SCALE;
/** `numberedLineRef` in key-hash.ts: the seed of a line that the file numbers. */
const NUMBERED_LINE_SEED = 1;

export interface LineReader {
  /** Reads a row; gives why it is refused, or null. */
  read(block: RecordBlock, record: number): RowReason | null;
  /** True when the row read last says nothing of a line: it heads the lines below. */
  isBlank(): boolean;
  /** True when it names no goods. */
  isNameless(): boolean;
  /** Its quantity in 1/1,000. */
  quantity(): number;
  /** Writes what was read last as line `line`. */
  write(columns: OrderColumns, line: number): void;
  /** Gives line `line`, which was written last and by now has its amount, the cost that its profit leaves. */
  writeCostByProfit(columns: OrderColumns, line: number): void;
}

/** Makes the reader of one file's lines. */
export function createLineReader(reading: FileReading): LineReader {
  const { settings, dictionary, study } = reading;
  const column = {
    lineNumber: columnOf(settings, 'lineNumber'),
    code: columnOf(settings, 'productCode'),
    name: columnOf(settings, 'productName'),
    variant: columnOf(settings, 'productVariant'),
    category: columnOf(settings, 'category'),
    quantity: columnOf(settings, 'quantity'),
    unitPrice: columnOf(settings, 'unitPrice'),
    amount: columnOf(settings, 'lineAmount'),
    discount: columnOf(settings, 'lineDiscount'),
    unitCost: columnOf(settings, 'unitCost'),
    cost: columnOf(settings, 'lineCost'),
    profit: columnOf(settings, 'lineProfit'),
  };
  const comma = settings.decimalComma;
  const isRate = study.scopes.lineDiscount === 'rate';
  const isUndiscounted = study.scopes.lineAmount === 'undiscounted';
  const cell = createCell();
  const none = dictionary.indexOf(NO_PRODUCT);
  /** Codes made of a name and a variant, by the pair. */
  const variants = new Map<number, number>();

  let product = none;
  let productName = none;
  let category = -1;
  let quantity = 0;
  let unitPrice = 0;
  let amount = 0;
  let discount = 0;
  /** The price will be the product list's, and so will what is off it. */
  let isShare = false;
  let unitCost = 0;
  let cost = 0;
  let profit = 0;
  let lineKey = 0;
  let isCounted = true;

  /** A text's number in the dictionary, -1 for blank, -2 for too long. */
  function text(block: RecordBlock, record: number, at: number, longest: number): number {
    if (at < 0) return -1;
    moveTo(cell, block, record, at);
    unwrapId(cell);
    const length = cell.end - cell.start;
    if (length === 0 || (length === 1 && cell.bytes[cell.start] === 0x2d)) return -1;
    return length > longest ? -2 : dictionary.index(cell.bytes, cell.start, cell.end);
  }

  function money(block: RecordBlock, record: number, at: number): number {
    if (at < 0) return Number.NaN;
    moveTo(cell, block, record, at);
    return readMoneyTimes(cell, comma, study.moneyFactors[at] ?? 1);
  }

  function readProduct(block: RecordBlock, record: number): RowReason | null {
    product = text(block, record, column.code, LONGEST_CODE);
    productName = text(block, record, column.name, LONGEST_TEXT);
    category = text(block, record, column.category, LONGEST_TEXT);
    if (product === -2 || productName === -2 || category === -2) return 'TEXT_TOO_LONG';
    if (product >= 0) return null;
    if (productName < 0) productName = category < 0 || column.code >= 0 || column.name >= 0 ? none : category;
    const variant = text(block, record, column.variant, LONGEST_TEXT);
    product = variant >= 0 ? withVariant(productName, variant) : productName;
    return null;
  }

  function withVariant(name: number, variant: number): number {
    const pair = name * 0x4000000 + variant;
    let code = variants.get(pair);
    if (code === undefined) {
      code = dictionary.indexOf(`${dictionary.text(name)} / ${dictionary.text(variant)}`);
      variants.set(pair, code);
    }
    return code;
  }

  function readDiscount(block: RecordBlock, record: number): number {
    isShare = false;
    if (column.discount < 0) return Number.NaN;
    if (!isRate) return money(block, record, column.discount);
    // A rate of the price. Where the file gives the line's amount, the discount is already off it and no rate is needed.
    if (!Number.isNaN(amount)) return Number.NaN;
    moveTo(cell, block, record, column.discount);
    narrow(cell);
    const inPercent = takeEnding(cell, PERCENT) || study.discountForm === 'percent';
    const inTenths = takeEnding(cell, TENTHS);
    const rate = readCount(cell, RATE_SCALE, MOST_RATE, comma);
    if (!Number.isFinite(rate)) return rate;
    const share = rate / RATE_SCALE / (inPercent ? 100 : 1);
    const off = study.discountForm === 'kept' ? offByKept(share, inTenths) : share;
    // Nor is a price given: the writer takes the share off the list price.
    isShare = Number.isNaN(unitPrice);
    if (isShare) return Math.round(off * SHARE_SCALE);
    return Math.round(((quantity * unitPrice) / QUANTITY_SCALE) * off);
  }

  /**
   * Fills in the one of quantity, price and amount that its cell does not say, where the other two do; gives the quantity. Of goods
   * whose pieces are counted, nobody sold a part.
   */
  function fillIn(given: number): number {
    const isPriced = Number.isFinite(unitPrice);
    const isWorth = Number.isFinite(amount);
    if (Number.isFinite(given)) {
      if (!isWorth && isPriced) amount = isInvalid(amount) ? timesQuantity(given, unitPrice) : amount;
      else if (!isPriced && isWorth && given !== 0) unitPrice = Math.round((amount * QUANTITY_SCALE) / given);
      return given;
    }
    if (given === TOO_LARGE || !isPriced) return given;
    if (isWorth && unitPrice !== 0 && amount % unitPrice === 0) return (amount / unitPrice) * QUANTITY_SCALE;
    return isWorth ? given : INVALID;
  }

  function read(block: RecordBlock, record: number): RowReason | null {
    quantity = QUANTITY_SCALE;
    let given = quantity;
    if (column.quantity >= 0) {
      moveTo(cell, block, record, column.quantity);
      given = readQuantity(cell, comma);
    }
    isCounted = column.quantity >= 0 && !Number.isNaN(given);
    unitPrice = money(block, record, column.unitPrice);
    amount = money(block, record, column.amount);
    if (study.amountsMultiply && !Number.isFinite(given + unitPrice + amount)) given = fillIn(given);
    if (given === INVALID) return 'QUANTITY_INVALID';
    if (given === TOO_LARGE) return 'QUANTITY_TOO_LARGE';
    if (!Number.isNaN(given)) quantity = given;
    // Nothing of it was sold after all, and so the file gives no amount either.
    if (quantity === 0 && Number.isNaN(amount) && Number.isNaN(unitPrice)) amount = 0;
    unitCost = money(block, record, column.unitCost);
    cost = money(block, record, column.cost);
    profit = money(block, record, column.profit);
    discount = readDiscount(block, record);
    if (
      isInvalid(unitPrice) ||
      isInvalid(amount) ||
      isInvalid(unitCost) ||
      isInvalid(cost) ||
      isInvalid(discount) ||
      isInvalid(profit)
    ) {
      return 'AMOUNT_INVALID';
    }
    if (isUndiscounted && Number.isFinite(discount)) amount -= discount;
    const product = Number.isNaN(amount) ? (quantity * unitPrice) / QUANTITY_SCALE : amount;
    if (
      Math.abs(product) > MAX_AMOUNT ||
      unitPrice === TOO_LARGE ||
      unitCost === TOO_LARGE ||
      cost === TOO_LARGE ||
      discount === TOO_LARGE ||
      profit === TOO_LARGE ||
      Math.abs(quantity * unitCost) / QUANTITY_SCALE > MAX_AMOUNT
    ) {
      return 'AMOUNT_TOO_LARGE';
    }
    lineKey = Number.NaN;
    if (column.lineNumber >= 0) {
      moveTo(cell, block, record, column.lineNumber);
      unwrapId(cell);
      if (cell.start < cell.end) lineKey = hashBytes(cell.bytes, cell.start, cell.end, NUMBERED_LINE_SEED);
    }
    return readProduct(block, record);
  }

  const isNameless = () => product === none && category < 0;

  return {
    read,
    isBlank: () => !isCounted && isNameless() && Number.isNaN(unitPrice) && Number.isNaN(amount),
    isNameless,
    quantity: () => quantity,
    write(columns, line) {
      columns.product[line] = product;
      columns.productName[line] = productName;
      columns.category[line] = category;
      columns.quantity[line] = quantity;
      columns.unitPrice[line] = unitPrice;
      columns.amount[line] = amount;
      columns.lineDiscount[line] = discount;
      columns.unitCost[line] = unitCost;
      columns.lineCost[line] = cost;
      columns.lineKey[line] = lineKey;
      columns.lineFlags[line] = isShare ? DISCOUNT_IS_SHARE : 0;
    },
    writeCostByProfit({ amount: amounts, lineCost }, line) {
      if (Number.isNaN(profit) || !Number.isNaN(cost) || !Number.isNaN(unitCost)) return;
      lineCost[line] = lineWorth(amounts[line]!, quantity, unitPrice, discount) - profit;
    },
  };
}

/** Makes wide characters of a cell narrow ones. Few cells end in anything but a digit or a percent sign. */
function narrow(cell: Cell): void {
  if (cell.start === cell.end || cell.bytes[cell.end - 1]! < 0x80) return;
  Object.assign(cell, narrowCell(cell));
}

/** Takes an ending off a cell; false when it has another. */
function takeEnding(cell: Cell, ending: Uint8Array): boolean {
  const start = cell.end - ending.length;
  if (start < cell.start || ending.some((byte, i) => cell.bytes[start + i] !== byte)) return false;
  cell.end = start;
  return true;
}

/** What is off where 0.85, 85, `8.5折` and `85折` leave 0.85 of the price. Where nothing is off, some write 1 and some 0. */
function offByKept(kept: number, inTenths: boolean): number {
  if (kept === 0) return 0;
  if (inTenths && kept <= 10) return 1 - kept / 10;
  return 1 - (kept > 1 ? kept / 100 : kept);
}

function isInvalid(value: number): boolean {
  return value === INVALID;
}
