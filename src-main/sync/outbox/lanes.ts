/** The lane of a listing. A lane is one thing on one shop: its changes are sent one after the other, lanes side by side. */
export function listingLane(shopId: number, listingId: string): string {
  return `listing:${shopId}/${listingId}`;
}

/** The lane of an order. */
export function orderLane(shopId: number, number: string): string {
  return `order:${shopId}/${number}`;
}
