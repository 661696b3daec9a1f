/** The door of conflicts. Its tasks for the database's threads are in tasks.ts. */
export { type AppliedListings, applyListings, type ListingBatch } from './apply-listings.ts';
export { type Losses, lossesOf, wouldEmpty } from './fail-safe.ts';
export { waitingOf } from './field.ts';
export { conflictGate, remoteMoved } from './gate.ts';
export { mayFollow, type StatusTimes } from './order-status.ts';
export type { ConflictPolicies } from './policies.ts';
