/**
 * What flows in from platforms, in Mendian's words. Money is an integer of 1/10,000, quantities of 1/1,000, instants are UTC
 * milliseconds; ids are texts, for they exceed 2^53.
 */
import type { OrderStatusName } from '#shared/domain/order-status.ts';

/**
 * What tells one state of a remote thing from another: the platform's own version or time of change where it has one, else
 * a hash of what it said. Equal texts are the same state; nothing else is to be read from them.
 */
export type RemoteVersion = string;

export interface RemoteOrder {
  /** What staff see and search for, and what the platform is asked by. */
  readonly number: string;
  readonly remoteId: string;
  readonly version: RemoteVersion;
  readonly updatedAt: number;
  readonly placedAt: number;
  readonly paidAt: number | null;
  readonly status: OrderStatusName;
  /** In the platform's words, for whoever looks closely. */
  readonly rawStatus: string;
  readonly currency: string;
  readonly total: number;
  readonly discount: number;
  readonly shippingFee: number;
  readonly tax: number;
  readonly refunded: number;
  readonly customer: string | null;
  readonly contact: RemoteContact | null;
  /** The seller's own. Left out where a list does not tell it: what is known of it stays. */
  readonly note?: string | null;
  readonly lines: readonly RemoteOrderLine[];
  /** Left out where a list does not tell of parcels: those that are known stay. */
  readonly shipments?: readonly RemoteShipment[];
}

export interface RemoteContact {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface RemoteOrderLine {
  readonly lineId: string;
  /** The seller's own code; the platform's id of the variant where the seller gave none. */
  readonly sku: string;
  /** The listing that was sold; null where the platform does not say. */
  readonly listingId: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
  /** What the line comes to before the order's own discounts. */
  readonly amount: number;
}

export interface RemoteShipment {
  readonly trackingNumber: string;
  readonly carrier: string | null;
  readonly shippedAt: number | null;
  readonly deliveredAt: number | null;
}

/** One sellable variant as a shop offers it. */
export interface RemoteListing {
  /** All that a write needs to name it; the adapter alone reads what is in it. */
  readonly listingId: string;
  readonly sku: string | null;
  readonly title: string;
  readonly price: number;
  readonly currency: string;
  /** Null: the shop keeps no count. */
  readonly quantity: number | null;
  readonly version: RemoteVersion;
  readonly updatedAt: number;
  /** False: taken off the shelf. */
  readonly onSale: boolean;
}

export interface RemoteTracking {
  readonly trackingNumber: string;
  readonly carrier: string | null;
  readonly status: 'pending' | 'in_transit' | 'out_for_delivery' | 'delivered' | 'exception' | 'returning' | 'refused';
  readonly events: readonly { readonly at: number; readonly text: string; readonly location: string | null }[];
}

export interface ShopInfo {
  /** The platform's own id of the shop: tells whether a token belongs to the shop that was meant. */
  readonly shopId: string;
  readonly title: string;
  readonly currency: string | null;
  /** IANA; null where the platform does not say. */
  readonly timeZone: string | null;
}

/** An item that makes no sense: everything beside it counts, and it is asked for again. */
export interface UnreadItem {
  /** What it can be asked for by: an order's number, a listing's id; null where not even that can be read. */
  readonly id: string | null;
  /** What staff may find it by: the id, or what else names it; empty where nothing does. */
  readonly shown: string;
  /** The platform's own name of what makes no sense: a field, or a call that is refused for this item alone. */
  readonly field: string;
  /** What stands there, cut short. */
  readonly said: string;
}

/** What was made of an answer, and what could not be. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly unread: readonly UnreadItem[];
}

/** A page of a stream, and where the next one begins. */
export interface Page<Item> extends Listed<Item> {
  /** To be handed in for the next page and kept over restarts; null: this was the last. */
  readonly next: string | null;
}

/** Things changed within [from, to), page by page. */
export interface PageRequest {
  readonly from: number;
  readonly to: number;
  readonly cursor: string | null;
  /** Things made within it, whenever they changed: asked only where the stream's `history` is declared. */
  readonly madeWithin?: boolean;
}
