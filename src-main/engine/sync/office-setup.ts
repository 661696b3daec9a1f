/** The head office as the settings name it. */
import type { Log } from '../../logging/index.ts';
import { loadSync, type OfficeAddress, type OfficeSetup } from '../../sync/index.ts';
import { type Config, officeLocation } from '../config/index.ts';

/** Null: the settings name none. @param computer what tells this computer and data directory from others. */
export function officeSetup(config: () => Config, computer: string, log: Log): OfficeSetup | null {
  const { url, replicaUrl, mayMigrate } = config().office;
  if (url === '') return null;
  const address = addressOf(url, config());
  const replica = replicaUrl === '' ? null : addressOf(replicaUrl, config());
  return {
    computer,
    settings: () => config().office,
    async connect() {
      const { loadPostgresOffice } = await loadSync();
      const { createPostgresOffice } = await loadPostgresOffice();
      return createPostgresOffice({ address, replica, mayMigrate, log });
    },
  };
}

function addressOf(text: string, { office }: Config): OfficeAddress {
  const { user, ...location } = officeLocation(text);
  return { ...location, user: user || office.user || 'mendian', password: office.password, tls: office.tls };
}
