/** What the system's own region and clock say about a shop's currency and time zone: a first guess, never saved unasked. */

/** Currencies of the regions that most shops are in; the euro's regions stand below. */
const CURRENCY_OF: Readonly<Record<string, string>> = {
  CN: 'CNY',
  HK: 'HKD',
  MO: 'MOP',
  TW: 'TWD',
  JP: 'JPY',
  KR: 'KRW',
  SG: 'SGD',
  MY: 'MYR',
  TH: 'THB',
  VN: 'VND',
  ID: 'IDR',
  PH: 'PHP',
  IN: 'INR',
  AU: 'AUD',
  NZ: 'NZD',
  US: 'USD',
  CA: 'CAD',
  MX: 'MXN',
  BR: 'BRL',
  GB: 'GBP',
  CH: 'CHF',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  TR: 'TRY',
  ZA: 'ZAR',
  AE: 'AED',
  SA: 'SAR',
  IL: 'ILS',
};
const EURO = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

export interface RegionGuess {
  /** Null when the language names no region that is known. */
  readonly currency: string | null;
  readonly timeZone: string;
}

/**
 * Guesses from the system's first language, such as `en-GB`, and its time zone. A language without a region stands for
 * where most of its speakers are: `zh` for CNY.
 */
export function guessOf(language: string, timeZone: string): RegionGuess {
  const { region } = new Intl.Locale(language).maximize();
  const currency = region === undefined ? null : EURO.includes(region) ? 'EUR' : (CURRENCY_OF[region] ?? null);
  return { currency, timeZone };
}
