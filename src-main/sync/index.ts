/** The door of sync. Worker threads take tasks.ts directly. */
export { createSyncAreas, type SyncAreaOptions } from './area.ts';
export { createHttpTransport } from './platform/index.ts';
export { PLATFORMS } from './platforms/index.ts';
export { createKeyFileBox, createVault, type SecretBox } from './shops/index.ts';
export { anyLinkUp, isLoopback, probeTargets } from './status/index.ts';
export { createSync, type Sync, type SyncOptions } from './sync.ts';
