/**
 * The composition root: the one place that knows every part. Nothing outside the engine's data directory is touched, and
 * nothing is shared with another engine in the same process.
 */
import { randomUUID } from 'node:crypto';
import type { Health } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { type Language, wordsOf } from '#shared/i18n/index.ts';
import { createAnalytics } from '../analytics/index.ts';
import { type ApiClient, type ApiRouter, type Areas, createRouter, directClient } from '../api/index.ts';
import { createBackupSchedule, createDatabase, type Recovered } from '../database/index.ts';
import { createFileGrants, createIngest, type FileGrants } from '../ingest/index.ts';
import {
  archiveLogs,
  createLog,
  createLogFile,
  createTrace,
  type Log,
  type LogLevel,
  type Trace,
} from '../logging/index.ts';
import type { Later } from '../resilience/index.ts';
import { pruneSync, type SecretBox } from '../sync/index.ts';
import {
  createPlatformCalls,
  createRedisElection,
  createStaffGate,
  createWarmup,
  type PlatformSource,
  watchStaff,
} from '../warmup/index.ts';
import { findApplication } from './application.ts';
import { createAnswerCache, createWarmTargets } from './cache/index.ts';
import { type ConfigStore, createConfigStore, type Environment } from './config/index.ts';
import { createContainer } from './container/index.ts';
import { createEventBus, type EventBus } from './events/index.ts';
import { followHealth } from './health-events.ts';
import { type DataPaths, dataPaths } from './paths.ts';
import { backupService } from './services/backup-service.ts';
import { configService } from './services/config-service.ts';
import { databaseService } from './services/database-service.ts';
import { createReadingPool, ingestService } from './services/ingest-service.ts';
import { logService } from './services/log-service.ts';
import { rollupService } from './services/rollup-service.ts';
import { warmupService } from './services/warmup-service.ts';
import { createEngineSync, type EngineSync } from './sync/index.ts';
import { createDefaultZone, createSystemArea, examine, type Finding, languageOf, settingsOf } from './system/index.ts';
import { tellEdits } from './tell-edits.ts';
import { later as systemTimer } from './timer.ts';
import type { EngineReadTasks } from './workers/read-tasks.ts';
import { workerFile } from './workers/worker-file.ts';
import type { EngineWriteTasks } from './workers/write-tasks.ts';

export interface EngineOptions {
  readonly dataDirectory: string;
  readonly mode: 'desktop' | 'hub';
  readonly version: string;
  /** The app's own `resources` folder, which holds the sample data; found beside the code when left out. */
  readonly resources?: string;
  /** UTC milliseconds; the system's clock when left out. */
  readonly now?: () => number;
  /** Runs something after so many milliseconds and gives the way to call it off; the system's timers when left out. */
  readonly later?: Later;
  /** Where settings may be overridden; none when left out. */
  readonly env?: Environment;
  /** The language of texts that the engine writes into files; the configuration's when left out. */
  readonly language?: Language;
  /** Seals the secrets of shops; with a key file beside the data when left out. */
  readonly secretBox?: (keyFile: SecretBox) => SecretBox;
  /** Also given every log line, as JSON that ends in a newline. */
  readonly mirrorLog?: (line: string) => void;
}

export interface Engine {
  readonly router: ApiRouter;
  /** Calls the router in this process. */
  readonly api: ApiClient;
  readonly events: EventBus;
  /** What lets the engine read a file that somebody picked, dropped, uploaded or named. */
  readonly grants: FileGrants;
  readonly config: ConfigStore;
  readonly paths: DataPaths;
  readonly log: Log;
  readonly trace: Trace;
  readonly version: string;
  readonly now: () => number;
  /** @throws AppError that names the service that failed; everything is closed again then. */
  start(): Promise<void>;
  /** Ends streams, lets running writes end, closes everything. Safe to call often; never throws. */
  close(): Promise<void>;
  health(): Health;
  /** Runs by itself from now on: fills the memory again, and runs what is due, warmups above all. Not for a command that ends. */
  keepTime(): Promise<void>;
  /** The computer woke up: what was slept through is run. */
  wake(): Promise<void>;
  /** Takes what a platform sends by itself. @throws AppError UNAUTHORISED, SHOP_UNKNOWN, NOT_FOUND. */
  readonly hearWebhook: EngineSync['hear'];
  /** Looks at everything that can be wrong, the whole database included. */
  examine(): Promise<Finding[]>;
}

