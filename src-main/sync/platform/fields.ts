/**
 * What stands in a platform's answer, read without trust: numbers come as texts and texts as numbers, ids as either, and
 * anything may be null or missing. A number that cannot be read is an error, never a zero.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { MONEY_SCALE } from '#shared/domain/money.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface FieldReader {
  /** The fields of an object; none of anything else. */
  fields(value: unknown): Fields;
  /** The objects of a list; none of anything else. */
  list(value: unknown): readonly Fields[];
  /** A text, or a number as its digits; null where there is nothing in it. */
  text(value: unknown): string | null;
  /** @throws AppError PLATFORM_UNREADABLE where there is no text. */
  id(value: unknown, name: string): string;
  /** An integer count of 1/scale of what is said as `12.5` or `"12.5"`; null where nothing is said. */
  count(value: unknown, scale: number): number | null;
  /** Units of currency as 1/10,000; 0 where nothing is said. */
  money(value: unknown): number;
  /** Hundredths of a unit of currency as 1/10,000; 0 where nothing is said. */
  cents(value: unknown): number;
  /** Pieces as 1/1,000; 0 where nothing is said. */
  quantity(value: unknown): number;
  /** A whole number; 0 where nothing is said. */
  whole(value: unknown): number;
  /** `true`, `"true"`, 1 and `"1"` are yes. */
  yes(value: unknown): boolean;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const CENTS = 100;

/** Gives a reader whose errors name the platform. */
export function fieldReader(platform: string): FieldReader {
  const unreadable = (name: string): AppError =>
    new AppError('PLATFORM_UNREADABLE', { action: 'retry', details: { platform, field: name } });

  function text(value: unknown): string | null {
    if (typeof value === 'string') return value.trim() === '' ? null : value;
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    return null;
  }

  function count(value: unknown, scale: number): number | null {
    const said = text(value);
    if (said === null) return null;
    const match = DECIMAL.exec(said.trim());
    if (!match) throw unreadable(said.slice(0, 40));
    const [, sign, whole = '', fraction = ''] = match;
    // One digit more than the scale has decides how it is rounded.
    const digits = String(scale).length - 1;
    const scaled =
      Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`) + (Number(fraction[digits] ?? 0) >= 5 ? 1 : 0);
    if (!Number.isSafeInteger(scaled)) throw unreadable(said.slice(0, 40));
    return sign === '-' && scaled !== 0 ? -scaled : scaled;
  }

  return {
    fields: (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}),
    list: (value) =>
      Array.isArray(value)
        ? value.filter((item): item is Fields => typeof item === 'object' && item !== null && !Array.isArray(item))
        : [],
    text,
    id(value, name) {
      const said = text(value);
      if (said === null) throw unreadable(name);
      return said;
    },
    count,
    money: (value) => count(value, MONEY_SCALE) ?? 0,
    cents: (value) => (count(value, 1) ?? 0) * (MONEY_SCALE / CENTS),
    quantity: (value) => count(value, QUANTITY_SCALE) ?? 0,
    whole: (value) => count(value, 1) ?? 0,
    yes: (value) => value === true || value === 'true' || value === 1 || value === '1',
  };
}
