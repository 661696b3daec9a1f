/** The hub as it ships: it starts in a fifth of the time that its sources take. */
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';

export const BUILT_HUB = join(root, 'out', 'main', 'hub.js');
