/** Scheduled backups as a service: optional, and degraded while the last one failed. */
import type { BackupSchedule } from '../../database/index.ts';
import type { Service } from '../container/index.ts';

export function backupService(schedule: BackupSchedule): Service {
  return {
    name: 'backup',
    requires: ['database'],
    optional: true,
    async initialize() {
      schedule.start();
    },
    health() {
      const failure = schedule.lastFailure();
      const nextAt = schedule.nextAt();
      const next = nextAt === null ? {} : { nextAt: new Date(nextAt).toISOString() };
      if (failure === null) return { state: 'healthy', facts: next };
      return { state: 'degraded', facts: { ...next, failure } };
    },
    async close() {
      schedule.stop();
    },
  };
}
