/**
 * Orders by their time of change. Cursors name the last order seen, so that a page neither misses nor repeats one when others
 * change meanwhile. Each order brings its first lines; further ones are fetched for the few orders that have them.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  type Page,
  type PageRequest,
  type PlatformContext,
  type RemoteOrder,
  readAlone,
  readEach,
} from '../../platform/index.ts';
import { placeAfter, readPlace } from './deep-list.ts';
import { gid } from './ids.ts';
import { LINE_FIELDS, mapOrder, nameOrder, ORDER_FIELDS, readTime } from './map-order.ts';
import { graphqlApi, read } from './request.ts';

/** Lines that come with an order; most orders have fewer. */
const FIRST_LINES = 5;
/** As many as one input or page of Shopify may hold. */
const MORE_LINES = 100;
/**
 * Orders a page: what one query reserves must stay within 1,000 points. An order reserves about 60 with its lines, as the rules
 * are published; where a shop is charged more, the page is made smaller.
 */
const PAGE_SIZES = [15, 7, 3, 1];
const ORDER_COST = 28 + FIRST_LINES * 6;

interface OrdersArgs {
  readonly query: string;
  readonly after: string | null;
  readonly first: number;
}

const ordersApi = graphqlApi({
  name: 'orders',
  cost: ({ first }: OrdersArgs) => 4 + first * ORDER_COST,
  document: () => `query orders($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes { ${ORDER_FIELDS} lineItems(first: ${FIRST_LINES}) { ${LINE_FIELDS} } }
    }
  }`,
  variables: ({ first, after, query }) => ({ first, after, query }),
  read: (data) => connectionOf(data.orders, 'orders'),
});

const lineItemsApi = graphqlApi({
  name: 'lineItems',
  cost: () => 4 + MORE_LINES * 6,
  document: () => `query lineItems($id: ID!, $after: String) {
    order(id: $id) { lineItems(first: ${MORE_LINES}, after: $after) { ${LINE_FIELDS} } }
  }`,
  variables: ({ id, after }: { readonly id: string; readonly after: string }) => ({ id, after }),
  read: (data) => connectionOf(read.fields(data.order).lineItems, 'lineItems'),
});

export interface Connection {
  readonly nodes: readonly Fields[];
  /** Null: this is all. */
  readonly next: string | null;
}

export function connectionOf(value: unknown, name: string): Connection {
  const { nodes, pageInfo } = read.fields(value);
  const { hasNextPage, endCursor } = read.fields(pageInfo);
  return { nodes: read.list(nodes, name), next: read.yes(hasNextPage) ? read.text(endCursor) : null };
}

/** Changed within [from, to), in the words of Shopify's search. */
export function changedWithin(from: string, to: number): string {
  return `updated_at:>='${from}' AND updated_at:<'${timeText(to)}'`;
}

export function timeText(time: number): string {
  return new Date(time).toISOString();
}

/** When the last of a list that is sorted by changes was changed; null: it does not say. */
export function lastChange(nodes: readonly Fields[]): string | null {
  const time = readTime(nodes.at(-1)?.updatedAt);
  return time === null ? null : timeText(time);
}

export async function readOrders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor } = request;
  const place = readPlace(cursor);
  const query = changedWithin(place.since ?? timeText(from), to);
  const { nodes, next } = await readPage(context, { query, after: place.after });
  const listed = await readEach(nodes, nameOrder, (node) => readWhole(context, node));
  return { ...listed, next: placeAfter(place, { count: nodes.length, next, last: lastChange(nodes) }) };
}

/** @throws AppError where even a single order is too dear. */
async function readPage(context: PlatformContext, args: Omit<OrdersArgs, 'first'>): Promise<Connection> {
  for (const [place, first] of PAGE_SIZES.entries()) {
    try {
      return await context.call(ordersApi, { ...args, first });
    } catch (error) {
      const isTooDear = error instanceof AppError && error.details.code === 'MAX_COST_EXCEEDED';
      if (!isTooDear || place === PAGE_SIZES.length - 1) throw error;
    }
  }
  return { nodes: [], next: null };
}

async function readWhole(context: PlatformContext, order: Fields): Promise<RemoteOrder> {
  return mapOrder(order, await readLines(context, order));
}

async function readLines(context: PlatformContext, order: Fields): Promise<readonly Fields[]> {
  const first = connectionOf(order.lineItems, 'lineItems');
  const lines = [...first.nodes];
  for (let after = first.next; after !== null; ) {
    const more = await context.call(lineItemsApi, { id: read.id(order.id, 'id'), after });
    lines.push(...more.nodes);
    after = more.next;
  }
  return lines;
}

/** The search finds names that begin alike, so the very one is looked for in what it finds. */
export async function readOrder(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const query = `name:'${number.replaceAll(/['\\]/g, '\\$&')}'`;
  const { nodes } = await readPage(context, { query, after: null });
  const node = nodes.find(({ name }) => name === number);
  return node ? readAlone('shopify', node, nameOrder, () => readWhole(context, node)) : null;
}

export const orderGid = (remoteId: string): string => gid('Order', remoteId);
