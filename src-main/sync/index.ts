/** The door of sync. Worker threads take tasks.ts directly. */
export { createSyncAreas, type SyncAreaOptions } from './area.ts';
export type { OfficeAddress, OfficeSetup } from './head-office/index.ts';
export { prune as pruneSync } from './outbox/index.ts';
export { createKeyFileBox, createVault, type SecretBox } from './shops/index.ts';
export type { Sync } from './sync.ts';
export type { SyncOptions } from './sync-options.ts';

/** Gives what makes a sync; see loaded.ts. */
export const loadSync = () => import('./loaded.ts');
