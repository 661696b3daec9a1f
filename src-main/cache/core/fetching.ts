/**
 * The way of a flight: what waits to be written, then disk, then Redis, then the source; it ends where it finds what is
 * fresh enough. What is past its freshness is given to those who take it, and the flight goes on behind their backs.
 */
import type { Stamp, StoredEntry } from '../entry.ts';
import type { TierReading } from '../tier.ts';
import { contentOf } from './content.ts';
import { type FamilyState, tagsForRedis } from './family-state.ts';
import { createFlight, type Flight, type FlightPlan, landStale, landThose } from './flight.ts';
import { createGather } from './gather.ts';
import { type HeldEntry, isFresh } from './held-entry.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import { createLoading } from './loading.ts';
import { openedEntry } from './make-entry.ts';
import type { CoreParts } from './parts.ts';

export interface Fetching {
  /** Begins a flight that newcomers may join; it looks nowhere before the present job is over. */
  begin(plan: FlightPlan, state: FamilyState, stamp: Stamp): Flight;
  readonly keeping: Keeping;
}

export function createFetching(parts: CoreParts, backoffMilliseconds: number): Fetching {
  const { disk, redis, tags, flights, diaries, log, now, soon } = parts;
  const keeping = createKeeping(parts);
  const onDisk = createGather<Flight>(soon, (gathered) => void look('disk', gathered));
  const onRedis = createGather<Flight>(soon, (gathered) => void look('redis', gathered));
  const loading = createLoading(parts, { keeping, lookAgain: toRedis, backoffMilliseconds });

  function begin(plan: FlightPlan, state: FamilyState, stamp: Stamp): Flight {
    const flight = createFlight(plan, state, stamp);
    flights.add(flight);
    const waiting = flight.base === null ? keeping.waiting(flight.key) : undefined;
    if (waiting !== undefined) {
      soon(() => {
        if (!arrived(flight, waiting, 'memory')) toRedis(flight);
      });
    } else if (flight.base === null && flight.state.onDisk) onDisk.add(flight);
    else toRedis(flight);
    return flight;
  }

  function toRedis(flight: Flight): void {
    if (flight.state.onRedis) onRedis.add(flight);
    else loading.add(flight);
  }

  async function look(tier: 'disk' | 'redis', all: readonly Flight[]): Promise<void> {
    for (const flight of all) flight.asked = true;
    const reading = await read(tier, all);
    for (const [index, flight] of all.entries()) {
      take(flight, reading, index, tier).catch((error: unknown) => {
        log.error('What a tier gave could not be taken', { key: flight.key, tier, error: String(error) });
        loading.add(flight);
      });
    }
  }

  async function read(tier: 'disk' | 'redis', all: readonly Flight[]): Promise<TierReading> {
    const requests = all.map(({ key, tags: all }) => ({ key, tags: tier === 'redis' ? tagsForRedis(all) : all }));
    try {
      if (tier === 'redis') return await redis!.readMany(requests);
      // A row or two are read faster than they could be sent for.
      if (requests.length <= 2) return { entries: requests.map((request) => disk!.readOne(request)), lease: null };
      return await disk!.readMany(requests);
    } catch (error) {
      log.warn('A tier could not be read', { tier, error: String(error) });
      return { entries: all.map(() => null), lease: null };
    }
  }

  async function take(flight: Flight, { entries, lease }: TierReading, index: number, tier: 'disk' | 'redis') {
    if (tier === 'redis') flight.lease = lease;
    const stored = entries[index] ?? null;
    const entry = stored === null ? null : await open(flight, stored, tier);
    if (entry !== null && arrived(flight, entry, tier)) return;
    if (tier === 'disk') toRedis(flight);
    else if (flight.unproven && lease === null) withoutProof(flight);
    else loading.add(flight);
  }

  async function open(flight: Flight, stored: StoredEntry, tier: 'disk' | 'redis'): Promise<HeldEntry | null> {
    const { state, tags: flightTags } = flight;
    try {
      const content = contentOf(stored.missing ? null : await state.family.encoding.decode(stored.payload));
      const entry = openedEntry(parts, state, { stored, content, tags: flightTags, now: now() });
      if (tier === 'disk' && !tags.valid(entry) && parts.faults.trustDisk !== true) return null;
      // Redis has the payload; the disk here has not.
      if (tier === 'redis' && state.onDisk && isCurrent(flight, entry)) {
        keeping.write(state, entry, stored.payload, { disk: true, redis: null });
      }
      return entry;
    } catch (error) {
      log.warn('A payload could not be read: it counts as not there', { key: flight.key, tier, error: String(error) });
      diaries.note(flight.key, 'miss', `${tier}: unreadable`);
      return null;
    }
  }

  function isCurrent(flight: Flight, entry: HeldEntry): boolean {
    return (!flight.revoked && tags.valid(entry)) || parts.faults.keepRevoked === true;
  }

  /** Takes what was found, or keeps it until Redis has said whether it holds. Gives whether the flight has ended. */
  function arrived(flight: Flight, entry: HeldEntry, source: 'memory' | 'disk' | 'redis'): boolean {
    const proven = source === 'redis' || !entry.shared || redis === null || redis.trusted();
    if (proven) return found(flight, entry, source);
    flight.base = entry;
    flight.unproven = true;
    return false;
  }

  /** Gives whether the flight has ended with it. */
  function found(flight: Flight, entry: HeldEntry, source: 'memory' | 'disk' | 'redis'): boolean {
    const at = now();
    if (at >= entry.goneAt) return false;
    const newer = flight.base === null || flight.unproven || entry.bornAt > flight.base.bornAt;
    if (!newer) return false;
    flight.unproven = false;
    if (isCurrent(flight, entry)) keeping.hold(entry);
    landThose(flight, entry, source, at);
    const enough = isFresh(entry, at) && entry.freshUntil > flight.outlive && flight.waiters.length === 0;
    if (enough) return finish(flight);
    // Those who took it need not wait for what is newer; it is fetched all the same.
    flight.behind ||= !isFresh(entry, at);
    if (flight.waiters.length === 0) flight.priority = 'background';
    flight.base = entry;
    return !flight.behind && flight.waiters.length === 0 && finish(flight);
  }

  /** Redis cannot be asked whether what is here still holds: it is given as what it may be, stale. */
  function withoutProof(flight: Flight): void {
    landStale(flight, now());
    if (flight.waiters.length === 0) finish(flight);
    else loading.add(flight);
  }

  function finish(flight: Flight): true {
    flights.remove(flight);
    flight.ended = true;
    return true;
  }

  return { begin, keeping };
}
