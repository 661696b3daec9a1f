/** A workbook's number becomes the text that staff would see for it: a date where its format says so, else plain digits. */
import type { NumberKind } from './number-format.ts';

/** 9999-12-31: what lies behind cannot be a date in Excel either. */
const LAST_SERIAL = 2_958_466;
const DAY_SECONDS = 86_400;
/** Days from 1899-12-30, and from 1904-01-01, to 1970-01-01. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;

/** The text of a number as a workbook writes it. */
export function numberText(written: string, kind: NumberKind, date1904: boolean): string {
  if (kind !== 'number') {
    const serial = Number(written);
    if (serial >= 0 && serial < LAST_SERIAL) return dateText(serial, kind, date1904);
  }
  return plainNumber(written);
}

/**
 * Takes the artefacts of binary fractions away (`0.30000000000000004` is 0.3 to whoever typed it: Excel shows 15 digits) and
 * exponents too; whole numbers stay as written, however long, because they are order numbers.
 */
export function plainNumber(written: string): string {
  if (/^-?\d+$/.test(written)) return written;
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) return written;
  const shown = Number(value.toPrecision(15));
  const magnitude = Math.abs(shown);
  if (magnitude !== 0 && magnitude < 1e-6) return shown.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
  return String(shown);
}

/** `YYYY-MM-DD`, with ` HH:MM:SS` where there is a time of day or the format shows one; `HH:MM:SS` for a time alone. */
export function dateText(serial: number, kind: NumberKind, date1904: boolean): string {
  const seconds = Math.round(serial * DAY_SECONDS);
  const timeOfDay = seconds % DAY_SECONDS;
  const time = `${two(timeOfDay / 3600)}:${two((timeOfDay / 60) % 60)}:${two(timeOfDay % 60)}`;
  let day = Math.floor(seconds / DAY_SECONDS);
  if (kind === 'time' && day === 0) return time;
  // Excel's calendar has a 29 February 1900 (day 60), so the days before it are one further on.
  if (!date1904 && day < 60) day++;
  const date = new Date((day - (date1904 ? EPOCH_1904 : EPOCH_1900)) * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return kind === 'date' && timeOfDay === 0 ? date : `${date} ${time}`;
}

function two(value: number): string {
  const whole = Math.floor(value);
  return whole < 10 ? `0${whole}` : String(whole);
}
