/**
 * What an address asks for and the page cannot show. The address is put right at once; what it said goes along with that
 * step of the history, so that the page can tell it, also after a reload.
 */
import { parseScope, partsOfStores, readDays } from './scope.ts';

export interface RefusedPart {
  /** `longPeriod`: days that there are, but too many of them. */
  readonly what: 'period' | 'longPeriod' | 'stores';
  /** As the address says it. */
  readonly asked: string;
}

/** Nobody reads more of a spoilt address than this. */
const MOST_CHARACTERS = 60;

/** Gives what of an address is not shown as it is asked for. */
export function refusedParts(params: URLSearchParams): readonly RefusedPart[] {
  const parts: RefusedPart[] = [];
  const days = [params.get('from'), params.get('to')].filter((day) => day !== null).join(' – ');
  const asked = days === '' ? (params.get('period') ?? '') : days;
  if (asked !== '' && parseScope(params).period === null) {
    parts.push({ what: readDays(params) === null ? 'period' : 'longPeriod', asked: shortened(asked) });
  }
  const stores = params.get('stores');
  if (stores !== null && partsOfStores(stores).includes(null)) parts.push({ what: 'stores', asked: shortened(stores) });
  return parts;
}

/** Reads back what a step of the history was given; it may be one of another version, or of another page. */
export function refusedIn(state: unknown): readonly RefusedPart[] {
  const refused = (state as { refused?: unknown } | null)?.refused;
  return Array.isArray(refused) ? refused : [];
}

const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
