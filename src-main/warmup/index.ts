/** The door of warmup. */
export { type Claim, type Election, type Lease, soleElection } from './election.ts';
export {
  type WarmBatch,
  type WarmRequest,
  type WarmScope,
  type WarmStage,
  type WarmTarget,
  warmTarget,
} from './plan/target.ts';
export { createPlatformCalls, type PlatformCalls } from './platform/calls.ts';
export {
  type PlatformFamilies,
  type PlatformFamiliesOptions,
  type PlatformItem,
  platformFamilies,
} from './platform/families.ts';
export type { PlatformCaches } from './platform/lane.ts';
export type { PlatformRecord, PlatformSource } from './platform/source.ts';
export { createRedisElection } from './redis-election.ts';
export { createStaffGate, type StaffGate } from './run/staff-gate.ts';
export { isSchedule } from './schedule/expression.ts';
export type { Maintenance, ScheduleSettings } from './schedule/jobs.ts';
export { createWarmup, type Warmup, type WarmupOptions, type WarmupSettings } from './warmup.ts';
export { type WatchedAreas, watchStaff } from './watch-staff.ts';
