/** The log file as a service: optional, for a disk that refuses the log is no reason to refuse the staff. */

import type { LogFile } from '../../logging/index.ts';
import type { Service } from '../container/index.ts';

export function logService(file: LogFile, problem: () => string | null): Service {
  return {
    name: 'log',
    requires: ['config'],
    optional: true,
    async initialize() {
      file.open();
    },
    health() {
      const found = problem();
      return found === null ? { state: 'healthy', facts: {} } : { state: 'degraded', facts: { problem: found } };
    },
    close: () => file.close(),
  };
}
