/** Entries out of what a load or a tier gave. */
import type { Stamp, StoredEntry } from '../entry.ts';
import type { Content } from './content.ts';
import type { FamilyState } from './family-state.ts';
import { HeldEntry, type HeldFacts, lifeOf, overheadBytes } from './held-entry.ts';
import type { CoreParts } from './parts.ts';

export interface FreshFacts {
  readonly key: string;
  readonly tags: readonly string[];
  readonly input: unknown;
  readonly stamp: Stamp;
  readonly bornAt: number;
  readonly loadMilliseconds: number;
  readonly version: string | null;
  readonly missing: boolean;
  readonly content: Content;
  /** Null: not known yet. */
  readonly encodedBytes: number | null;
}

/** Makes the entry of something that was just loaded. */
export function freshEntry({ statistics, random }: CoreParts, state: FamilyState, facts: FreshFacts): HeldEntry {
  const { family } = state;
  const lifetime = family.lifetime();
  const storeId = family.storeId(facts.input);
  const guess = facts.missing ? 0 : Math.round(state.meanBytes);
  return new HeldEntry({
    key: facts.key,
    level: state.level,
    family: state.name,
    tags: facts.tags,
    storeId,
    stamp: facts.stamp,
    bornAt: facts.bornAt,
    ...lifeOf(facts.bornAt, facts.missing, { lifetime, missingTtl: family.missingTtl, random: random() }),
    loadMilliseconds: facts.loadMilliseconds,
    version: facts.version,
    missing: facts.missing,
    content: facts.content,
    bytes: (facts.encodedBytes ?? guess) + overheadBytes(facts),
    ...placeOf(state, storeId, facts.missing, statistics.storeSlot(storeId)),
    beta: lifetime.beta,
  });
}

/**
 * Makes the entry of something that a tier gave. What was born in the future, by a clock that has gone back since or by
 * another PC's, counts as born now: it must not live longer for that.
 */
export function openedEntry(
  { statistics }: CoreParts,
  state: FamilyState,
  { stored, content, tags, now }: { stored: StoredEntry; content: Content; tags: readonly string[]; now: number },
): HeldEntry {
  const ahead = Math.max(0, stored.bornAt - now);
  return new HeldEntry({
    key: stored.key,
    level: state.level,
    family: state.name,
    tags,
    storeId: stored.storeId,
    stamp: stored.stamp,
    bornAt: stored.bornAt - ahead,
    freshUntil: stored.freshUntil - ahead,
    goneAt: stored.goneAt - ahead,
    loadMilliseconds: stored.loadMilliseconds,
    version: stored.version,
    missing: stored.missing,
    content,
    bytes: stored.payload.length + overheadBytes({ key: stored.key, tags }),
    ...placeOf(state, stored.storeId, stored.missing, statistics.storeSlot(stored.storeId)),
    beta: state.family.lifetime().beta,
  });
}

function placeOf(
  state: FamilyState,
  storeId: number | null,
  missing: boolean,
  storeSlot: number,
): Pick<HeldFacts, 'hitCounter' | 'storeSlot' | 'shared' | 'shelf'> {
  return {
    hitCounter: missing ? state.missingCounter : state.hitCounter,
    storeSlot: storeId === null ? 0 : storeSlot,
    shared: state.shared,
    shelf: state.shelf,
  };
}
