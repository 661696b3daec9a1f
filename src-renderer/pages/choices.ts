/** Currencies and time zones to choose from, as the browser knows them. */

/** Gives all currency codes as choices. */
export function currencies(): { value: string; label: string }[] {
  return Intl.supportedValuesOf('currency').map((value) => ({ value, label: value }));
}

/** Gives all time zones as choices, UTC among them. */
export function timeZones(): { value: string; label: string }[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return (zones.includes('UTC') ? zones : ['UTC', ...zones]).map((value) => ({ value, label: value }));
}
