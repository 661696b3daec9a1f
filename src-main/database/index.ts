/** The door of the database part. */
export { type BackupSchedule, type BackupScheduleOptions, createBackupSchedule } from './backup/schedule.ts';
export { listBackups, type StoredBackup } from './backup/stored.ts';
export { maintenanceTasks } from './backup/tasks.ts';
export {
  type ChangeNotes,
  type ChangeReadTasks,
  type ChangeWriteTasks,
  changeReadTasks,
  changeWriteTasks,
  createChangeNotes,
  type DataChanges,
  revisionOf,
  type StoreChange,
} from './change-journal.ts';
export {
  openReadable,
  openWritable,
  type ReadableDb,
  type WritableDb,
  type WritableStatements,
} from './connection.ts';
export {
  backupPath,
  createDatabase,
  type Database,
  type DatabaseFacts,
  type DatabaseFollower,
  type DatabaseOptions,
} from './database.ts';
export { databaseFiles } from './files.ts';
export { keepStatements } from './kept-statements.ts';
export { createLogFlush, type LogFlush } from './log-flush.ts';
export { type Migration, migrate } from './migration.ts';
export { MIGRATIONS } from './migrations/index.ts';
export { ORDER_INDEXES } from './order-indexes.ts';
export { hashBytes, hashText, orderKeySeed } from './order-key.ts';
export type { Recovered } from './recovery.ts';
export { toDatabaseError } from './sqlite-error.ts';
export type { Reader, ReadTask, ReadTasks, TaskContext, TaskOptions, Writer, WriteTask, WriteTasks } from './task.ts';
export { createTaskPool, type PoolLog, type TaskPool } from './task-pool.ts';
export { createTaskRunner } from './task-runner.ts';
export type { TaskCall, TaskOutcome, WorkerStart } from './worker-message.ts';
export { createWriterOwner, type Opened } from './writer-owner.ts';
