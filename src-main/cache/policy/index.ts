export { narrow, sketchFits } from './frequency-sketch.ts';
export { hashKey } from './key-hash.ts';
export { type Learnt, Policy, type PolicyOptions } from './policy.ts';
export { PROBATION, PROTECTED, WINDOW } from './segments.ts';
export { SETTINGS } from './settings.ts';
export { grown } from './slot-facts.ts';
