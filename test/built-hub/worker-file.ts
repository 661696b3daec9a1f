/** Stands for src-main/engine/workers/worker-file.ts in tests of integration: the entries of the built threads. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/project.ts';
import type { workerFile as fromSource } from '../../src-main/engine/workers/worker-file.ts';

export const workerFile: typeof fromSource = (name) => pathToFileURL(join(root, 'out', 'main', `${name}.worker.js`));
