/** What sync runs in the database's threads. Each folder of it lists its own. */
import type { ReadTasks, WriteTasks } from '../database/index.ts';
import { applyListings, type ConflictPolicies, conflictGate } from './conflicts/index.ts';
import { conflictReadTasks, createConflictWriteTasks } from './conflicts/tasks.ts';
import { createEditWriteTasks, editReadTasks } from './edits/tasks.ts';
import { officeReadTasks, officeWriteTasks } from './head-office/local/tasks.ts';
import { type CrashPoint, createTransact, noCrash } from './outbox/index.ts';
import { createOutboxWriteTasks, outboxReadTasks } from './outbox/tasks.ts';
import { createPullWriteTasks, pullReadTasks } from './pull/tasks.ts';
import { shopReadTasks, shopWriteTasks } from './shops/tasks.ts';
import { createStatusWriteTasks, statusReadTasks } from './status/tasks.ts';

export const syncReadTasks = {
  ...outboxReadTasks,
  ...conflictReadTasks,
  ...editReadTasks,
  ...officeReadTasks,
  ...pullReadTasks,
  ...shopReadTasks,
  ...statusReadTasks,
} satisfies ReadTasks;
export type SyncReadTasks = typeof syncReadTasks;

/** @param crashPoint called between durable steps. */
export function createSyncWriteTasks(crashPoint: CrashPoint) {
  const transact = createTransact(crashPoint);
  return {
    ...createOutboxWriteTasks<ConflictPolicies>({ transact, gate: conflictGate, takeIn: applyListings }),
    ...createConflictWriteTasks(transact),
    ...createEditWriteTasks(transact),
    ...createPullWriteTasks(transact),
    ...officeWriteTasks,
    ...shopWriteTasks,
    ...createStatusWriteTasks(transact),
  } satisfies WriteTasks;
}

export const syncWriteTasks = createSyncWriteTasks(noCrash);
export type SyncWriteTasks = typeof syncWriteTasks;
