/** The configuration as a service: required, for what the environment says wrongly must not be passed over. */
import { wordDetails, wordsOf } from '#shared/i18n/index.ts';
import type { ConfigStore } from '../config/index.ts';
import type { Service } from '../container/index.ts';

export function configService(config: ConfigStore): Service {
  return {
    name: 'config',
    requires: [],
    optional: false,
    initialize: () => config.open(),
    health() {
      const refusal = config.refusal();
      const facts = {
        hotReload: config.watching,
        ...(refusal && wordDetails('refused', wordsOf(refusal.details, 'problem'))),
      };
      return { state: refusal || !config.watching ? 'degraded' : 'healthy', facts };
    },
    async close() {
      config.close();
    },
  };
}
