/** Sync's part of the API, and that of products, which staff edit whether the line is there or not. */
import type { Change, ShopStatus, syncContract } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Area, Areas } from '../api/index.ts';
import type { Reader, Writer } from '../database/index.ts';
import type { Quota, ResilienceReadTasks } from '../resilience/index.ts';
import type { ConflictPolicies } from './conflicts/index.ts';
import { createEditArea, takesOf } from './edits/index.ts';
import { instantOf } from './instant.ts';
import { createSeed } from './outbox/index.ts';
import { appOf } from './shops/index.ts';
import type { Sync } from './sync.ts';
import type { SyncReadTasks, SyncWriteTasks } from './tasks.ts';

export interface SyncAreaOptions {
  /** Opens it at the first call: adapters are loaded when they are needed. @throws what opening it failed with. */
  readonly opened: () => Promise<{ readonly sync: Sync; readonly quota: Quota }>;
  readonly reader: Reader<SyncReadTasks & ResilienceReadTasks>;
  readonly writer: Writer<SyncWriteTasks>;
  readonly policies: {
    readonly current: () => ConflictPolicies;
    readonly save: (policies: ConflictPolicies) => Promise<unknown>;
  };
  /** Who acts; for the audit. */
  readonly actor: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Makes what the API's routers are given: one function for each call of the contracts of sync and of products. */
export function createSyncAreas(options: SyncAreaOptions): Pick<Areas, 'sync' | 'products'> {
  const { opened, reader, writer, policies, actor, random } = options;
  const seed = () => createSeed(random);
  const decision = () => ({ seed: seed(), actor: actor() });

  const edits = createEditArea({
    reader,
    writer,
    async sending() {
      const { sync } = await opened();
      return {
        takes: takesOf(sync.platforms),
        wake(shopIds) {
          sync.push.wake(shopIds);
          sync.board.changed();
        },
      };
    },
    random,
    actor,
  });

  async function statusOf(shopId: number): Promise<ShopStatus> {
    const { sync } = await opened();
    const { shops } = await sync.board.status();
    const status = shops.find((one) => one.shopId === shopId);
    if (!status) throw new AppError('SHOP_UNKNOWN', { details: { shop: shopId } });
    return status;
  }

  /** Lets the push of a shop look for what it has to send now. */
  async function goOn(shopId: number): Promise<void> {
    const { sync } = await opened();
    sync.push.wake([shopId]);
    sync.board.changed();
  }

  /** The change as it is after a decision. */
  async function decided(id: string): Promise<Change> {
    const change = await reader.read('outbox.change', { id });
    if (!change) throw new AppError('CHANGE_UNKNOWN');
    await goOn(change.shopId);
    return change;
  }

  /** The conflict as it is after a decision. */
  async function conflictOf(id: number) {
    const conflict = await reader.read('conflicts.one', { id });
    if (!conflict) throw new AppError('NOT_FOUND');
    await goOn(conflict.shopId);
    return conflict;
  }

  const area: Area<typeof syncContract> = {
    status: async () => (await opened()).sync.board.status(),
    follow: async (_input, { signal }) => (await opened()).sync.board.follow(signal),
    async now({ shopId }) {
      await (await opened()).sync.syncNow(shopId ?? null);
      return { started: true };
    },
    async pause({ paused, shopId }) {
      const { sync } = await opened();
      await sync.pause(paused, shopId ?? null);
      return sync.board.status();
    },
    log: async (question) => ({ lines: await reader.read('sync.log', question) }),
    timeline: (question) => reader.read('outbox.timeline', question),
    changes: (question) => reader.read('outbox.changes', question),
    async retry({ id }) {
      await writer.write('outbox.retry', { id, ...decision() });
      return decided(id);
    },
    async giveUp({ id }) {
      await writer.write('outbox.giveUp', { id, ...decision() });
      return decided(id);
    },
    async amend({ id, value }) {
      await writer.write('outbox.amend', { id, value, ...decision() });
      return decided(id);
    },
    conflicts: (question) => reader.read('conflicts.list', question),
    async resolve(answer) {
      const { sync } = await opened();
      await writer.write('conflicts.resolve', { ...answer, stock: sync.policies().stock, ...decision() });
      return conflictOf(answer.id);
    },
    async undoResolution({ id }) {
      await writer.write('conflicts.undo', { id, ...decision() });
      return conflictOf(id);
    },
    async answerFailSafe({ shopId, allow }) {
      const { sync } = await opened();
      sync.shops.get(shopId);
      await writer.write('pull.answerFailSafe', { shopId, allow, ...decision() });
      await sync.syncNow(shopId);
      sync.board.changed();
      return statusOf(shopId);
    },
    async platforms() {
      const { sync } = await opened();
      const forms = sync.platforms.map(({ name, fields, capabilities }) => ({
        platform: name,
        fields: [...fields],
        push: Object.keys(capabilities.push) as (keyof typeof capabilities.push)[],
        webhooks: capabilities.webhooks,
      }));
      return { platforms: forms };
    },
    testConnection: async (input, { signal }) => (await opened()).sync.shops.test(input, orNever(signal)),
    async connect({ storeId, newStore = '', ...input }, { signal }) {
      const { sync } = await opened();
      const shop = await sync.connect({ ...input, store: storeId ?? newStore }, orNever(signal));
      return statusOf(shop.row.id);
    },
    async updateShop({ shopId, credentials, ...change }, { signal }) {
      const { sync } = await opened();
      if (credentials) await sync.signIn(shopId, credentials, orNever(signal));
      const { storeId, title } = change;
      await sync.shops.change({
        id: shopId,
        ...(storeId === undefined ? {} : { storeId }),
        ...(title === undefined ? {} : { title }),
      });
      sync.board.changed();
      return statusOf(shopId);
    },
    async disconnect({ shopId, evenSo }) {
      const { waiting } = await statusOf(shopId);
      if (waiting > 0 && !evenSo) return { waiting, disconnected: false };
      const { sync } = await opened();
      await sync.disconnect(shopId);
      return { waiting, disconnected: true };
    },
    policies: async () => ({ ...policies.current() }),
    async setPolicies(next) {
      await policies.save(next);
      return { ...policies.current() };
    },
    async topUp({ shopId, calls, note }) {
      const { sync, quota } = await opened();
      const shop = sync.shops.get(shopId);
      const app = appOf(shop);
      await quota.topUp({ platform: shop.row.platform, app }, calls, note);
      // Whoever waits for the next day waits no longer.
      for (const one of sync.shops.list()) {
        if (one.row.platform === shop.row.platform && appOf(one) === app) await sync.syncNow(one.row.id);
      }
      sync.board.changed();
      return (await statusOf(shopId)).quota;
    },
    async quotaLedger({ shopId, limit }) {
      const { sync } = await opened();
      const shop = sync.shops.get(shopId);
      const { quota: state } = await statusOf(shopId);
      const lines = await reader.read('readQuotaLedger', { platform: shop.row.platform, app: appOf(shop), limit });
      const ledger = lines.map(({ at, event, calls, note }) => ({
        at: instantOf(at),
        event,
        calls,
        note,
      }));
      return { quota: state, ledger };
    },
    editOrder: (edit) => edits.editOrder(edit),
  };
  return { sync: area, products: edits.products };
}

function orNever(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
