/**
 * Asks the source: what is wanted in one tick goes out as bulk loads, staff's apart from what can wait; a source that
 * failed is left alone for a while; across processes one holder of a lock loads, the others wait for what it writes.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { deepFreeze } from '../codec/index.ts';
import type { Loaded } from '../family.ts';
import type { HeldLock } from '../tiers/index.ts';
import { type Content, contentForLater, contentOf } from './content.ts';
import type { FamilyState } from './family-state.ts';
import { type Flight, failAll, landAll } from './flight.ts';
import { createGather, type Gather } from './gather.ts';
import type { HeldEntry } from './held-entry.ts';
import type { Destination, Keeping } from './keeping.ts';
import { type FreshFacts, freshEntry } from './make-entry.ts';
import type { CoreParts } from './parts.ts';

export interface Loading {
  /** Takes a flight that found nothing in the tiers to its end. */
  add(flight: Flight): void;
}

export interface LoadingNeeds {
  readonly keeping: Keeping;
  /** Sends a flight to look into Redis once more: another process may have written what it wants. */
  readonly lookAgain: (flight: Flight) => void;
  readonly backoffMilliseconds: number;
}

/** So often a flight waits for another process before it loads by itself. */
const MOST_WAITS = 2;

type Locked = { readonly flight: Flight; readonly lock: HeldLock | null };

