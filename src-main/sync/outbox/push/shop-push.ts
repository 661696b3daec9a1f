/**
 * Sends what waits for one shop, several batches at a time, until nothing is due; then it sleeps until something is. A fault of
 * the platform makes the shop wait as a whole and counts against nobody; a fault of an item counts against it alone.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { askedPause, backoff, wait } from '../../../resilience/index.ts';
import type { Listed, Platform, PlatformContext, RemoteListing } from '../../platform/index.ts';
import { reasonOf } from '../../reason.ts';
import type { Verdict } from '../settle-task.ts';
import type { Doubt, Taken, TakenItem } from '../take-task.ts';
import { createSeed } from '../uuid7.ts';
import { findOut } from './find-out.ts';
import { asFault, failed, isOfShop, judge } from './judge.ts';
import type { PushParts } from './push.ts';

/** What a shop's push is given: the whole push's parts, and whether all of it is paused. */
export type ShopPushParts = PushParts & { paused(): boolean };

export interface ShopPush {
  /** Something may be due. */
  wake(): void;
  /** The same, and whatever made the shop wait is over. */
  hurry(): void;
  /** The line is back: what failed is tried again after so many milliseconds, and not with everybody else's. */
  returned(milliseconds: number): void;
  /** Takes nothing more, and resolves when nothing is under way. What is under way is cut off when `signal` aborts. */
  stop(): Promise<void>;
  readonly running: boolean;
  /** UTC milliseconds; null: nothing is due, or it runs now. */
  readonly nextTryAt: number | null;
}

/** Batches of one shop that are under way at a time: answers take longer than the pause that the rate limit asks for. */
const SIDE_BY_SIDE = 4;
/** What the platform said longer ago than this is read again before it is overwritten. */
const FRESH_MILLISECONDS = 10 * 60_000;
/** A request that got no answer may still arrive for this long. */
const QUIET_MILLISECONDS = 5_000;
/** Looks again at least this often: the clock may have been set, and whoever wrote something may have forgotten to wake. */
const LONGEST_SLEEP_MILLISECONDS = 60_000;

