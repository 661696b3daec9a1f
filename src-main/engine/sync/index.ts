export { createEngineSync, type EngineSync } from './engine-sync.ts';
