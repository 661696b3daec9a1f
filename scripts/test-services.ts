/** What the tests need of the machine. On Debian as root it is installed by apt; elsewhere what is missing is named. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium.ts';

interface Service {
  /** What it is for, as the one who must install it by hand reads it. */
  readonly name: string;
  readonly debianPackage: string;
  present(): boolean;
}

const onPath = (command: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

const SERVICES: readonly Service[] = [
  {
    name: 'Chromium, in which the tests through the window run',
    debianPackage: 'chromium',
    present: () => findChromium() !== null,
  },
  {
    name: 'a font with Chinese characters, for the screenshots',
    debianPackage: 'fonts-noto-cjk',
    present: () => process.platform !== 'linux' || existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  {
    name: 'the sqlite3 command line, the peer of the import benchmark and the second opinion on a database file',
    debianPackage: 'sqlite3',
    present: () => onPath(process.platform === 'win32' ? 'sqlite3.exe' : 'sqlite3'),
  },
  {
    name: 'redis-server, which the tests of the cache start, freeze and kill',
    debianPackage: 'redis-server',
    present: () => onPath(process.platform === 'win32' ? 'redis-server.exe' : 'redis-server'),
  },
  {
    name: 'PostgreSQL, which the tests of the head office start, stop and kill',
    debianPackage: 'postgresql',
    // Debian keeps the server's programs off the path.
    present: () => onPath(process.platform === 'win32' ? 'initdb.exe' : 'initdb') || existsSync('/usr/lib/postgresql'),
  },
];

function apt(args: readonly string[]): boolean {
  const result = spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 8 * 60_000,
  });
  return result.status === 0;
}

/** Installs what is missing where it can. Gives a sentence for everything that is still missing. */
export function installMissingServices(): string[] {
  const missing = SERVICES.filter((service) => !service.present());
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get');
  if (missing.length > 0 && canInstall) {
    const packages = missing.map((service) => service.debianPackage);
    console.log(`Installing ${packages.join(', ')} …`);
    if (!apt(['update', '-q'])) console.error('apt-get update failed.');
    if (!apt(['install', '-y', '-q', '--no-install-recommends', ...packages])) console.error('apt-get install failed.');
  }
  return missing
    .filter((service) => !service.present())
    .map((service) => `${service.name} (Debian package ${service.debianPackage})`);
}
