/** The door of the engine. */
export { createEngine, type Engine, type EngineOptions } from './compose.ts';
export { dataPaths, defaultDataDirectory } from './paths.ts';
export { guardProcess, type ProcessGuardOptions } from './process-guard.ts';
