/** The door of the cache as the engine composes it. */
export { type AnswerCache, createAnswerCache } from './answer-cache.ts';
export { createWarmTargets } from './warm-targets.ts';
