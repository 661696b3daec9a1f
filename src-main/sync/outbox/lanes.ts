/** A lane is one thing on one platform: what concerns it goes one after the other, and lanes go side by side. */
export function listingLane(shopId: number, listingId: string): string {
  return `listing:${shopId}/${listingId}`;
}

export function orderLane(shopId: number, number: string): string {
  return `order:${shopId}/${number}`;
}
