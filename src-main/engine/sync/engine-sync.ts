/** Sync as a service of the engine: optional, for everything local works without it. */
import type { OfficeStatus } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Areas } from '../../api/index.ts';
import { createKeyFileBox, createSyncAreas, PLATFORMS, type SecretBox } from '../../sync/index.ts';
import type { PlatformSource } from '../../warmup/index.ts';
import type { ConfigStore } from '../config/index.ts';
import type { Service } from '../container/index.ts';
import { type OpenedSync, type OpenSyncOptions, openSync } from './open-sync.ts';
import { platformSources } from './platform-sources.ts';

export interface EngineSyncOptions extends Omit<OpenSyncOptions, 'config' | 'box' | 'office'> {
  readonly config: ConfigStore;
  /** Seals shops' secrets; a key file beside the data when left out. */
  readonly secretBox: ((keyFile: SecretBox) => SecretBox) | undefined;
}

export interface EngineSync {
  readonly service: Service;
  readonly areas: Pick<Areas, 'sync' | 'products'>;
  /** The connected shops as warmup sees them. */
  sources(): readonly PlatformSource[];
  /** Takes what a platform sends by itself. */
  hear: (shopId: number, request: Parameters<OpenedSync['sync']['hear']>[1]) => Promise<void>;
  keepTime(): Promise<void>;
  wake(): void;
}

const NO_OFFICE: OfficeStatus = {
  state: 'none',
  lastSuccess: null,
  waiting: 0,
  waitingSince: null,
  progress: null,
  problem: null,
};

export function createEngineSync({ config, secretBox, ...options }: EngineSyncOptions): EngineSync {
  const { database, paths, random } = options;
  let opened: OpenedSync | null = null;

  function open(): OpenedSync {
    if (!opened) throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details: { service: 'sync' } });
    return opened;
  }

  const keyFile = createKeyFileBox(paths.vaultKey);
  return {
    service: {
      name: 'sync',
      requires: ['database', 'cache'],
      optional: true,
      async initialize() {
        opened = await openSync({
          ...options,
          config: config.current,
          box: secretBox?.(keyFile) ?? keyFile,
          office: () => NO_OFFICE,
        });
      },
      health() {
        const facts = open().sync.facts();
        return { state: Number(facts.signIn) > 0 ? 'degraded' : 'healthy', facts };
      },
      async close() {
        await opened?.close();
      },
    },
    areas: createSyncAreas({
      sync: () => open().sync,
      quota: () => open().quota,
      reader: database.reader,
      writer: database.writer,
      policies: {
        current: () => config.current().conflicts,
        save: (conflicts) => config.update({ conflicts }),
      },
      platforms: PLATFORMS,
      actor: () => 'staff',
      random,
    }),
    sources: () => (opened ? platformSources(opened.sync, database.reader) : []),
    hear: (shopId, request) => open().sync.hear(shopId, request),
    keepTime: async () => opened?.sync.keepTime(),
    wake: () => opened?.sync.wake(),
  };
}
