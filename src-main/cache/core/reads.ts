/**
 * The reads of one family. A hit in memory compares three numbers, counts, and hands out the promise that the entry
 * keeps, so that it costs the same at any size; everything else goes the way of a flight.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { WarmOptions, WarmOutcome } from '../cache.ts';
import type { Answer, ReadOptions } from '../family.ts';
import type { FamilyState } from './family-state.ts';
import { tagsOf } from './family-state.ts';
import type { Fetching } from './fetching.ts';
import { type Flight, type FlightPlan, joinFlight, type Landing, leaveFlight, type Waiter } from './flight.ts';
import { answerOf, type HeldEntry, isFresh, memoryAnswer, wantsEarlyRefresh } from './held-entry.ts';
import type { CoreParts } from './parts.ts';
import type { Outcome } from './statistics.ts';

export interface Reads {
  get(input: unknown, options?: ReadOptions): Promise<Answer<unknown>>;
  getMany(inputs: readonly unknown[], options?: ReadOptions): Promise<readonly Answer<unknown>[]>;
  peek(input: unknown): Answer<unknown> | null;
  warm(inputs: readonly unknown[], options?: WarmOptions): Promise<readonly WarmOutcome[]>;
}

/** Milliseconds. */
const COUNTED_APART = 100;
const PLAIN: ReadOptions = Object.freeze({});

