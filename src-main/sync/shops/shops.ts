/** The connected shops, each with what its calls need: access, tokens and the platform's clock. */
import type { ConnectionTest } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Priority, RemoteCalls } from '../../resilience/index.ts';
import {
  createShopContext,
  createShopLine,
  type FreshTokens,
  knownCurrency,
  knownTimeZone,
  type Platform,
  type PlatformContext,
  type PlatformName,
  type ShopAccess,
  type ShopInfo,
  type ShopLine,
  type Transport,
} from '../platform/index.ts';
import { reasonOf } from '../reason.ts';
import { checkFields } from './check-fields.ts';
import { createPlatformClock, type PlatformClock } from './platform-clock.ts';
import type { ShopChange, ShopReadTasks, ShopRow, ShopWriteTasks } from './tasks.ts';
import { testConnection } from './test-connection.ts';
import type { Vault } from './vault.ts';

export interface OpenShop {
  readonly row: ShopRow;
  readonly platform: Platform;
  readonly clock: PlatformClock;
  /** Unique over all platforms, also from PC to PC: `shopify/example.myshopify.com`. */
  readonly name: string;
  readonly access: ShopAccess;
  /** What an adapter does one piece of work with. */
  work(priority: Priority, signal: AbortSignal): PlatformContext;
}

