/** What flows out to platforms. An item says what is wanted in full, so that it can be sent without any other. */
import type { AppError } from '#shared/domain/app-error.ts';
import type { RemoteVersion } from './model.ts';

export type PushKind = 'stock' | 'price' | 'title' | 'fulfilment' | 'order-note';

interface PushBase {
  /** UUIDv7, minted with the edit: the idempotency key wherever the platform takes one. */
  readonly changeId: string;
}

export interface StockPush extends PushBase {
  readonly kind: 'stock';
  readonly listingId: string;
  /** 1/1,000; several edits of one listing are sent as their sum. */
  readonly delta: number;
  /** What the platform is assumed to hold: the last that it said, plus what has been acknowledged since. */
  readonly base: number;
}

export interface PricePush extends PushBase {
  readonly kind: 'price';
  readonly listingId: string;
  readonly price: number;
  readonly currency: string;
}

export interface TitlePush extends PushBase {
  readonly kind: 'title';
  readonly listingId: string;
  readonly title: string;
}

export interface FulfilmentPush extends PushBase {
  readonly kind: 'fulfilment';
  readonly orderNumber: string;
  readonly remoteId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
}

export interface OrderNotePush extends PushBase {
  readonly kind: 'order-note';
  readonly orderNumber: string;
  readonly remoteId: string;
  readonly note: string;
}

export type PushItem = StockPush | PricePush | TitlePush | FulfilmentPush | OrderNotePush;

/** What became of one item of a batch. */
export type PushOutcome =
  | { readonly changeId: string; readonly outcome: 'done'; readonly version: RemoteVersion | null }
  /** The platform compared, and holds something else than the base: read it anew, then decide. */
  | { readonly changeId: string; readonly outcome: 'stale' }
  /** This item alone failed; the others of the batch are not touched by it. */
  | { readonly changeId: string; readonly outcome: 'failed'; readonly error: AppError };
