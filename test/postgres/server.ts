/**
 * One PostgreSQL on a free port with a directory of its own; it ends with the test's process at the latest. PostgreSQL does not
 * run as root: there it runs as the user that Debian's package makes.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../redis/index.ts';

export interface PostgresServer {
  readonly port: number;
  /** `postgres://postgres@127.0.0.1:…/postgres`. */
  readonly url: string;
  /** Runs statements over a connection of its own. */
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The same in a database that `createDatabase` made. */
  queryIn<Row = Record<string, unknown>>(address: string, sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Makes an empty database and gives its address. */
  createDatabase(name: string): Promise<string>;
  /** SIGSTOP for the server and all of its processes: connections stay open, nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const START_MILLISECONDS = 20_000;

/** Where PostgreSQL's programs lie: on the path, or where Debian puts them. */
function programs(): string {
  const onPath = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'initdb')));
  if (onPath) return onPath;
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  if (!versions[0]) throw new Error('there is no PostgreSQL: install the package postgresql');
  return join(debian, versions[0], 'bin');
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** @throws Error when there is no PostgreSQL, or it does not come up. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const bin = programs();
  const user = serverUser();
  const port = await freePort();
  // Not below a folder that only root may enter.
  const directory = mkdtempSync('/tmp/mendian-postgres-');
  if (user) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...user, cwd: directory, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb ended with ${made.status}: ${made.stderr}`);

  let child: ChildProcess | null = null;
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const endWithUs = () => signalAll('SIGKILL');
  process.once('exit', endWithUs);

  /** Each of the server's processes leads a group of its own: they are found by who began them. */
  function signalAll(signal: NodeJS.Signals): void {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const server = child.pid;
    const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === server)
      .map(([pid]) => pid!);
    // The server first: it would begin others in the place of those that end.
    for (const pid of [server, ...all]) {
      try {
        process.kill(pid, signal);
      } catch (error) {
        // One that ended meanwhile needs no signal.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    }
  }

  /** A process that the killed server began at the last moment ends by itself, and holds its memory until then. */
  async function start(): Promise<void> {
    const until = Date.now() + START_MILLISECONDS;
    for (;;) {
      const ended = await startOnce(until);
      if (ended === null) return;
      if (!ended.includes('pre-existing shared memory block') || Date.now() > until) throw new Error(ended);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Gives why it ended again; null: it answers. */
  async function startOnce(until: number): Promise<string | null> {
    const flags = Object.entries({
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: directory,
      fsync: 'off',
      max_connections: '200',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const started = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...user,
      cwd: directory,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    let said = '';
    started.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-2_000);
    });
    while (!(await answers())) {
      if (started.exitCode !== null) return `postgres ended with ${started.exitCode}: ${said}`;
      if (Date.now() > until) throw new Error(`postgres does not come up: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return null;
  }

  async function answers(): Promise<boolean> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    // A server that is not up yet is asked again.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end();
    }
  }

  async function kill(): Promise<void> {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    signalAll('SIGKILL');
    await ended;
    child = null;
  }

  async function queryIn<Row>(address: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: address });
    await client.connect();
    try {
      const { rows } = await client.query(sql, [...values]);
      return rows as Row[];
    } finally {
      await client.end();
    }
  }

  const query = <Row>(sql: string, values: readonly unknown[] = []) => queryIn<Row>(url, sql, values);

  await start();
  return {
    port,
    url,
    query,
    queryIn,
    async createDatabase(name) {
      await query(`CREATE DATABASE "${name}"`);
      return url.replace(/\/postgres$/, `/${name}`);
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    kill,
    restart: async () => {
      await kill();
      await start();
    },
    async stop() {
      await kill();
      process.off('exit', endWithUs);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
