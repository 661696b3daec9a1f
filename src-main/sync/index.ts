/** The door of sync. Worker threads take tasks.ts directly. */
export type { SecretBox } from './shops/index.ts';
