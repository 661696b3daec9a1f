/**
 * Shopify lets nobody turn the pages of one list for ever: 25,000 things are the most. A longer list is begun anew where it had
 * got to, by what it is sorted by: what lies at that very place comes twice, and is known by its version.
 */

/** Where a list has got to. */
export interface Place {
  /** Where the list begins, in the words of its filter; null: at its own beginning. */
  readonly since: string | null;
  /** How many things of it have been seen. */
  readonly seen: number;
  /** Shopify's own cursor; null: its first page. */
  readonly after: string | null;
}

const START: Place = { since: null, seen: 0, after: null };
const CURSOR = /^list:(.*):(\d+):(.*)$/;
/** A good deal less than 25,000, for a page may be large. */
const DEEPEST = 20_000;

/** Reads a cursor. One that is Shopify's own, as it used to be kept, is taken for what it is. */
export function readPlace(cursor: string | null): Place {
  if (cursor === null) return START;
  const [, since = '', seen = '0', after = ''] = CURSOR.exec(cursor) ?? [null, '', '0', cursor];
  return {
    since: since === '' ? null : decodeURIComponent(since),
    seen: Number(seen),
    after: after === '' ? null : after,
  };
}

export interface TurnedPage {
  readonly count: number;
  /** Shopify's cursor of the next page; null: this was the last. */
  readonly next: string | null;
  /** Where the last thing of the page lies, in the words of the list's filter; null: it does not say. */
  readonly last: string | null;
}

/** Gives the cursor of what follows a page. */
export function placeAfter({ since, seen }: Place, { count, next, last }: TurnedPage): string | null {
  if (next === null) return null;
  const total = seen + count;
  // Where so many lie at one place, there is no other way on than further down.
  if (total >= DEEPEST && last !== null && last !== since) return written({ since: last, seen: 0, after: null });
  return written({ since, seen: total, after: next });
}

function written({ since, seen, after }: Place): string {
  return `list:${encodeURIComponent(since ?? '')}:${seen}:${after ?? ''}`;
}
