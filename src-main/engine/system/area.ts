/** The system area of the API: what the app is, how it is, its settings, backups, logs and live events. */
import type { Backup, Health } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Areas } from '../../api/index.ts';
import {
  type BackupSchedule,
  backupPath,
  type Database,
  listBackups,
  type Reader,
  type ReadTasks,
  type Recovered,
  type StoredBackup,
  type WriteTasks,
} from '../../database/index.ts';
import { type Log, newestLines, newTraceId, type Trace } from '../../logging/index.ts';
import type { ConfigStore } from '../config/index.ts';
import type { EventBus } from '../events/index.ts';
import type { DataPaths } from '../paths.ts';
import { settingsOf } from './settings.ts';
import type { systemReadTasks } from './tasks.ts';

export interface SystemAreaOptions {
  readonly version: string;
  readonly mode: 'desktop' | 'hub';
  readonly paths: DataPaths;
  readonly config: ConfigStore;
  readonly database: Pick<Database<ReadTasks, WriteTasks>, 'createBackup' | 'restore'>;
  readonly reader: Reader<typeof systemReadTasks>;
  readonly schedule: BackupSchedule;
  readonly events: EventBus;
  readonly log: Log;
  readonly trace: Trace;
  readonly health: () => Health;
  /** True while an import runs or waits. */
  readonly importing: () => boolean;
  readonly recovered: () => Recovered | null;
  readonly flushLog: () => Promise<void>;
  /** UTC milliseconds. */
  readonly now: () => number;
}

function toBackup({ fileName, bytes, description }: StoredBackup): Backup {
  return {
    fileName,
    bytes,
    createdAt: description?.createdAt ?? timeInName(fileName),
    verified: description !== null,
  };
}

/** `mendian-20261121T035545123Z.db.zst` says when it was made, also when its description is gone. */
function timeInName(fileName: string): string {
  const parts = /(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z/.exec(fileName);
  if (!parts) throw new AppError('INTERNAL', { details: { fileName } });
  const [, year, month, day, hour, minute, second, millisecond] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`;
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function createSystemArea(options: SystemAreaOptions): Areas['system'] {
  const { paths, config, events, log } = options;

  async function info() {
    const { orders, stores } = await options.reader.read('system.countContents', null);
    const recovered = options.recovered();
    return {
      version: options.version,
      mode: options.mode,
      platform: process.platform,
      dataDirectory: paths.directory,
      firstStart: orders === 0,
      orders,
      stores,
      settings: settingsOf(config.current()),
      recovered: recovered && { ...recovered, at: iso(recovered.at) },
    };
  }

  async function restoreBackup({ fileName }: { fileName: string }) {
    if (/^\.+$/.test(fileName)) throw new AppError('NOT_FOUND', { details: { what: fileName } });
    // It would wait for the import, everybody else for it, and what the import brought would be gone at once.
    if (options.importing()) throw new AppError('IMPORT_RUNNING', { action: 'retry' });
    log.info('backup is being restored', { fileName });
    const { setAside } = await options.database.restore(backupPath(paths.directory, fileName));
    events.emit({ type: 'data-changed', importId: null, stores: 'all', at: iso(options.now()) });
    return { setAside };
  }

  return {
    info,
    health: async () => options.health(),
    async updateSettings(changes) {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      return settingsOf(await config.update(given));
    },
    events: async (_input, { signal }) => events.subscribe(signal),
    async backups() {
      const nextAt = options.schedule.nextAt();
      return { backups: listBackups(paths.backups).map(toBackup), nextAt: nextAt === null ? null : iso(nextAt) };
    },
    createBackup: async () => toBackup(await options.database.createBackup(config.current().backup.keep)),
    restoreBackup,
    async logs({ limit, traceId }) {
      await options.flushLog();
      return { lines: await newestLines(paths.logs, { limit, ...(traceId !== undefined && { traceId }) }) };
    },
    async reportError({ message, stack, traceId = options.trace.current() ?? newTraceId() }) {
      log.child('page').error(message, { traceId, stack });
      return { traceId };
    },
  };
}
