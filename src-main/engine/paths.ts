/** Everything that the app keeps lies in one data directory; these are the names in it. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface DataPaths {
  readonly directory: string;
  readonly config: string;
  readonly database: string;
  /** Secrets of shops, sealed. */
  readonly vault: string;
  /** What seals them where the system has no keychain. */
  readonly vaultKey: string;
  /** What is kept of answers; it may be deleted while the app does not run. */
  readonly cache: string;
  readonly backups: string;
  readonly logs: string;
  /** What warmup keeps: its history, what is hot, where a run was cut off. */
  readonly warmup: string;
  /** Rejected rows of past imports. */
  readonly imports: string;
  /** Files that a browser handed over; emptied at every start. */
  readonly uploads: string;
  /** What imports that are running put aside; emptied at every start. */
  readonly scratch: string;
  /** Sample files, made when somebody wants to try the app; gone when it ends. */
  readonly samples: string;
  /** The token that scripts show to the HTTP server; readable by its owner only. */
  readonly accessToken: string;
  /** Browsers that are signed in to the hub. */
  readonly sessions: string;
}

/** Gives the paths in a data directory. Nothing is created. */
export function dataPaths(directory: string): DataPaths {
  return {
    directory,
    config: join(directory, 'config.json'),
    database: join(directory, 'mendian.db'),
    vault: join(directory, 'vault.json'),
    vaultKey: join(directory, 'vault.key'),
    cache: join(directory, 'cache.db'),
    warmup: join(directory, 'warmup'),
    backups: join(directory, 'backups'),
    logs: join(directory, 'logs'),
    imports: join(directory, 'imports'),
    uploads: join(directory, 'uploads'),
    scratch: join(directory, 'scratch'),
    samples: join(directory, 'samples'),
    accessToken: join(directory, 'access-token'),
    sessions: join(directory, 'sessions.json'),
  };
}

/** Gives where the data lies when nobody says otherwise; `MENDIAN_DATA_DIR` says otherwise. */
export function defaultDataDirectory(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): string {
  if (env.MENDIAN_DATA_DIR) return env.MENDIAN_DATA_DIR;
  switch (platform) {
    case 'win32':
      return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Mendian');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Mendian');
    default:
      return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'mendian');
  }
}
