/** The application itself. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function systemRouter(api: Implementer, area: Areas['system']) {
  const { system } = api;
  return system.router({
    info: system.info.handler(({ input, signal }) => area.info(input, { signal })),
    health: system.health.handler(({ input, signal }) => area.health(input, { signal })),
    updateSettings: system.updateSettings.handler(({ input, signal }) => area.updateSettings(input, { signal })),
    events: system.events.handler(({ input, signal }) => area.events(input, { signal })),
    backups: system.backups.handler(({ input, signal }) => area.backups(input, { signal })),
    createBackup: system.createBackup.handler(({ input, signal }) => area.createBackup(input, { signal })),
    restoreBackup: system.restoreBackup.handler(({ input, signal }) => area.restoreBackup(input, { signal })),
    logs: system.logs.handler(({ input, signal }) => area.logs(input, { signal })),
    reportError: system.reportError.handler(({ input, signal }) => area.reportError(input, { signal })),
  });
}
