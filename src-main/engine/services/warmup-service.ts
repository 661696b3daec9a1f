/** Warmup as a service: optional, for a cache that is cold only answers later. */
import type { Warmup } from '../../warmup/index.ts';
import type { Service } from '../container/index.ts';

export function warmupService(warmup: Warmup): Service {
  return {
    name: 'warmup',
    requires: ['database', 'cache'],
    optional: true,
    initialize: () => warmup.open(),
    health: () => ({ state: 'healthy', facts: warmup.facts() }),
    close: () => warmup.close(),
  };
}
