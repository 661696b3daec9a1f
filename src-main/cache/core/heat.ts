/**
 * What makes a restart warm: which keys were wanted most and how often, kept on disk, and the memory filled again in
 * that order. What was invalidated while an entry was on its way back is not put in.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { StoredEntry } from '../entry.ts';
import type { FamilyState } from './family-state.ts';
import { putInMemory } from './keeping.ts';
import { openedEntry } from './make-entry.ts';
import type { CoreParts } from './parts.ts';

/** What is written, compressed as JSON. */
interface SavedHeat {
  readonly version: 1;
  /** The memory's own, as base64. */
  readonly memory: string;
  /** From the most wanted on. */
  readonly keys: readonly string[];
}

const MOST_KEYS = 50_000;
/** So many are read back at a time, so that reads of staff come in between. */
const AT_A_TIME = 32;
/** What comes in while it is being filled needs room. */
const FILL_SHARE = 0.9;

export async function saveHeat({ memory, disk, log }: CoreParts): Promise<void> {
  if (disk === null) return;
  try {
    const keys = [
      ...Iterator.from(memory.entries())
        .take(MOST_KEYS)
        .map(({ key }) => key),
    ];
    const saved: SavedHeat = { version: 1, memory: Buffer.from(memory.saveHeat()).toString('base64'), keys };
    await disk.saveHeat(await promisify(gzip)(JSON.stringify(saved), { level: 1 }));
  } catch (error) {
    log.warn('What was wanted most could not be saved', { error: String(error) });
  }
}

/** Takes up the saved heat; gives the keys from the most wanted on, none if there is no heat or it cannot be read. */
export async function loadHeat({ memory, disk, log }: CoreParts): Promise<readonly string[]> {
  const bytes = (await disk?.loadHeat()) ?? null;
  if (bytes === null) return [];
  try {
    const saved = JSON.parse((await promisify(gunzip)(bytes)).toString()) as SavedHeat;
    if (saved.version !== 1) return [];
    memory.restoreHeat(Buffer.from(saved.memory, 'base64'));
    return saved.keys;
  } catch (error) {
    log.warn('Saved heat could not be read: the memory begins cold', { error: String(error) });
    return [];
  }
}

/** Fills the memory from disk until it is nearly full; gives how many entries came back. */
export async function refill(
  parts: CoreParts,
  keys: readonly string[],
  { stateOf, stopped }: { stateOf: (key: string) => FamilyState | undefined; stopped: () => boolean },
): Promise<number> {
  const { memory, disk } = parts;
  if (disk === null) return 0;
  let filled = 0;
  for (let from = 0; from < keys.length; from += AT_A_TIME) {
    if (stopped() || memory.bytes > memory.budget * FILL_SHARE) break;
    const absent = keys.slice(from, from + AT_A_TIME).filter((key) => memory.peek(key) === undefined);
    if (absent.length > 0) filled += await bringBack(parts, absent, stateOf);
  }
  return filled;
}

async function bringBack(
  parts: CoreParts,
  keys: readonly string[],
  stateOf: (key: string) => FamilyState | undefined,
): Promise<number> {
  const { disk, tags, log } = parts;
  const { forgotten } = tags;
  const { entries } = await disk!.readMany(keys.map((key) => ({ key, tags: [] })));
  const back = await Promise.all(
    entries.map(async (stored) => {
      const state = stored === null ? undefined : stateOf(stored.key);
      if (stored === null || state === undefined) return false;
      try {
        const value = stored.missing ? null : await state.family.encoding.decode(stored.payload);
        return tags.forgotten === forgotten && putBack(parts, state, stored, value);
      } catch (error) {
        log.debug('An entry could not be read back', { key: stored.key, error: String(error) });
        return false;
      }
    }),
  );
  return back.filter(Boolean).length;
}

function putBack(parts: CoreParts, state: FamilyState, stored: StoredEntry, value: unknown): boolean {
  const { memory, flights, tags, now } = parts;
  const at = now();
  // Somebody may have asked for it meanwhile, and what they got or get is newer.
  if (memory.peek(stored.key) !== undefined || flights.get(stored.key) !== undefined) return false;
  if (stored.goneAt <= at || !tags.valid(stored)) return false;
  return putInMemory(memory, openedEntry(parts, state, { stored, value, tags: stored.tags, now: at }));
}
