/** The writing end of an import: batches in, committed orders out. Worker entries take `tasks.ts` directly. */
export type { ImportDefaults } from './dictionary.ts';
export type { KnownStore, SavedTemplate, StoredImport } from './history-tasks.ts';
export type { ImportArgs, ImportResult, WriteProgress } from './import-task.ts';
export {
  createPlatformOrderWriter,
  type FedStore,
  type PlatformOrder,
  type PlatformOrderLine,
  type PlatformOrderWriter,
  type WrittenOrder,
} from './platform-orders.ts';
export {
  createReplicaMasters,
  type ReplicaMasters,
  type ReplicaProduct,
  type ReplicaStore,
} from './replica-masters.ts';
export { type ReplicaOrder, readReplicaOrders } from './replica-order.ts';
export { createReplicaOrderWriter, type OrderKey, type ReplicaOrderWriter } from './replica-writer.ts';
export type { IngestReadTasks, IngestWriteTasks } from './tasks.ts';
export type { UndoResult } from './undo-task.ts';
