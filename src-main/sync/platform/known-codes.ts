/** Codes as the standards have them: what a platform says besides would spoil every page that shows it. */

const CURRENCY = /^[A-Z]{3}$/;

/** Gives the code of ISO 4217 that is meant; null for what can be none. */
export function knownCurrency(said: string): string | null {
  const code = said.trim().toUpperCase();
  return CURRENCY.test(code) ? code : null;
}

/** Gives the time zone; null for one that this computer cannot count in. */
export function knownTimeZone(said: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: said }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