export interface AccessInput {
  readonly platform: string;
  readonly baseUrl?: string | undefined;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface ConnectInput extends AccessInput {
  /** An id, or the name of a store that is made if there is none of that name. */
  readonly store: number | string;
  readonly title?: string | undefined;
}

export interface ShopsOptions {
  readonly reader: Reader<ShopReadTasks>;
  readonly writer: Writer<ShopWriteTasks>;
  readonly platforms: readonly Platform[];
  readonly vault: Vault;
  readonly calls: RemoteCalls;
  readonly transport: Transport;
  /** Of stores whose shop does not tell its own. */
  readonly defaultTimeZone: () => string;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly log: Log;
}

export interface Shops {
  /** Opens every shop that is connected. */
  open(): Promise<void>;
  /** Reads the rows again: other parts note in them what stands in a shop's way. */
  reload(): Promise<void>;
  list(): readonly OpenShop[];
  /** @throws AppError SHOP_UNKNOWN. */
  get(id: number): OpenShop;
  /** Tries access details without keeping them. */
  test(input: AccessInput, signal: AbortSignal): Promise<ConnectionTest>;
  /** @throws AppError of the step that failed, CREDENTIALS_MISSING, SHOP_ALREADY_CONNECTED, STORE_UNKNOWN. */
  connect(input: ConnectInput, signal: AbortSignal): Promise<OpenShop>;
  /** Gives it other access details, which are tried first. @throws AppError CREDENTIALS_WRONG if they are another shop's. */
  signIn(id: number, credentials: Readonly<Record<string, string>>, signal: AbortSignal): Promise<OpenShop>;
  change(change: ShopChange): Promise<OpenShop>;
  disconnect(id: number): Promise<void>;
}

/** Makes the list of connected shops; it is empty before `open`. */
export function createShops(options: ShopsOptions): Shops {
  const { reader, writer, platforms, vault, calls, transport, now, log } = options;
  /** How many rows were written from here: rows that were read meanwhile may be older than these. */
  let written = 0;
  const opened = new Map<number, OpenShop & { row: ShopRow; readonly line: ShopLine }>();

  function platformOf(name: string): Platform {
    const platform = platforms.find((one) => one.name === name);
    if (!platform) throw new AppError('NOT_FOUND', { details: { what: name } });
    return platform;
  }

  /** Completed and checked. */
  function accessOf({ platform: name, baseUrl, credentials }: AccessInput): {
    platform: Platform;
    access: ShopAccess;
  } {
    const platform = platformOf(name);
    const checked = checkFields(platform, credentials);
    const address = (baseUrl ?? platform.defaultBaseUrl(checked)).replace(/\/+$/, '');
    return { platform, access: { baseUrl: address, credentials: checked } };
  }

  function note(id: number, change: Omit<ShopChange, 'id'>): void {
    writer.write('shops.change', { id, ...change }).catch((error: unknown) => {
      log.warn('what was learnt of a shop is not kept', { shop: id, error });
    });
  }

  async function openOne(row: ShopRow): Promise<OpenShop> {
    const platform = platformOf(row.platform);
    const clock = createPlatformClock({
      now,
      offset: row.clockOffset,
      onChange: (clockOffset) => {
        log.warn("this computer's clock and the platform's differ", { shop: row.id, seconds: clockOffset / 1_000 });
        note(row.id, { clockOffset });
      },
    });
    const name = nameOf(row.platform, row.remoteShopId);
    const access = { baseUrl: row.baseUrl, credentials: await secretsOf(row) };
    const line = createShopLine({
      platform,
      shop: name,
      access,
      saveTokens: (fresh) => keepTokens(row.id, fresh),
      calls,
      transport: clock.listen(transport),
      now: clock.now,
    });
    const shop = {
      row,
      platform,
      clock,
      name,
      line,
      get access() {
        return line.tokens.access;
      },
      work: (priority: Priority, signal: AbortSignal) => createShopContext(line, { priority, signal }),
    };
    opened.set(row.id, shop);
    return shop;
  }

  /** A shop whose secrets are lost is opened all the same: its changes wait, and staff are asked to sign in. */
  async function secretsOf(row: ShopRow): Promise<Readonly<Record<string, string>>> {
    try {
      const secrets = await vault.read(row.id);
      if (secrets) return secrets;
    } catch (error) {
      // Whatever the reason, also a file that this account may not read: staff can go on editing.
      log.error('the access details of a shop cannot be read', { shop: row.id, error });
    }
    note(row.id, { state: 'sign-in', problem: reasonOf(new AppError('VAULT_UNREADABLE')) });
    return {};
  }

  async function keepTokens(id: number, fresh: FreshTokens): Promise<void> {
    const secrets = (await vault.read(id)) ?? {};
    await vault.write(id, { ...secrets, ...fresh.credentials });
  }

  function get(id: number) {
    const shop = opened.get(id);
    if (!shop) throw new AppError('SHOP_UNKNOWN', { details: { shop: id } });
    return shop;
  }

  /** A line for a shop that is not there yet; tokens that it is given meanwhile are handed out. */
  function tryLine(platform: Platform, access: ShopAccess) {
    const clock = createPlatformClock({ now, offset: 0, onChange: () => undefined });
    return createShopLine({
      platform,
      shop: `${platform.name}/${access.baseUrl}`,
      access,
      saveTokens: async () => undefined,
      calls,
      transport: clock.listen(transport),
      now: clock.now,
    });
  }

  async function infoOf(platform: Platform, line: ShopLine, signal: AbortSignal): Promise<ShopInfo> {
    return platform.shopInfo(createShopContext(line, { priority: 'staff', signal }));
  }

  async function change(wanted: ShopChange): Promise<OpenShop> {
    const shop = get(wanted.id);
    shop.row = await writer.write('shops.change', wanted);
    written += 1;
    return shop;
  }

  return {
    async open() {
      for (const row of await reader.read('shops.list', undefined)) await openOne(row);
    },
    async reload() {
      let before: number;
      let rows: readonly ShopRow[];
      do {
        before = written;
        rows = await reader.read('shops.list', undefined);
      } while (before !== written);
      for (const row of rows) {
        const shop = opened.get(row.id);
        if (shop) shop.row = row;
      }
    },
    list: () => [...opened.values()],
    get,
    async test(input, signal) {
      const { platform, access } = accessOf(input);
      const line = tryLine(platform, access);
      return testConnection({
        platform,
        context: createShopContext(line, { priority: 'staff', signal }),
        now: line.now,
      });
    },
    async connect(input, signal) {
      const { platform, access } = accessOf(input);
      const line = tryLine(platform, access);
      const info = await infoOf(platform, line, signal);
      const row = await writer.write('shops.connect', {
        platform: platform.name,
        remoteShopId: info.shopId,
        title: input.title ?? info.title,
        store: input.store,
        defaultTimeZone: options.defaultTimeZone(),
        baseUrl: access.baseUrl,
        ...soundPlace(info),
      });
      try {
        await vault.write(row.id, line.tokens.access.credentials);
      } catch (error) {
        // Connected without its access details it would be in the way of the next try.
        await writer.write('shops.disconnect', { id: row.id });
        throw error;
      }
      return openOne(row);
    },
    async signIn(id, credentials, signal) {
      const shop = get(id);
      const given = { ...shop.access.credentials, ...credentials };
      const access = { baseUrl: shop.row.baseUrl, credentials: checkFields(shop.platform, given) };
      const line = tryLine(shop.platform, access);
      const info = await infoOf(shop.platform, line, signal);
      if (info.shopId !== shop.row.remoteShopId) {
        const details = { platform: shop.row.platform, code: info.shopId };
        throw new AppError('CREDENTIALS_WRONG', { action: 'refuse', details });
      }
      await vault.write(id, line.tokens.access.credentials);
      shop.line.tokens.replace(line.tokens.access);
      // One that was never listed whole still has that before it.
      const listed = shop.row.lastSuccess === null ? ('first-sync' as const) : ('active' as const);
      return change({ id, state: listed, problem: null });
    },
    change,
    async disconnect(id) {
      get(id);
      await writer.write('shops.disconnect', { id });
      opened.delete(id);
      await vault.forget(id);
    },
  };
}

/** A currency or time zone that nobody knows would spoil every page that the store is on: the usual ones stand in for it. */
function soundPlace({ currency, timeZone }: ShopInfo): Pick<ShopInfo, 'currency' | 'timeZone'> {
  return {
    currency: currency === null ? null : knownCurrency(currency),
    timeZone: timeZone === null ? null : knownTimeZone(timeZone),
  };
}

function nameOf(platform: PlatformName, remoteShopId: string): string {
  return `${platform}/${remoteShopId}`;
}

/** What the daily calls of a shop are counted under. */
export function appOf({ platform, access, name }: OpenShop): string {
  // Without its credentials a shop has no app; nothing is called for it either.
  return Object.keys(access.credentials).length > 0 ? platform.appOf(access) : name;
}
