/** The door of the engine's configuration. */
export type { Environment } from './environment.ts';
export { officeLocation } from './office-address.ts';
export { redisTarget } from './redis-address.ts';
export { type Config, defaultConfig } from './schema.ts';
export { type ConfigStore, createConfigStore } from './store.ts';