export function createReads(parts: CoreParts, state: FamilyState, fetching: Fetching): Reads {
  const { memory, redis, statistics, flights, backoff, diaries, log, now, hitClock, random } = parts;
  const { family, prefix, shelf } = state;
  const { outcomes } = statistics;

  /** Whether what lies in memory holds without asking anybody. */
  const proven = state.shared && redis !== null ? () => redis.trusted() : () => true;

  function countHit(entry: HeldEntry, at: number): void {
    const { stores } = statistics;
    const slot = entry.storeSlot * 2;
    outcomes[entry.hitCounter]! += 1;
    stores[slot]! += 1;
    stores[slot + 1]! += 1;
    entry.hits += 1;
    entry.askedAt = at;
    // The policy wants to know how often people come back, not how often a page asks within a moment.
    if (at - entry.countedAt > COUNTED_APART || at < entry.countedAt) {
      entry.countedAt = at;
      memory.get(entry.key);
    }
  }

  /** Opens what was only kept ready. What turns out not to be readable is dropped, and counts as not there. */
  function legible(entry: HeldEntry): boolean {
    try {
      void entry.value;
      return true;
    } catch (error) {
      log.warn('A payload could not be read: it counts as not there', { key: entry.key, error: String(error) });
      memory.delete(entry.key, 'replaced');
      return false;
    }
  }

  function get(input: unknown, options?: ReadOptions): Promise<Answer<unknown>> {
    const short = family.key(input);
    let entry = shelf.get(short);
    if (entry !== undefined && entry.promise === null && !legible(entry)) entry = undefined;
    if (entry !== undefined) {
      const at = hitClock();
      if (at < entry.earlyFrom && at >= entry.credibleFrom && (!entry.shared || proven())) {
        countHit(entry, at);
        entry.promise ??= Promise.resolve(memoryAnswer(entry));
        return entry.promise;
      }
    }
    const answer = readAged(prefix + short, input, entry, options ?? PLAIN);
    return answer instanceof Promise ? answer : Promise.resolve(answer);
  }

  function peek(input: unknown): Answer<unknown> | null {
    const entry = shelf.get(family.key(input));
    if (entry === undefined) return null;
    const at = hitClock();
    if (at >= entry.freshUntil || at < entry.credibleFrom || (entry.shared && !proven())) return null;
    if (entry.answer === null && !legible(entry)) return null;
    countHit(entry, at);
    if (at >= entry.earlyFrom) refreshEarly(entry, input, at);
    return memoryAnswer(entry);
  }

  /** A read of an entry that is near its end, past it, in doubt, or not there. */
  function readAged(
    key: string,
    input: unknown,
    entry: HeldEntry | undefined,
    options: ReadOptions,
  ): Answer<unknown> | Promise<Answer<unknown>> {
    const at = now();
    if (entry === undefined) return fetch(key, input, null, options);
    if (at >= entry.goneAt) {
      memory.delete(key, 'expired');
      return fetch(key, input, null, options);
    }
    if (entry.shared && !proven()) return fetch(key, input, entry, options);
    if (isFresh(entry, at)) {
      countHit(entry, at);
      refreshEarly(entry, input, at);
      return memoryAnswer(entry);
    }
    if (options.accept === 'fresh') return fetch(key, input, entry, options);
    entry.askedAt = at;
    memory.get(key);
    count(entry.storeSlot, 'staleServed');
    diaries.ask(entry, 'stale', 'memory');
    refreshBehind(entry, input);
    return answerOf(entry, 'memory', true);
  }

  function refreshEarly(entry: HeldEntry, input: unknown, at: number): void {
    if (wantsEarlyRefresh(entry, at, random())) refreshBehind(entry, input);
  }

  function refreshBehind(base: HeldEntry, input: unknown): void {
    const { key, tags, freshUntil } = base;
    if (flights.get(key) !== undefined || backoff.current(key) !== null) return;
    // It must not be content with what is about to end.
    begin({ key, input, tags, base, outlive: freshUntil, priority: 'background', behind: true });
  }

  function begin(plan: Omit<FlightPlan, 'state' | 'stamp'>): Flight {
    return fetching.begin(plan, state, parts.nextStamp());
  }

  /** @param again what an earlier flight gave has to be proven: a second such flight is not waited for */
  function fetch(
    key: string,
    input: unknown,
    base: HeldEntry | null,
    options: ReadOptions,
    again = false,
  ): Promise<Answer<unknown>> {
    const { signal, accept = 'stale', priority = 'staff' } = options;
    const at = now();
    const heard = proven();
    const underWay = flights.get(key);
    const doubtful = underWay?.asked === true && !heard;
    const known = doubtful && again ? undefined : underWay;
    const waits = doubtful && !again;
    const flight =
      known ??
      begin({
        key,
        input,
        tags: base?.tags ?? tagsOf(state, input),
        base,
        outlive: at,
        priority,
        unproven: base !== null && !heard,
      });
    const about = { key, family: state.name, level: state.level, tags: flight.tags };
    if (!again) diaries.ask(about, 'miss', base === null ? 'memory' : 'past its freshness');
    return new Promise((resolve, reject) => {
      const slot = statistics.storeSlot(family.storeId(input));
      const failed = (error: unknown) => {
        count(slot, 'failed');
        reject(error);
      };
      wait(flight, {
        acceptsStale: accept === 'stale',
        outlive: at,
        priority,
        doubtful: waits,
        signal,
        land(landing) {
          // It may be from before what was missed: only now that it has ended can it be proven, or fetched anew.
          if (waits) resolve(fetch(key, input, parts.tags.valid(landing.entry) ? landing.entry : null, options, true));
          else if (legible(landing.entry)) {
            count(slot, outcomeOf(landing, known === undefined));
            if (known === undefined && landing.source !== 'load') {
              diaries.note(key, landing.stale ? 'stale' : 'hit', landing.source);
            }
            resolve(answerOf(landing.entry, landing.source, landing.stale));
          } else failed(new AppError('CACHE_PAYLOAD_UNREADABLE', { action: 'retry', details: { key } }));
        },
        fail: failed,
      });
    });
  }

  function count(slot: number, outcome: Outcome): void {
    statistics.count(state.level, slot, outcome);
  }

  /** Waits for a flight until it lands or the signal says that nobody wants it any more. */
  function wait(flight: Flight, { signal, ...plan }: Waiter & { readonly signal: AbortSignal | undefined }): void {
    if (signal === undefined) {
      joinFlight(flight, plan, now());
      return;
    }
    if (signal.aborted) {
      plan.fail(new AppError('CANCELLED'));
      return;
    }
    const stop = () => {
      leaveFlight(flight, waiter);
      plan.fail(new AppError('CANCELLED'));
    };
    const waiter: Waiter = {
      ...plan,
      land(landing) {
        signal.removeEventListener('abort', stop);
        plan.land(landing);
      },
      fail(error) {
        signal.removeEventListener('abort', stop);
        plan.fail(error);
      },
    };
    signal.addEventListener('abort', stop, { once: true });
    joinFlight(flight, waiter, now());
  }

  function warmOne(
    input: unknown,
    options: WarmOptions,
    failed: (error: unknown) => void,
  ): WarmOutcome | Promise<WarmOutcome> {
    const short = family.key(input);
    const key = prefix + short;
    const at = now();
    const outlive = options.force === true ? Number.POSITIVE_INFINITY : at + (options.expiringWithin ?? 0);
    const held = shelf.get(short);
    const entry = held !== undefined && at < held.goneAt ? held : null;
    if (entry !== null && isFresh(entry, at) && entry.freshUntil > outlive) return 'fresh';
    const flight =
      flights.get(key) ??
      begin({ key, input, tags: entry?.tags ?? tagsOf(state, input), base: entry, outlive, priority: 'background' });
    return new Promise((resolve) => {
      wait(flight, {
        acceptsStale: false,
        outlive,
        priority: 'background',
        signal: options.signal,
        land: (landing) => resolve(warmOutcomeOf(landing)),
        fail(error) {
          failed(error);
          resolve('failed');
        },
      });
    });
  }

  return {
    get,
    peek,
    async getMany(inputs, options) {
      return Promise.all(inputs.map((input) => get(input, options)));
    },
    async warm(inputs, options = {}) {
      return Promise.all(
        inputs.map((input, index) => warmOne(input, options, (error) => options.onFailed?.(index, error))),
      );
    },
  };
}

function outcomeOf({ source, stale, entry }: Landing, first: boolean): Outcome {
  if (stale) return 'staleServed';
  if (source === 'load') return first ? 'loads' : 'shared';
  if (entry.missing) return 'missing';
  if (source === 'memory') return 'memoryHits';
  return source === 'disk' ? 'diskHits' : 'redisHits';
}

function warmOutcomeOf({ source, entry, notModified }: Landing): WarmOutcome {
  if (notModified) return 'not-modified';
  if (entry.missing) return 'missing';
  return source === 'load' ? 'loaded' : 'fresh';
}
