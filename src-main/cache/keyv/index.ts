export { asKeyv, type KeyvOptions, type KeyvStore } from './as-keyv.ts';
export type { KeyvRecord } from './keyv-family.ts';
