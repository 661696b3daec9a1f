/**
 * What sync needs of a head office. It alone puts things in order, never a clock: each row counts the writes that were taken, a
 * writer says which of them it knows, and whoever asks again after a lost answer changes nothing.
 */
import type { ReplicaOrder, ReplicaProduct, ReplicaStore } from '../../ingest/write/index.ts';
import type { LeaseStore } from '../../resilience/index.ts';

export type OfficeStream = 'stores' | 'products' | 'targets' | 'stock' | 'orders';
export type MasterKind = 'store' | 'product';

/** Who writes, as the office knows it. */
export interface OfficeWriter {
  readonly origin: string;
  /** Whether it may change stores and products that the office has already. */
  readonly mayChange: boolean;
}

/** What is pushed goes as the JSON of arrays of these; `i` is the place in the batch. */
export type PushedOrder =
  | (ReplicaOrder & OrderSums & PushedState)
  | (Pick<ReplicaOrder, 'store' | 'platform' | 'number'> & PushedState);
export interface PushedState {
  readonly i: number;
  /** The version at the office that this comes from; 0: none is known. */
  readonly base: number;
  /** Of all that is pushed: two that hold the same have the same. */
  readonly hash: string;
  /** How far the order has come. */
  readonly rank: number;
  readonly deleted: boolean;
}
/** What its lines come to. */
export interface OrderSums {
  readonly units: number;
  readonly cost: number;
  readonly costedSales: number;
  readonly costedLines: number;
}
export type PushedMaster = (ReplicaStore | ReplicaProduct) & { readonly i: number; readonly base: number };
export interface PushedMove {
  readonly id: string;
  readonly store: string;
  readonly product: string;
  /** 1/1,000; of a first level the level. */
  readonly delta: number;
  /** 1: other computers tell it by the same id; it is no move of this one's. */
  readonly named?: number;
  /** Of a first level: what of its listings stands in it. */
  readonly listings?: readonly CountedListing[];
}
/** What a shop was read to have of a product. */
export interface PushedListing extends CountedListing {
  readonly store: string;
  readonly product: string;
  /** What the level held of it where the office has not counted it yet. */
  readonly base: number;
}
/** A listing as every computer that reads its shop knows it. */
export interface CountedListing {
  readonly platform: string;
  /** The shop, as the platform calls it. */
  readonly shop: string;
  readonly listing: string;
  /** 1/1,000. */
  readonly quantity: number;
  /** UTC milliseconds by the platform's clock. */
  readonly at: number;
}

/** What the office has, as JSON in `row` of an answer or a page. */
export type OfficeOrder = ReplicaOrder & OfficeState;
export type OfficeMaster = (ReplicaStore | ReplicaProduct) & Pick<OfficeState, 'version' | 'deleted'>;
export interface OfficeState {
  readonly version: number;
  readonly deleted: boolean;
  readonly origin: string;
}
export interface OfficeTarget {
  readonly store: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly currency: string;
  readonly netSales: number;
  readonly version: number;
  readonly deleted: boolean;
}
export interface OfficeLevel {
  readonly store: string;
  readonly product: string;
  readonly quantity: number;
  readonly version: number;
  /** The first level that was taken. */
  readonly firstId: string | null;
  /** What of its listings stands in it. */
  readonly listings: readonly CountedListing[];
}

export interface OrderAnswer {
  readonly i: number;
  /** What the office has now; 0: nothing. */
  readonly version: number;
  /** It has what was pushed. */
  readonly accepted: boolean;
  /** JSON of OfficeOrder where it has something else. */
  readonly row: string | null;
}
export interface MasterAnswer {
  readonly i: number;
  readonly version: number;
  /** JSON of OfficeMaster. */
  readonly row: string;
}

/** Everything written before `tx` is behind it, and of `tx` what is up to `key`. */
export interface PullPlace {
  readonly tx: string;
  readonly key: readonly string[];
}
export interface PullQuestion {
  readonly stream: OfficeStream;
  /** A store's code; '': all stores. */
  readonly scope: string;
  readonly after: PullPlace;
  /** Nothing that was written from this transaction on; null: as far as nothing is under way any more. */
  readonly until: string | null;
  readonly limit: number;
}
export interface PullPage {
  /** JSON of OfficeMaster, OfficeTarget, OfficeLevel or OfficeOrder. */
  readonly rows: readonly string[];
  readonly after: PullPlace;
  /** How far this page could have gone. */
  readonly until: string;
  readonly isLast: boolean;
}

/** The sum of all moves of one computer that were counted, in 1/1,000. */
export interface ToldTotal {
  readonly store: string;
  readonly product: string;
  readonly total: number;
}

/** Each of them throws AppError OFFICE_UNREACHABLE or OFFICE_REFUSED where it is so. */
export interface Office {
  /**
   * Looks whether we understand each other, before anything else. `epoch` is another one for another office, and after a
   * restore of this one.
   * @throws AppError OFFICE_NEWER, OFFICE_OLDER.
   */
  open(): Promise<{ readonly epoch: string }>;
  pushMasters(kind: MasterKind, payload: string, writer: OfficeWriter): Promise<MasterAnswer[]>;
  /**
   * First levels count where the office has none; each move counts once. Of a listing that is told with the moves the level moves
   * by what it has become since it was counted last, unless something newer was. Gives the levels of all that were named.
   */
  pushStock(kind: 'first' | 'move', payload: string, writer: OfficeWriter): Promise<OfficeLevel[]>;
  pushOrders(payload: string, writer: OfficeWriter): Promise<OrderAnswer[]>;
  /** What was counted of a computer's moves. */
  told(origin: string): Promise<ToldTotal[]>;
  pull(question: PullQuestion): Promise<PullPage>;
  /** How many rows a pull to the end would bring. */
  count(question: Omit<PullQuestion, 'limit'>): Promise<number>;
  /** What one computer of the chain at a time may do; left out: it keeps no such list. */
  readonly claims?: LeaseStore;
  /** Asks for nothing but an answer, and does not wait long for one; left out: it is asked no such thing. */
  beat?(): Promise<void>;
  close(): Promise<void>;
}

/** Where a stream begins. */
export const PULL_BEGIN: PullPlace = { tx: '0', key: [] };
