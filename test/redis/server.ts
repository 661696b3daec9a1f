/**
 * One redis-server on a free port with a directory of its own. It ends with the test's process at the latest, also when
 * it is frozen or the test failed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

export interface RedisServerOptions {
  readonly port?: number;
  /** Further settings, as on redis-server's command line: `{ maxmemory: '2mb' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Runs as a sentinel; `settings` then go into its configuration file through this text. */
  readonly sentinel?: string;
}

export interface RedisServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly directory: string;
  /** A connection for the test itself; made anew with every start of the server. */
  readonly admin: Redis;
  /** SIGSTOP: connections stay open, nothing is answered. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port, in the same directory. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const START_MILLISECONDS = 10_000;

function argumentsOf(port: number, directory: string, { settings = {}, sentinel }: RedisServerOptions): string[] {
  const all: Record<string, string> = {
    port: String(port),
    bind: '127.0.0.1',
    dir: directory,
    save: '',
    appendonly: 'no',
    'enable-debug-command': 'yes',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  return sentinel === undefined ? flags : [sentinel, ...flags.slice(0, 6), '--sentinel'];
}

/** Starts a server and waits until it answers. @throws Error when there is no redis-server, or it does not come up. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const port = options.port ?? (await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'mendian-redis-'));
  let child: ChildProcess | null = null;
  let admin: Redis | null = null;

  const endWithUs = () => void child?.kill('SIGKILL');
  process.once('exit', endWithUs);

  async function start(): Promise<void> {
    const started = spawn('redis-server', argumentsOf(port, directory, options), { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk) => (said += chunk));
    const failed = new Promise<never>((_, reject) => {
      started.once('error', reject);
      started.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said.slice(-500)}`)));
    });
    // Once it runs its end is the test's doing.
    failed.catch(() => undefined);
    admin = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 20, maxRetriesPerRequest: null });
    // While it is down every try to connect is an error, which is what the tests bring about.
    admin.on('error', () => undefined);
    const tooLong = AbortSignal.timeout(START_MILLISECONDS);
    await Promise.race([admin.ping(), failed, once(tooLong, 'abort').then(() => Promise.reject(new Error(said)))]);
  }

  async function kill(): Promise<void> {
    admin?.disconnect();
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill('SIGKILL');
    await ended;
  }

  await start();
  return {
    host: '127.0.0.1',
    port,
    directory,
    get admin() {
      if (!admin) throw new Error('the server was not started');
      return admin;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
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
