/** The door of the outbox. Its tasks for the database's threads are in tasks.ts. */
export {
  type ChangeRow,
  type ChangeValue,
  changeOf,
  insertChange,
  jsonOf,
  type NewChange,
  parseJson,
  settleChange,
  updateChange,
} from './change-row.ts';
export { CRASH_POINTS, type CrashPoint, type CrashPointName, noCrash } from './crash-point.ts';
export { canHold } from './field-bounds.ts';
export { parseHybrid } from './hybrid-clock.ts';
export { listingLane, orderLane } from './lanes.ts';
export { closeOutbox } from './open-outbox.ts';
export { ownOutbox } from './own-outbox.ts';
export { prune } from './prune.ts';
export { createPush, type Push, type PushParts } from './push/push.ts';
export type { WaitingCounts } from './queries.ts';
export { type LogLine, noteAudit, noteLog, noteStation, subjectOf } from './record.ts';
export { withdraw } from './settle-task.ts';
export type { StatementCache } from './statement-cache.ts';
export { createTransact, type Transact } from './transact.ts';
export type { SyncTransaction } from './transaction.ts';
export { createSeed } from './uuid7.ts';