/** Makes the sending of one shop. @param signal cuts off what is under way. */
export function createShopPush(shopId: number, parts: ShopPushParts, signal: AbortSignal): ShopPush {
  const { now, later, random, crashPoint, log } = parts;
  const busy = new Set<string>();
  /** The most items that one of these may be sent with, since a batch with it failed as a whole. */
  const suspects = new Map<string, number>();
  const ended = new Set<() => void>();
  let workers = 0;
  let stopped = false;
  /** Set while the whole shop waits after a fault. A timer ends it, so a clock that is set does not matter. */
  let resting: { readonly until: number; callOff(): void } | null = null;
  let sleeping: { readonly until: number; callOff(): void } | null = null;
  let failures = 0;
  let tooEarly = true;
  const callOffEarly = later(QUIET_MILLISECONDS, () => {
    tooEarly = false;
  });
  let taking: Promise<unknown> = Promise.resolve();
  let news = 0;

  function wake(): void {
    news += 1;
    if (stopped || parts.paused() || resting || workers > 0) return;
    sleeping?.callOff();
    sleeping = null;
    startWorker();
  }

  function startWorker(): void {
    // While something is wrong with the shop, one probe is enough.
    if (stopped || resting || parts.paused() || workers >= (failures > 0 ? 1 : SIDE_BY_SIDE)) return;
    workers += 1;
    work()
      .catch((error: unknown) => {
        // Cut off on purpose: the next start finds out what became of what was sent.
        if (signal.aborted) return;
        log('error', 'push failed', { shopId, error: String(error) });
        restAfter(asFault(error));
      })
      .finally(() => {
        workers -= 1;
        if (workers > 0) return;
        parts.idle?.(shopId);
        for (const end of ended) end();
        ended.clear();
        parts.onNews();
      });
  }

  async function work(): Promise<void> {
    for (;;) {
      if (stopped || resting || parts.paused()) return;
      const heard = news;
      const shop = await parts.open(shopId, signal, 'staff');
      if (!shop || stopped) return;
      const taken = await take(shop.platform, shop.readSince ?? 0);
      if (taken.step === 'off') return;
      if (taken.step === 'idle') {
        if (heard !== news) continue;
        sleepUntil(taken.nextAt ?? now() + LONGEST_SLEEP_MILLISECONDS);
        return;
      }
      startWorker();
      const lanes = lanesOf(taken);
      try {
        await carryOut(shop, taken);
      } finally {
        for (const lane of lanes) busy.delete(lane);
      }
    }
  }

  /** One after the other: what one has taken must be known to be busy before the next one looks. */
  function take({ capabilities }: Platform, readSince: number): Promise<Taken> {
    const taken = taking.then(async () => {
      const result = await parts.writer.write('outbox.take', {
        shopId,
        seed: createSeed(random),
        kinds: capabilities.push,
        readBatch: capabilities.readBatch,
        busy: [...busy],
        freshSince: Math.max(readSince, now() - FRESH_MILLISECONDS),
        quietFor: QUIET_MILLISECONDS,
        tooEarly,
        policies: parts.policies(),
      });
      for (const lane of lanesOf(result)) busy.add(lane);
      return result;
    });
    taking = taken.then(
      () => undefined,
      () => undefined,
    );
    return taken;
  }

  async function carryOut(shop: Shop, step: Exclude<Taken, { step: 'idle' | 'off' }>): Promise<void> {
    if (step.step === 'send') await sendAll(shop, step.items);
    else if (step.step === 'read') await read(shop, step.listingIds);
    else await look(shop, step.doubts);
  }

  /** Items that a batch failed with are sent in ever smaller ones, until the one that it lies with is alone. */
  async function sendAll(shop: Shop, items: readonly TakenItem[]): Promise<void> {
    crashPoint('push.taken');
    const rest = [...items].sort((a, b) => (suspects.get(a.id) ?? Infinity) - (suspects.get(b.id) ?? Infinity));
    while (rest.length > 0) {
      const most = Math.min(...rest.slice(0, 1).map(({ id }) => suspects.get(id) ?? rest.length));
      const batch = rest.splice(0, most);
      if (stopped || resting)
        await settle(
          batch.map((item) => unsent(shop, item)),
          false,
        );
      else await send(shop, batch);
    }
  }

  function unsent({ platform }: Shop, item: TakenItem): Verdict {
    const details = { platform: platform.name, unsent: true };
    const error = new AppError('PLATFORM_RESTING', { action: 'retry', details });
    return failed(item, error, { own: false, random });
  }

  async function send(shop: Shop, batch: readonly TakenItem[]): Promise<void> {
    const sent = await ask(() =>
      shop.platform.push(
        shop.context,
        batch.map(({ push }) => push),
      ),
    );
    crashPoint('push.answered');
    if (sent === null) return;
    if ('fault' in sent) {
      await sendFailed(shop, batch, sent.fault);
      return;
    }
    failures = 0;
    const { verdicts, shopFault } = judge(batch, sent.answer, { platform: shop.platform.name, random });
    for (const verdict of verdicts) if (verdict.verdict === 'done') suspects.delete(verdict.id);
    await settle(verdicts, true);
    crashPoint('push.settled');
    if (shopFault) await blame(shopFault);
  }

  /** Null: it was cut off. Nobody knows what became of it, and the next start finds out. */
  async function ask<Answer>(
    call: () => Promise<Answer>,
  ): Promise<{ readonly answer: Answer } | { readonly fault: AppError } | null> {
    try {
      return { answer: await call() };
    } catch (error) {
      return signal.aborted ? null : { fault: asFault(error) };
    }
  }

  async function sendFailed(shop: Shop, batch: readonly TakenItem[], error: AppError): Promise<void> {
    if (error.code === 'INTERNAL') log('error', 'an adapter failed', { shopId, error: String(error.cause) });
    if (isOfShop(error)) {
      await settle(
        batch.map((item) => failed(item, error, { own: false, random })),
        true,
      );
      await blame(error);
      return;
    }
    failures += 1;
    const ofItems = error.action !== 'retry' || error.code === 'INTERNAL' || (failures > 1 && (await isUp(shop)));
    if (ofItems) {
      failures = 0;
      const half = Math.max(1, Math.floor(batch.length / 2));
      for (const { id } of batch) suspects.set(id, half);
    }
    const own = ofItems && batch.length === 1;
    await settle(
      batch.map((item) => failed(item, error, { own, random })),
      true,
    );
    if (!ofItems) restAfter(error);
  }

  /** Tells a platform that is down from one that chokes on what it was sent. */
  async function isUp({ platform, context }: Shop): Promise<boolean> {
    const told = await ask(() => platform.shopInfo(context));
    return told !== null && 'answer' in told;
  }

  async function read(shop: Shop, listingIds: readonly string[]): Promise<void> {
    const readAt = now();
    const told = await ask(() => shop.platform.listingsById(shop.context, listingIds));
    if (told === null) return;
    if ('answer' in told) {
      failures = 0;
      crashPoint('push.read');
      await readBack(told.answer, listingIds, readAt);
    } else if (told.fault.action === 'retry' || isOfShop(told.fault)) {
      await blame(told.fault);
    } else if (listingIds.length > 1) {
      // One that the platform does not want to hear of must not hide the others.
      const half = Math.ceil(listingIds.length / 2);
      await read(shop, listingIds.slice(0, half));
      await read(shop, listingIds.slice(half));
    } else {
      await readBack({ items: [], unread: [] }, listingIds, readAt);
    }
  }

  function readBack(listed: Listed<RemoteListing>, wanted: readonly string[], readAt: number): Promise<void> {
    const { items: listings, unread } = listed;
    const ids = new Set(unread.map(({ id }) => id));
    // What makes no sense is there all the same; where it has no id it may be any of them.
    const asked = ids.has(null) ? listings.map(({ listingId }) => listingId) : wanted.filter((id) => !ids.has(id));
    const unreadable = wanted.filter((id) => !asked.includes(id));
    const args = { shopId, seed: createSeed(random), policies: parts.policies(), listings, asked, unreadable, readAt };
    return keep('outbox.readBack', () => parts.writer.write('outbox.readBack', args));
  }

  async function look(shop: Shop, doubts: readonly Doubt[]): Promise<void> {
    const readAt = now();
    const told = await ask(() => findOut(shop.platform, shop.context, doubts));
    if (told === null) return;
    if ('answer' in told) {
      failures = 0;
      crashPoint('push.read');
      const wait = backoff(1, random());
      const args = { shopId, seed: createSeed(random), found: told.answer, readAt, wait, policies: parts.policies() };
      await keep('outbox.foundOut', () => parts.writer.write('outbox.foundOut', args));
    } else if (told.fault.action === 'retry' || isOfShop(told.fault)) {
      await blame(told.fault);
    } else if (doubts.length > 1) {
      // One that the platform does not want to hear of must not hide the others.
      const half = Math.ceil(doubts.length / 2);
      await look(shop, doubts.slice(0, half));
      await look(shop, doubts.slice(half));
    } else {
      const { fault } = told;
      await settle(
        doubts.map(({ item }) => failed(item, fault, { own: true, random })),
        false,
      );
    }
  }

  function settle(verdicts: readonly Verdict[], called: boolean): Promise<void> {
    const args = { shopId, seed: createSeed(random), called, verdicts };
    return keep('outbox.settle', () => parts.writer.write('outbox.settle', args));
  }

  /**
   * Writes down what is known now. A disk that is full, or a database that is being replaced, is waited for: what is lost here
   * has to be found out again, and so it is after an end that does not wait.
   * @throws AppError CANCELLED when it is cut off while it waits.
   */
  async function keep(task: string, write: () => Promise<unknown>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await write();
        parts.onNews();
        return;
      } catch (error) {
        log('error', 'outcome not written', { shopId, task, error: String(error) });
        if (stopped) return;
        await wait(backoff(tries, random()), later, signal);
      }
    }
  }

  /** What stands in the way of the whole shop. */
  async function blame(fault: AppError): Promise<void> {
    if (fault.action === 'reauthorise') {
      const args = { shopId, seed: createSeed(random), problem: reasonOf(fault) };
      await keep('outbox.signIn', () => parts.writer.write('outbox.signIn', args));
      return;
    }
    if (fault.action !== 'throttle') failures += 1;
    restAfter(fault);
  }

  function restAfter(fault: AppError): void {
    if (stopped) return;
    resting?.callOff();
    const pause = backoff(Math.max(1, failures), random(), askedPause(fault) ?? 0);
    resting = timer(pause, () => {
      resting = null;
      wake();
    });
    log('debug', 'shop waits', { shopId, code: fault.code, milliseconds: pause });
  }

  function sleepUntil(at: number): void {
    sleeping?.callOff();
    sleeping = timer(Math.min(LONGEST_SLEEP_MILLISECONDS, Math.max(0, at - now())), () => {
      sleeping = null;
      wake();
    });
  }

  function timer(milliseconds: number, work: () => void): { readonly until: number; callOff(): void } {
    return { until: now() + milliseconds, callOff: later(milliseconds, work) };
  }

  return {
    wake,
    hurry() {
      resting?.callOff();
      resting = null;
      failures = 0;
      wake();
    },
    returned(milliseconds) {
      // Where nothing has failed, nothing waits for the line.
      if (stopped || (!resting && failures === 0)) return;
      resting?.callOff();
      resting = timer(milliseconds, () => {
        resting = null;
        failures = 0;
        wake();
      });
    },
    async stop() {
      stopped = true;
      callOffEarly();
      resting?.callOff();
      sleeping?.callOff();
      resting = null;
      sleeping = null;
      if (workers === 0) return;
      await new Promise<void>((resolve) => void ended.add(resolve));
    },
    get running() {
      return workers > 0;
    },
    get nextTryAt() {
      return workers > 0 ? null : (resting?.until ?? sleeping?.until ?? null);
    },
  };
}

type Shop = { readonly platform: Platform; readonly context: PlatformContext };

function lanesOf(taken: Taken): readonly string[] {
  if (taken.step === 'send') return taken.items.map((item) => item.lane);
  if (taken.step === 'read') return taken.lanes;
  return taken.step === 'find-out' ? taken.doubts.map(({ item }) => item.lane) : [];
}
