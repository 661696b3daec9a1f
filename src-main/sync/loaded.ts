/** What hangs on the platforms' adapters: loaded when the first of them is needed, for most of a start needs none. */
export { loadPostgresOffice } from './head-office/index.ts';
export { createHttpTransport } from './platform/index.ts';
export { PLATFORMS } from './platforms/index.ts';
export { anyLinkUp, isLoopback, probeTargets } from './status/index.ts';
export { createSync } from './sync.ts';
