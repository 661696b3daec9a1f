/** The door of the engine. */
export type { SecretBox } from '../sync/index.ts';
export { type Application, findApplication } from './application.ts';
export { createEngine, type Engine, type EngineOptions } from './compose.ts';
export { defaultDataDirectory } from './paths.ts';
export { guardProcess, type ProcessGuardOptions } from './process-guard.ts';
export { boundYoungGeneration } from './young-generation.ts';
