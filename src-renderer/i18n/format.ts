/** Figures and times as people of a locale write them. Money and quantities are formatted from their exact counts. */
import { moneyToDecimal } from '#shared/domain/money.ts';
import { quantityToDecimal } from '#shared/domain/quantity.ts';
import type { Locale } from './i18n.ts';

export interface Formats {
  readonly locale: Locale;
  /** A count of 1/10,000 with the currency's own decimals: `¥1,234.50`. Without a currency, a plain decimal. */
  money(count: number, currency: string | null): string;
  /** For large print: no decimals from 10,000 units up, and short from 100 million up: `¥876.54M`, `¥8.77亿`. */
  headline(count: number, currency: string | null): string;
  /** A list's figures alike: without decimals when the largest of them needs none. */
  listMoney(largest: number, currency: string | null): (count: number) => string;
  /** For an axis: `1.2M`, `120万`. */
  compactMoney(count: number, currency: string | null): string;
  number(value: number): string;
  compactNumber(value: number): string;
  /** A count of 1/1,000. */
  quantity(count: number): string;
  /** `0.125` is `12.5%`; always one decimal, so that figures below each other line up. */
  percent(ratio: number): string;
  /** With a sign, also for a rise; ten times as much and more is told without decimals. */
  signedPercent(ratio: number): string;
  /** A business date: `21 Nov 2026`. */
  date(businessDate: string): string;
  /** Day and month only, for axes: `21 Nov`. */
  shortDate(businessDate: string): string;
  /** `November 2026`. */
  month(businessDate: string): string;
  /** The weekday of a business date: `Sat`. */
  weekday(businessDate: string): string;
  /** An instant, in the reader's zone: the time alone when it is today. */
  moment(instant: string, now: number): string;
  /** When an order was placed, on the store's own clock: short enough for a column, the day alone without a time. */
  placed(businessDate: string, localTime: string | null): string;
  /** How long ago an instant was: `3 seconds ago`. */
  ago(instant: string, now: number): string;
}

const HEADLINE_WITHOUT_DECIMALS = 10_000 * 10_000;
const HEADLINE_SHORT = 100_000_000 * 10_000;
const CHANGE_WITHOUT_DECIMALS = 9.99;

type MoneyStyle = 'full' | 'headline' | 'short' | 'compact';

/** Gives the formatters of a locale; making them is costly, so make them once. */
export function createFormats(locale: Locale): Formats {
  // English day-month order that Americans and Britons both read without a doubt needs the month's name.
  const tag = locale === 'en' ? 'en-GB' : 'zh-CN';
  const dateIn = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options });
  const numberIn = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);

  const moneyFormats = new Map<string, Intl.NumberFormat>();
  const wordMoney = (style: MoneyStyle, count: number, currency: string | null): string => {
    const key = `${style}${currency}`;
    const made = moneyFormats.get(key) ?? numberIn(moneyOptions(style, currency));
    moneyFormats.set(key, made);
    // English has ¥ for the yuan and the yen: beside each other they must not be taken for one another.
    if (currency !== 'JPY' || locale !== 'en') return made.format(exact(count));
    return made
      .formatToParts(exact(count))
      .map(({ type, value }) => (type === 'currency' ? 'JP¥' : value))
      .join('');
  };

  const plain = numberIn({ maximumFractionDigits: 3 });
  const compact = numberIn({ notation: 'compact', maximumFractionDigits: 1 });
  const percent = numberIn({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const change = { style: 'percent', signDisplay: 'exceptZero' } as const;
  const signedPercent = numberIn({ ...change, minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const largeChange = numberIn({ ...change, maximumFractionDigits: 0 });
  const date = dateIn({ year: 'numeric', month: 'short', day: 'numeric' });
  const shortDate = dateIn({ month: 'short', day: 'numeric' });
  const month = dateIn({ year: 'numeric', month: 'long' });
  const weekday = dateIn({ weekday: 'short' });
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' });
  const dayAndTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  return {
    locale,
    money: (count, currency) => wordMoney('full', count, currency),
    headline: (count, currency) => wordMoney(headlineStyle(count), count, currency),
    listMoney: (largest, currency) => {
      const style = Math.abs(largest) >= HEADLINE_WITHOUT_DECIMALS ? 'headline' : 'full';
      return (count) => wordMoney(style, count, currency);
    },
    compactMoney: (count, currency) => wordMoney('compact', count, currency),
    number: (value) => plain.format(value),
    compactNumber: (value) => compact.format(value),
    quantity: (count) => plain.format(quantityToDecimal(count) as `${number}`),
    percent: (ratio) => percent.format(ratio),
    signedPercent: (ratio) => (Math.abs(ratio) >= CHANGE_WITHOUT_DECIMALS ? largeChange : signedPercent).format(ratio),
    date: (businessDate) => date.format(atNoon(businessDate)),
    shortDate: (businessDate) => shortDate.format(atNoon(businessDate)),
    month: (businessDate) => month.format(atNoon(businessDate)),
    weekday: (businessDate) => weekday.format(atNoon(businessDate)),
    moment: (instant, now) => {
      const then = new Date(instant);
      return (then.toDateString() === new Date(now).toDateString() ? time : dayAndTime).format(then);
    },
    placed: (businessDate, localTime) => {
      const day = locale === 'en' ? date.format(atNoon(businessDate)) : businessDate;
      return localTime === null ? day : `${day} ${localTime}`;
    },
    ago: (instant, now) => {
      const seconds = Math.max(0, now - Date.parse(instant)) / 1_000;
      return seconds < 1 ? JUST_NOW[locale] : formatAgo(relative, seconds);
    },
  };
}

/** A figure of more digits than a tile is wide is of no use to anyone. */
function headlineStyle(count: number): MoneyStyle {
  const size = Math.abs(count);
  if (size >= HEADLINE_SHORT) return 'short';
  return size >= HEADLINE_WITHOUT_DECIMALS ? 'headline' : 'full';
}

function moneyOptions(style: MoneyStyle, currency: string | null): Intl.NumberFormatOptions {
  // Dollars of several countries, yuan and yen: only the yuan is never told by its country.
  const currencyDisplay = currency === 'CNY' ? 'narrowSymbol' : 'symbol';
  const shape: Intl.NumberFormatOptions =
    currency === null
      ? { minimumFractionDigits: style === 'full' ? 2 : 0, maximumFractionDigits: 2 }
      : { style: 'currency', currency, currencyDisplay };
  if (style === 'headline') return { ...shape, minimumFractionDigits: 0, maximumFractionDigits: 0 };
  if (style === 'short') return { ...shape, notation: 'compact', minimumFractionDigits: 2, maximumFractionDigits: 2 };
  if (style === 'compact') return { ...shape, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 };
  return shape;
}

/** Intl reads a decimal string without rounding it to a float first. */
function exact(count: number): `${number}` {
  return moneyToDecimal(count) as `${number}`;
}

function atNoon(businessDate: string): Date {
  return new Date(`${businessDate}T12:00:00Z`);
}

/** The formatter says "now" (现在), which reads as if it were still going on. */
const JUST_NOW: Readonly<Record<Locale, string>> = { en: 'just now', 'zh-CN': '刚刚' };

function formatAgo(relative: Intl.RelativeTimeFormat, seconds: number): string {
  if (seconds < 60) return relative.format(-Math.floor(seconds), 'second');
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}
