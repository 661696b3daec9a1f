/** What the disk tier's thread is asked to do, in order; a batch of them is one transaction. All plain, cloneable data. */
import type { Stamp, StoredEntry } from '../../entry.ts';
import type { Level } from '../../level.ts';
import type { BusPosition } from '../recovery/recovery-store.ts';

export type MissedKind = 'tag' | 'key' | 'clear';

export type DiskOperation =
  | { readonly type: 'write'; readonly entry: StoredEntry; readonly wantedAt: number }
  | { readonly type: 'want'; readonly keys: readonly string[]; readonly at: number }
  | { readonly type: 'invalidate'; readonly tags: readonly string[]; readonly stamp: Stamp }
  /** Everything, or everything of a level, up to a stamp is no longer valid. */
  | { readonly type: 'raise'; readonly level: Level | null; readonly stamp: Stamp }
  | { readonly type: 'mark'; readonly name: string; readonly value: string | number | Uint8Array }
  | { readonly type: 'history'; readonly at: number; readonly point: string; readonly keepSince: number }
  | {
      readonly type: 'miss-write';
      readonly key: string;
      readonly stamp: Stamp;
      readonly goneAt: number;
      readonly heard: BusPosition | null;
      readonly record: Uint8Array;
    }
  | { readonly type: 'deliver-write'; readonly key: string; readonly stamp: Stamp }
  | {
      readonly type: 'miss-invalidation';
      readonly kind: MissedKind;
      readonly name: string;
      readonly stamp: Stamp;
    }
  | { readonly type: 'deliver-invalidation'; readonly kind: MissedKind; readonly name: string; readonly stamp: Stamp };

/** In one transaction: short, so that the next one that matters does not wait. */
export const MOST_OPERATIONS = 128;

/** What the file holds after a batch. */
export interface DiskUse {
  readonly entries: number;
  readonly bytes: number;
  readonly missedWrites: number;
}

/** What the main thread takes over when the file is opened. */
export interface DiskOpened extends DiskUse {
  /** Greater than every stamp in the file. */
  readonly nextStamp: Stamp;
  readonly invalidated: readonly (readonly [tag: string, stamp: Stamp])[];
  readonly floors: readonly (readonly [level: Level | null, stamp: Stamp])[];
  readonly missed: readonly (readonly [kind: MissedKind, name: string, stamp: Stamp])[];
  /** Why the file begins empty; null when it is the one of before. */
  readonly replaced: 'new' | 'damaged' | 'other-version' | 'unsound' | null;
}

export const MARK_STAMP = 'stamp';
/** The floor of a level, or of everything. */
export const floorMark = (level: Level | null) => `floor:${level ?? 'all'}`;
