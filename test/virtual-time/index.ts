/** Time and chance as a test wants them. */
export { seeded } from './seeded.ts';
export { createVirtualTime, type VirtualTime, type VirtualTimeOptions } from './virtual-time.ts';
