/**
 * What stands in a platform's answer, read without trust: numbers come as texts and texts as numbers, ids as either, and
 * anything may be null or missing. What cannot be read is an error that names its field, never a zero.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { MONEY_SCALE } from '#shared/domain/money.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import { knownCurrency } from './known-codes.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A field that makes no sense. Of an item it leaves the others of its page alone: see `readEach`. */
export class UnreadableField extends AppError {
  /** The platform's own name of it. */
  readonly field: string;
  /** What stands there, cut short; empty where nothing does. */
  readonly said: string;

  constructor(platform: string, field: string, value: unknown) {
    super('PLATFORM_UNREADABLE', { action: 'retry', details: { platform, field } });
    this.field = field;
    this.said = shorten(value);
  }
}

/** Gives UTC milliseconds; null for what is no time. */
export type ReadTime = (value: unknown) => number | null;

/** Whatever takes the platform's name of a field throws UnreadableField with it. */
export interface FieldReader {
  /** The fields of an object; none of anything else. */
  fields(value: unknown): Fields;
  /** A list's entries; none where nothing is said. One that is no object has no fields. @throws where it is no list. */
  list(value: unknown, name: string): readonly Fields[];
  /** A text, or a number as its digits; null where there is nothing in it. */
  text(value: unknown): string | null;
  /** @throws where there is no text. */
  id(value: unknown, name: string): string;
  /** An integer count of 1/scale of what is said as `12.5` or `"12.5"`; null where nothing is said. */
  count(value: unknown, scale: number, name: string): number | null;
  /** Units of currency as 1/10,000. @throws where nothing is said. */
  money(value: unknown, name: string): number;
  /** As `money`, and 0 where nothing is said. */
  moneyIfSaid(value: unknown, name: string): number;
  /** Hundredths of a unit of currency as 1/10,000. @throws where nothing is said. */
  cents(value: unknown, name: string): number;
  /** Pieces as 1/1,000. @throws where nothing is said, or fewer than none. */
  quantity(value: unknown, name: string): number;
  /** A whole number. @throws where nothing is said. */
  whole(value: unknown, name: string): number;
  /** @throws where nothing is said. */
  time(value: unknown, name: string, readTime: ReadTime): number;
  /** Null where nothing is said: platforms write that as zeros too. */
  timeIfSaid(value: unknown, name: string, readTime: ReadTime): number | null;
  /** A code of ISO 4217. @throws where nothing is said. */
  currency(value: unknown, name: string): string;
  /** `true`, `"true"`, 1 and `"1"` are yes. */
  yes(value: unknown): boolean;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const CENTS = 100;
const NO_TIME = /^[0\s:./TZ+-]*$/;
const LONGEST_SAYING = 40;

/** Gives a reader whose errors name the platform. */
export function fieldReader(platform: string): FieldReader {
  const unreadable = (name: string, value: unknown) => new UnreadableField(platform, name, value);

  function count(value: unknown, scale: number, name: string): number | null {
    const said = text(value);
    if (said === null) return isNothing(value) ? null : refuse(name, value);
    const match = DECIMAL.exec(said.trim());
    if (!match) throw unreadable(name, value);
    const [, sign, whole = '', fraction = ''] = match;
    // One digit more than the scale has decides how it is rounded.
    const digits = String(scale).length - 1;
    const scaled =
      Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`) + (Number(fraction[digits] ?? 0) >= 5 ? 1 : 0);
    if (!Number.isSafeInteger(scaled)) throw unreadable(name, value);
    return sign === '-' && scaled !== 0 ? -scaled : scaled;
  }

  function refuse(name: string, value: unknown): never {
    throw unreadable(name, value);
  }

  function timeIfSaid(value: unknown, name: string, readTime: ReadTime): number | null {
    const at = readTime(value);
    if (at !== null || isNothing(value) || NO_TIME.test(text(value) ?? 'none')) return at;
    throw unreadable(name, value);
  }

  return {
    fields,
    list(value, name) {
      if (value === null || value === undefined) return [];
      if (!Array.isArray(value)) throw unreadable(name, value);
      return value.filter((entry) => entry !== null).map(fields);
    },
    text,
    id: (value, name) => text(value) ?? refuse(name, value),
    count,
    money: (value, name) => count(value, MONEY_SCALE, name) ?? refuse(name, value),
    moneyIfSaid: (value, name) => count(value, MONEY_SCALE, name) ?? 0,
    cents: (value, name) => (count(value, 1, name) ?? refuse(name, value)) * (MONEY_SCALE / CENTS),
    quantity(value, name) {
      const pieces = count(value, QUANTITY_SCALE, name);
      return pieces === null || pieces < 0 ? refuse(name, value) : pieces;
    },
    whole: (value, name) => count(value, 1, name) ?? refuse(name, value),
    time: (value, name, readTime) => timeIfSaid(value, name, readTime) ?? refuse(name, value),
    timeIfSaid,
    currency: (value, name) => knownCurrency(text(value) ?? '') ?? refuse(name, value),
    yes: (value) => value === true || value === 'true' || value === 1 || value === '1',
  };
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function text(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return null;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function shorten(value: unknown): string {
  if (isNothing(value)) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST_SAYING);
}