export function createLoading(parts: CoreParts, { keeping, lookAgain, backoffMilliseconds }: LoadingNeeds): Loading {
  const { flights, statistics, backoff, diaries, redis, tags, log, now, ticks } = parts;
  const gathers = new Map<FamilyState, Gather<Flight>>();
  const waits = new WeakMap<Flight, number>();

  function gatherOf(state: FamilyState): Gather<Flight> {
    let gather = gathers.get(state);
    if (gather === undefined) {
      gather = createGather(parts.soon, (gathered) => {
        for (const bulk of bulks(gathered, state.family.bulk)) begin(state, bulk).catch((error) => giveUp(bulk, error));
      });
      gathers.set(state, gather);
    }
    return gather;
  }

  async function begin(state: FamilyState, all: readonly Flight[]): Promise<void> {
    const due = all.filter((flight) => {
      if (flight.waiters.length === 0 && !flight.behind) return leave(flight);
      const failure = backoff.current(flight.key);
      if (failure !== null) end(flight, failure.error);
      return failure === null;
    });
    if (due.length === 0) return;
    if (!state.shared || redis === null)
      return load(
        state,
        due.map((flight) => ({ flight, lock: null })),
      );
    const answers = await Promise.all(due.map((flight) => redis.lock(flight.key)));
    const held: Locked[] = [];
    due.forEach((flight, index) => {
      const answer = answers[index]!;
      if (answer.outcome === 'held') held.push({ flight, lock: answer.lock });
      else if (answer.outcome === 'failed') {
        end(flight, new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details: { reason: answer.reason } }));
      } else if (answer.outcome === 'busy' && (waits.get(flight) ?? 0) < MOST_WAITS) {
        waits.set(flight, (waits.get(flight) ?? 0) + 1);
        void answer.freed.then(() => lookAgain(flight));
      } else held.push({ flight, lock: null });
    });
    if (held.length > 0) await load(state, held);
  }

  async function load(state: FamilyState, locked: readonly Locked[]): Promise<void> {
    const all = locked.map(({ flight }) => flight);
    const given = new AbortController();
    for (const flight of all) {
      flight.asked = true;
      flight.abandon = () => {
        if (all.every(({ waiters, behind, ended }) => ended || (waiters.length === 0 && !behind))) given.abort();
      };
    }
    given.signal.addEventListener('abort', () => {
      // Newcomers must not wait for what is being given up.
      for (const flight of all) flights.remove(flight);
    });
    const bornAt = now();
    const began = ticks();
    let results: readonly Loaded<unknown>[];
    try {
      results = await state.family.load(
        all.map(({ input, base }) => ({ input, version: base?.version ?? null })),
        {
          signal: given.signal,
          get priority() {
            return all.some(({ priority }) => priority === 'staff') ? 'staff' : 'background';
          },
        },
      );
      if (results.length !== all.length) throw new Error(`${results.length} answers to ${all.length} requests`);
    } catch (error) {
      results = all.map(() => ({ outcome: 'failed', error }));
    }
    const loadMilliseconds = (ticks() - began) / all.length;
    await Promise.all(
      locked.map(async ({ flight, lock }, index) => {
        const result = results[index]!;
        const failure = await land(flight, result, { bornAt, loadMilliseconds, aborted: given.signal.aborted });
        if (lock === null) return;
        const reason = failure === null ? undefined : { reason: String(failure.error), backoffMilliseconds };
        await lock.release(reason);
      }),
    );
  }

  /** Gives the failure, if it was one. */
  async function land(
    flight: Flight,
    result: Loaded<unknown>,
    facts: { bornAt: number; loadMilliseconds: number; aborted: boolean },
  ): Promise<{ readonly error: unknown } | null> {
    const level = statistics.levels.get(flight.state.level)!;
    try {
      if (result.outcome === 'failed') throw result.error;
      const { entry, payload } = await open(flight, result, facts);
      statistics.loaded(flight.state.level, facts.loadMilliseconds);
      if (flight.priority === 'background') level.backgroundLoads += 1;
      if (result.outcome === 'not-modified') level.notModified += 1;
      diaries.note(flight.key, loadedEvent(flight, result), `${facts.loadMilliseconds.toFixed(1)} ms`);
      backoff.forget(flight.key);
      const inRedis = keep(flight, entry, payload);
      flights.remove(flight);
      flight.ended = true;
      landAll(flight, entry, result.outcome === 'not-modified');
      // Who waits for the lock finds the value in Redis.
      if (flight.state.shared) await inRedis;
      return null;
    } catch (error) {
      if (!facts.aborted) {
        level.loadFailures += 1;
        diaries.note(flight.key, 'load-failed', String(error));
        const { key, tags, stamp, state } = flight;
        backoff.failed({ key, tags, stamp, level: state.level }, error);
        log.debug('A load failed', { key: flight.key, error: String(error) });
      }
      end(flight, error);
      return facts.aborted ? null : { error };
    }
  }

  async function open(
    flight: Flight,
    result: Exclude<Loaded<unknown>, { outcome: 'failed' }>,
    { bornAt, loadMilliseconds }: { bornAt: number; loadMilliseconds: number },
  ): Promise<{ entry: HeldEntry; payload: Uint8Array | null }> {
    const { state, key, tags: flightTags, input, stamp, base } = flight;
    const fresh = (rest: Pick<FreshFacts, 'version' | 'missing' | 'content' | 'encodedBytes'>) =>
      freshEntry(parts, state, { key, tags: flightTags, input, stamp, bornAt, loadMilliseconds, ...rest });
    switch (result.outcome) {
      case 'missing':
        return {
          entry: fresh({ version: null, missing: true, content: contentOf(null), encodedBytes: 0 }),
          payload: null,
        };
      case 'not-modified': {
        if (base === null) throw new Error('"not modified" without a value that could have been');
        const { version, missing, content, bytes } = base;
        const entry = fresh({ version, missing, content, encodedBytes: null });
        entry.bytes = bytes;
        return { entry, payload: content.payload };
      }
      case 'payload': {
        const { payload, version } = result;
        const content = await contentIn(flight, payload);
        const encodedBytes = payload.length;
        return { entry: fresh({ version: version ?? null, missing: false, content, encodedBytes }), payload };
      }
      case 'value': {
        deepFreeze(result.value);
        const content = contentOf(result.value);
        const version = result.version ?? null;
        return { entry: fresh({ version, missing: false, content, encodedBytes: null }), payload: null };
      }
    }
  }

  /** What staff wait for is opened at once, so that a payload that cannot be read is a load that failed. */
  async function contentIn({ state, priority }: Flight, payload: Uint8Array): Promise<Content> {
    const { encoding } = state.family;
    return priority === 'background' ? contentForLater(encoding, payload) : contentOf(await encoding.decode(payload));
  }

  /** Resolves when Redis has it, or will not. */
  function keep(flight: Flight, entry: HeldEntry, payload: Uint8Array | null): Promise<void> {
    const current = (!flight.revoked && tags.valid(entry)) || parts.faults.keepRevoked === true;
    if (!current) return Promise.resolve();
    keeping.hold(entry);
    const { state, lease } = flight;
    const destination: Destination = { disk: state.onDisk, redis: state.onRedis ? { lease } : null };
    return keeping.write(state, entry, payload, destination).inRedis;
  }

  /** Everybody has gone while the tiers were asked. */
  function leave(flight: Flight): false {
    flights.remove(flight);
    flight.ended = true;
    return false;
  }

  /** For what a family's own functions may throw where nothing is expected of them. */
  function giveUp(bulk: readonly Flight[], error: unknown): void {
    log.error('A load broke off', { error: String(error) });
    for (const flight of bulk) if (!flight.ended) end(flight, error);
  }

  /** Ends a flight without a value of its own. */
  function end(flight: Flight, error: unknown): void {
    flights.remove(flight);
    flight.ended = true;
    failAll(flight, error, now());
  }

  return {
    add(flight) {
      gatherOf(flight.state).add(flight);
    },
  };
}

function loadedEvent(flight: Flight, result: Loaded<unknown>): 'not-modified' | 'refreshed' | 'loaded' {
  if (result.outcome === 'not-modified') return 'not-modified';
  return flight.base === null ? 'loaded' : 'refreshed';
}

/** Splits what was gathered into bulk loads: those that staff wait for first, the others apart from them. */
function bulks(gathered: readonly Flight[], most: number): Flight[][] {
  const all: Flight[][] = [];
  for (const priority of ['staff', 'background'] as const) {
    const those = gathered.filter((flight) => flight.priority === priority);
    for (let from = 0; from < those.length; from += most) all.push(those.slice(from, from + most));
  }
  return all;
}
