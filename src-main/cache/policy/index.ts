export { hashKey } from './key-hash.ts';
export { Policy, type PolicyOptions } from './policy.ts';
export { grown } from './slot-facts.ts';