/** Makes an engine; it touches nothing before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { dataDirectory, mode, version, now = Date.now, later = systemTimer, env = {}, mirrorLog } = options;
  const { resources = findApplication(import.meta.url).resources } = options;
  const paths = dataPaths(dataDirectory);
  const trace = createTrace();
  const events = createEventBus(version);
  const tellChanged = (stores: 'all' | StoreId[]): void =>
    events.emit({ type: 'data-changed', importId: null, stores, at: new Date(now()).toISOString() });
  let logProblem: string | null = null;
  let recovered: Recovered | null = null;

  const logFile = createLogFile({
    directory: paths.logs,
    now,
    keepWeeks: () => config.current().log.keepWeeks,
    onProblem(error) {
      logProblem = error?.message ?? null;
    },
  });
  const startLevel: LogLevel = 'info';
  const log = createLog({
    destinations: mirrorLog ? [logFile, { write: mirrorLog }] : [logFile],
    level: startLevel,
    trace,
    now,
  });

  const config = createConfigStore({
    file: paths.config,
    env,
    log: log.child('config'),
    onChange(next) {
      log.setLevel(next.log.level);
      answers.applySettings();
      warmup.apply();
      events.emit({ type: 'settings-changed', settings: settingsOf(next) });
    },
    later,
    onRefused(refusal) {
      events.emit({ type: 'config-refused', message: wordsOf(refusal.details, 'problem') });
    },
  });

  const defaultTimeZone = createDefaultZone(config.current, now);
  const database = createDatabase<EngineReadTasks, EngineWriteTasks>({
    dataDirectory,
    // Asked when the readers start, which is after the configuration has been read.
    get readers() {
      return config.current().database.readers;
    },
    workerFiles: { reader: workerFile('reader'), writer: workerFile('writer') },
    log: log.child('database'),
    traceId: trace.current,
    now,
    onRecovered(found) {
      recovered = found;
      const removed = found.reason === 'removed';
      log.error(`database ${removed ? 'file was removed and written anew' : 'was damaged and has been restored'}`, {
        ...found,
      });
      tellChanged('all');
    },
    follower: {
      written: () => answers.follower.written(),
      async replaced() {
        await answers.follower.replaced();
        // Not waited for: it writes, and nobody is let in before this has ended.
        sync.databaseReplaced();
      },
    },
  });

  const uncached = createAnalytics({ reader: database.reader, writer: database.writer, now, defaultTimeZone });
  const platformCalls = createPlatformCalls({
    rate: () => config.current().warmup.rateLimit,
    elapsed: () => performance.now(),
    later,
    random: Math.random,
  });
  // Shops are opened after the cache that their orders are kept in.
  const platformSources = (): readonly PlatformSource[] => sync.sources();
  const answers = createAnswerCache({
    paths,
    config: config.current,
    database,
    uncached,
    platforms: { sources: platformSources, calls: platformCalls },
    log: log.child('cache'),
    trace,
    now,
    later,
    defaultTimeZone,
  });

  const schedule = createBackupSchedule({
    dataDirectory,
    settings: () => config.current().backup,
    createBackup: database.createBackup,
    now,
    log: log.child('backup'),
    later,
  });

  const grants = createFileGrants(now);
  const readingPool = createReadingPool(paths, log.child('ingest'), trace);
  const ingest = createIngest({
    reader: database.reader,
    writer: database.writer,
    readingPool,
    grants,
    paths: { imports: paths.imports, scratch: paths.scratch, samples: paths.samples, resources },
    now,
    log: log.child('ingest'),
    emit(event) {
      events.emit(event);
      if (event.type === 'data-changed') warmup.changed(event.stores);
    },
    defaults() {
      return { timeZone: defaultTimeZone(), currency: config.current().defaultCurrency };
    },
    language: () => options.language ?? languageOf(config.current()),
  });

  const gate = createStaffGate({ later });
  const warmTargets = createWarmTargets(answers.opened);
  const warmup = createWarmup({
    directory: paths.warmup,
    settings: () => config.current().warmup,
    schedule: {
      current: () => config.current().schedule,
      save(changes, enabled) {
        const { schedule, warmup: settings } = config.current();
        return config.update({
          schedule: { ...schedule, ...changes },
          ...(enabled === undefined ? {} : { warmup: { ...settings, enabled } }),
        });
      },
    },
    targets: () => warmTargets,
    stores: () => answers.opened().directory.stores(),
    platforms: { sources: platformSources, calls: platformCalls, caches: () => answers.opened().platformCaches },
    maintenance: {
      cleanup: () => Promise.all([answers.opened().tidy(), pruneSync(database.writer)]).then(() => undefined),
      statistics: () => answers.opened().core.rollOver(),
      'log-archive': async () => void (await archiveLogs(paths.logs)),
    },
    election: createRedisElection({
      redis: () => answers.opened().redis?.scripts() ?? null,
      prefix: () => config.current().redis.chain,
      owner: randomUUID(),
      later,
      log: log.child('warmup'),
    }),
    gate,
    hitRate: answers.hitRate,
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    now,
    later,
    random: Math.random,
    log: log.child('warmup'),
  });
  const sync = createEngineSync({
    paths,
    config,
    database,
    secretBox: options.secretBox,
    defaultTimeZone,
    redis: () => answers.opened().redis?.scripts() ?? null,
    now,
    later,
    random: Math.random,
    log: log.child('sync'),
    onData(storeId) {
      const stores = [storeId as StoreId];
      tellChanged(stores);
      warmup.changed(stores);
    },
  });
  const container = createContainer({
    log: log.child('container'),
    services: [
      configService(config),
      logService(logFile, () => logProblem),
      databaseService(database, log.child('database'), later),
      answers.service,
      backupService(schedule),
      ingestService(ingest, readingPool, paths, log.child('ingest')),
      rollupService(database.writer, log.child('rollups'), later),
      warmupService(warmup),
      sync.service,
    ],
  });

  const areas: Areas = {
    ingest: ingest.area,
    system: createSystemArea({
      version,
      mode,
      paths,
      config,
      database,
      reader: database.reader,
      schedule,
      events,
      log,
      trace,
      health: container.health,
      importing: () => ingest.facts().running > 0,
      recovered: () => recovered,
      flushLog: logFile.flush,
      now,
    }),
    warmup: warmup.area,
    ...tellEdits({ ...sync.areas, ...watchStaff(answers.areas, { gate, note: warmup.note }) }, tellChanged),
  };
  let started: Promise<void> | null = null;
  const router = createRouter(areas, {
    log: log.child('api'),
    trace,
    // A window that is there before the engine asks at once; its first answer waits.
    ready: () => started ?? Promise.reject(new AppError('ENGINE_STARTING', { action: 'retry' })),
  });
  /** Threads take most of the time of a start: they start side by side with all else, first the one that others wait for. */
  async function startAll(): Promise<void> {
    database.startThread();
    answers.startThread();
    try {
      await container.start();
    } finally {
      await Promise.all([database.endThread(), answers.endThread()]);
    }
  }

  const stopFollowing = followHealth(container.health, events, later);

  return {
    router,
    api: directClient(router),
    events,
    grants,
    config,
    paths,
    log,
    trace,
    version,
    now,
    start() {
      started ??= startAll();
      return started;
    },
    async close() {
      stopFollowing();
      events.close();
      await container.close();
    },
    health: container.health,
    keepTime() {
      answers.refill();
      return Promise.all([warmup.keepTime(), sync.keepTime()]).then(() => undefined);
    },
    wake() {
      sync.wake();
      return warmup.wake();
    },
    hearWebhook: sync.hear,
    examine: () => examine({ paths, config, database, reader: database.reader, health: container.health }),
  };
}
