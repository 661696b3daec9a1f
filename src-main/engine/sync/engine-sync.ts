/** Sync as a service of the engine: optional, for everything local works without it. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Areas } from '../../api/index.ts';
import { createKeyFileBox, createSyncAreas, type SecretBox } from '../../sync/index.ts';
import type { PlatformSource } from '../../warmup/index.ts';
import type { ConfigStore } from '../config/index.ts';
import type { Service } from '../container/index.ts';
import { type OpenedSync, type OpenSyncOptions, openSync } from './open-sync.ts';
import { platformSources } from './platform-sources.ts';

export interface EngineSyncOptions extends Omit<OpenSyncOptions, 'config' | 'box'> {
  readonly config: ConfigStore;
  /** Seals shops' secrets; a key file beside the data when left out. */
  readonly secretBox: ((keyFile: SecretBox) => SecretBox) | undefined;
}

export interface EngineSync {
  readonly service: Service;
  readonly areas: Pick<Areas, 'sync' | 'products'>;
  /** The connected shops as warmup sees them. */
  sources(): readonly PlatformSource[];
  /** Takes a webhook of a shop. */
  hear: (shopId: number, request: Parameters<OpenedSync['sync']['hear']>[1]) => Promise<void>;
  keepTime(): Promise<void>;
  wake(): void;
  /** Another file is in the database's place: a backup, or what could be saved of it. */
  databaseReplaced(): void;
}

const BEGIN_AGAIN_MILLISECONDS = 15_000;

/** Makes the service; sync itself is opened by whoever needs it first. */
export function createEngineSync({ config, secretBox, ...options }: EngineSyncOptions): EngineSync {
  const { database, paths, random, log } = options;
  let opening: Promise<OpenedSync> | null = null;
  let opened: OpenedSync | null = null;
  let failure: string | null = null;
  let closed = false;
  let callOffBegin: () => void = () => undefined;

  async function openNow(): Promise<OpenedSync> {
    const keyFile = createKeyFileBox(paths.vaultKey);
    opened = await openSync({
      ...options,
      config: config.current,
      box: secretBox?.(keyFile) ?? keyFile,
    });
    failure = null;
    return opened;
  }

  /** Opens sync once. After a failure the next caller tries again. */
  function open(): Promise<OpenedSync> {
    if (closed) return Promise.reject(new AppError('SERVICE_UNAVAILABLE', { details: { service: 'sync' } }));
    opening ??= openNow().catch((error: unknown) => {
      opening = null;
      failure = String(error);
      throw error;
    });
    return opening;
  }

  /** What stands in the way (a disk that is full) may go away: nobody has to start anything anew for that. */
  async function begin(): Promise<void> {
    try {
      await (await open()).sync.keepTime();
    } catch (error) {
      if (closed) return;
      log.error('sync cannot begin', { error });
      failure = String(error);
      callOffBegin = options.later(BEGIN_AGAIN_MILLISECONDS, () => void begin());
      return;
    }
    failure = null;
  }

  return {
    service: {
      name: 'sync',
      requires: ['database', 'cache'],
      optional: true,
      initialize: () => Promise.resolve(),
      health() {
        if (failure !== null) return { state: 'degraded', facts: { failure } };
        const facts = opened?.sync.facts() ?? {};
        return { state: Number(facts.signIn ?? 0) > 0 ? 'degraded' : 'healthy', facts };
      },
      async close() {
        closed = true;
        callOffBegin();
        try {
          await opening;
        } catch (error) {
          log.info('sync ends without having been opened', { error });
          return;
        }
        await opened?.close();
      },
    },
    areas: createSyncAreas({
      opened: open,
      reader: database.reader,
      writer: database.writer,
      policies: {
        current: () => config.current().conflicts,
        save: (conflicts) => config.update({ conflicts }),
      },
      actor: () => 'staff',
      random,
    }),
    sources: () => (opened ? platformSources(opened.sync, database.reader) : []),
    hear: async (shopId, request) => (await open()).sync.hear(shopId, request),
    keepTime: begin,
    wake: () => opened?.sync.wake(),
    databaseReplaced() {
      // Where sync is not open yet, its opening does it.
      opened?.sync.databaseReplaced().catch((error: unknown) => {
        log.error('what only the mirror of the outbox has is not taken back yet', { error });
      });
    },
  };
}
