export {
  createLeases,
  createRedisLeaseStore,
  type Lease,
  type LeaseAnswer,
  type LeaseOptions,
  type LeaseStore,
  type Leases,
} from './lease.ts';
export { createLocks, type LockClaim, type LockPlace, type Locks, type LocksOptions } from './locks.ts';
export { createOwnership, type Ownership, type OwnershipOptions } from './ownership.ts';
