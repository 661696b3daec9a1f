/**
 * What makes a restart warm: which keys were wanted most and how often, kept on disk, and the memory filled again in
 * that order. What was invalidated while an entry was on its way back is not put in.
 */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { StoredEntry } from '../entry.ts';
import { type Content, contentForLater, contentOf } from './content.ts';
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

/** @param waiting keys that have not come back yet from the last time: they are kept, behind those in memory. */
export async function saveHeat({ memory, disk, log }: CoreParts, waiting: readonly string[]): Promise<void> {
  if (disk === null) return;
  try {
    const held = Iterator.from(memory.entries()).map(({ key }) => key);
    const keys = [...new Set([...held.take(MOST_KEYS), ...waiting])].slice(0, MOST_KEYS);
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

/** Fills the memory from disk, once, until it is nearly full. */
export interface Refill {
  /** Begins, if it has not begun; gives how many entries came back once all have that fit. */
  run(): Promise<number>;
  /** Ends what is under way. */
  stop(): Promise<void>;
  /** Keys that have not come back yet. */
  readonly waiting: readonly string[];
}

/** @param keys from the most wanted on. */
export function createRefill(
  parts: CoreParts,
  keys: readonly string[],
  stateOf: (key: string) => FamilyState | undefined,
): Refill {
  const { memory, disk } = parts;
  let from = 0;
  let running: Promise<number> | null = null;
  let stopped = false;

  async function fill(): Promise<number> {
    let filled = 0;
    while (!stopped && disk !== null && from < keys.length && memory.bytes <= memory.budget * FILL_SHARE) {
      const absent = keys.slice(from, from + AT_A_TIME).filter((key) => memory.peek(key) === undefined);
      if (absent.length > 0) filled += await bringBack(parts, absent, stateOf);
      from += AT_A_TIME;
    }
    return filled;
  }

  return {
    run() {
      running ??= fill();
      return running;
    },
    async stop() {
      stopped = true;
      await running;
    },
    get waiting() {
      return keys.slice(from);
    },
  };
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
        const { missing, payload } = stored;
        const content = missing ? contentOf(null) : await contentForLater(state.family.encoding, payload);
        return tags.forgotten === forgotten && putBack(parts, state, stored, content);
      } catch (error) {
        log.debug('An entry could not be read back', { key: stored.key, error: String(error) });
        return false;
      }
    }),
  );
  return back.filter(Boolean).length;
}

function putBack(parts: CoreParts, state: FamilyState, stored: StoredEntry, content: Content): boolean {
  const { memory, flights, tags, now } = parts;
  const at = now();
  // Somebody may have asked for it meanwhile, and what they got or get is newer.
  if (memory.peek(stored.key) !== undefined || flights.get(stored.key) !== undefined) return false;
  if (stored.goneAt <= at || !tags.valid(stored)) return false;
  return putInMemory(memory, openedEntry(parts, state, { stored, content, tags: stored.tags, now: at }));
}
