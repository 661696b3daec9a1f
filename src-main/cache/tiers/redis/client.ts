/** The connections to Redis in any of its three forms. Nothing waits in them: what cannot be sent now fails now. */
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Later } from '../../../resilience/index.ts';
import type { TierLog } from '../surroundings.ts';
import type { RedisTarget } from './redis.ts';
import type { Script } from './scripts.ts';

export interface RedisClientOptions {
  readonly target: RedisTarget;
  readonly log: TierLog;
  readonly onReady: () => void;
  /** The connection is gone; it is being made anew. */
  readonly onLost: (why: string) => void;
  readonly onMessage: (channel: string, message: string) => void;
  /** What to listen to, asked whenever the connection for messages has been made. */
  readonly channels: () => readonly string[];
  readonly later: Later;
}

export interface RedisClient {
  readonly isCluster: boolean;
  call(command: string, ...args: (string | number | Buffer)[]): Promise<unknown>;
  callBuffer(command: string, ...args: (string | number | Buffer)[]): Promise<unknown>;
  /** Sends a script by its name, and whole if the server does not know it yet. In a Cluster all keys must be of one slot. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  eval(text: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  /** The text of a section of INFO, of every master. */
  info(): Promise<readonly string[]>;
  /** Resolves once every master has answered. */
  ping(): Promise<void>;
  close(): void;
}

/** Tries again this often while Redis is away: it is used again well within two seconds of its return. */
const RECONNECT_MILLISECONDS = 250;
/** Answers come as they always did. */
type Options = Omit<RedisOptions, 'replyMapping' | 'himportFieldsets'>;

/** Where something is asked: a server that says nothing for five seconds is left, and connected to anew. */
const IMPATIENT = { socketTimeout: 5_000, maxRetriesPerRequest: 0, enableOfflineQueue: false } as const;
function common({ username, password, tls }: RedisTarget): Options {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    protocol: 2,
    connectTimeout: 2_000,
    autoResendUnfulfilledCommands: false,
  };
}

function single(target: Exclude<RedisTarget, { mode: 'cluster' }>): Options {
  const retry = () => RECONNECT_MILLISECONDS;
  const options: Options = {
    ...common(target),
    ...(target.db === undefined ? {} : { db: target.db }),
    retryStrategy: retry,
    lazyConnect: true,
  };
  if (target.mode === 'single') return { ...options, host: target.host, port: target.port };
  return {
    ...options,
    sentinels: [...target.sentinels],
    name: target.name,
    sentinelRetryStrategy: retry,
    failoverDetector: true,
    ...(target.sentinelPassword === undefined ? {} : { sentinelPassword: target.sentinelPassword }),
    // The master has become a replica: the sentinels know the new one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}

function connect(target: RedisTarget): { commands: Redis | Cluster; messages: Redis | Cluster } {
  if (target.mode === 'cluster') {
    const cluster = new Cluster([...target.nodes], {
      redisOptions: { ...common(target), socketTimeout: IMPATIENT.socketTimeout, maxRetriesPerRequest: 0 },
      enableOfflineQueue: false,
      clusterRetryStrategy: () => RECONNECT_MILLISECONDS,
      clusterNodeRetryStrategy: () => RECONNECT_MILLISECONDS,
      slotsRefreshInterval: 2_000,
      maxRedirections: 4,
      lazyConnect: true,
    });
    // It keeps a connection of its own for messages.
    return { commands: cluster, messages: cluster };
  }
  return {
    commands: new Redis({ ...single(target), ...IMPATIENT }),
    // Nothing is asked over this one, so that silence means nothing. Whenever it is ready it subscribes below; ioredis would do so too, and
    // leave the error to nobody when the connection goes meanwhile.
    messages: new Redis({ ...single(target), maxRetriesPerRequest: null, autoResubscribe: false }),
  };
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

/** Makes the connections and begins to connect. */
export function createRedisClient(options: RedisClientOptions): RedisClient {
  const { target, log, later } = options;
  const { commands, messages } = connect(target);
  const connections = new Set([commands, messages]);
  let closed = false;

  function note(error: unknown): void {
    log.write('debug', 'redis connection failed', { error: String(error) });
  }

  function open(connection: Redis | Cluster): void {
    if (!closed) connection.connect().catch(note);
  }

  for (const connection of connections) {
    connection.on('error', note);
    // It gives up for good when sentinels name another master just while it connects: we do not.
    connection.on('end', () => void later(RECONNECT_MILLISECONDS, () => open(connection)));
  }
  commands.on('ready', options.onReady);
  commands.on('close', () => {
    if (!closed) options.onLost('no connection');
  });
  messages.on('ready', () => void messages.subscribe(...options.channels()).catch(note));
  messages.on('message', options.onMessage);
  for (const connection of connections) open(connection);

  function masters(): readonly (Redis | Cluster)[] {
    return commands instanceof Cluster ? commands.nodes('master') : [commands];
  }

  let gathering = false;

  /** What is asked in one turn leaves in one packet: each of its own would cost as much as all of them. */
  function gather(): void {
    if (gathering || commands instanceof Cluster || commands.status !== 'ready') return;
    const { stream } = commands;
    gathering = true;
    stream.cork();
    process.nextTick(() => {
      gathering = false;
      stream.uncork();
    });
  }

  return {
    isCluster: target.mode === 'cluster',
    call(command, ...args) {
      gather();
      return commands.call(command, ...args);
    },
    callBuffer(command, ...args) {
      gather();
      return commands.callBuffer(command, ...args);
    },
    async run(script, keys, args) {
      gather();
      const rest = [keys.length, ...keys, ...args];
      try {
        return await commands.call('EVALSHA', script.sha, ...rest);
      } catch (error) {
        if (!isUnknownScript(error)) throw error;
        return commands.call('EVAL', script.text, ...rest);
      }
    },
    eval: (text, keys, ...args) => commands.call('EVAL', text, keys, ...args),
    info: () => Promise.all(masters().map((master) => master.info())),
    async ping() {
      await Promise.all(masters().map((master) => master.ping()));
    },
    close() {
      closed = true;
      for (const connection of connections) connection.disconnect();
    },
  };
}
