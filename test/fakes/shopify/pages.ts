/** Pages of a connection. Cursors are opaque: they name the last item by its place, or by its time of change and id. */

export interface Page<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface LastSeen {
  readonly last_id: string;
  readonly last_value: number;
}

/** Nobody is let further into one list. */
const DEEPEST = 25_000;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

export function decodeCursor(cursor: string): unknown {
  return JSON.parse(Buffer.from(cursor, 'base64').toString());
}

/** A list that does not change, by place. */
export function pageOf<Item>(
  items: readonly Item[],
  first: number | null | undefined,
  after: string | null | undefined,
): Page<Item> {
  const start = after ? Number(decodeCursor(after)) : 0;
  const end = start + (first ?? 0);
  const hasNextPage = end < items.length;
  return { nodes: items.slice(start, end), pageInfo: { hasNextPage, endCursor: hasNextPage ? encode(end) : null } };
}

/** A list by time of change and id, whatever has moved since: what lies behind the last that was seen. */
export function pageByTime<Item>(
  items: readonly Item[],
  key: (item: Item) => LastSeen,
  first: number,
  after: string | null | undefined,
): Page<Item> {
  const seen = after ? (decodeCursor(after) as LastSeen & { readonly depth: number }) : null;
  const depth = (seen?.depth ?? 0) + first;
  if (depth > DEEPEST) throw new Error(`A list ends after ${DEEPEST} nodes`);
  const isBehind = (item: Item) => {
    if (!seen) return true;
    const { last_value, last_id } = key(item);
    return last_value > seen.last_value || (last_value === seen.last_value && last_id > seen.last_id);
  };
  const start = items.findIndex(isBehind);
  const rest = start === -1 ? [] : items.slice(start, start + first + 1);
  const nodes = rest.slice(0, first);
  const last = nodes.at(-1);
  const hasNextPage = rest.length > first;
  return { nodes, pageInfo: { hasNextPage, endCursor: last && hasNextPage ? encode({ ...key(last), depth }) : null } };
}
