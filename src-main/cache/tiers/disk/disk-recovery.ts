/** The recovery store in `cache.db`. In mind are only names and stamps; the writes themselves lie in the file. */
import { randomUUID } from 'node:crypto';
import type { Level } from '../../level.ts';
import { writeRecord } from '../entry-record.ts';
import { createMissed } from '../recovery/missed.ts';
import type { BusPosition, MissedInvalidations, MissedWrite, RecoveryStore } from '../recovery/recovery-store.ts';
import type { Invalidations } from './invalidations.ts';
import type { DiskOperation, MissedKind } from './operation.ts';

/** More than this and it is cheaper to clear everything; Redis would be asked for each. */
const MOST_INVALIDATIONS = 50_000;
const MARK_IDENTITY = 'identity';
const MARK_POSITION = 'position';

export interface DiskRecoveryOptions {
  readonly push: (operations: readonly DiskOperation[]) => Promise<void>;
  readonly mark: (name: string) => Promise<unknown>;
  /** Gives some of the writes that wait; none when the file cannot be read. */
  readonly writes: (most: number) => Promise<readonly MissedWrite[]>;
  readonly waitingWrites: () => number;
  readonly invalidations: Invalidations;
}

export interface DiskRecovery extends RecoveryStore {
  /** Takes over what an earlier process left behind. */
  adopt(rows: Iterable<readonly [kind: MissedKind, name: string, stamp: number]>): void;
  /** The file was replaced by an empty one: what is in mind is written again. */
  rewrite(): void;
}

const nameOfClear = (level: Level | null) => level ?? '';
const clearOfName = (name: string) => (name === '' ? null : (name as Level));

function operations(
  type: 'miss-invalidation' | 'deliver-invalidation',
  { tags, keys, clears }: MissedInvalidations,
): DiskOperation[] {
  return [
    ...[...tags].map(([name, stamp]) => ({ type, kind: 'tag' as const, name, stamp })),
    ...[...keys].map(([name, stamp]) => ({ type, kind: 'key' as const, name, stamp })),
    ...[...clears].map(([level, stamp]) => ({ type, kind: 'clear' as const, name: nameOfClear(level), stamp })),
  ];
}

export function createDiskRecovery({
  push,
  mark,
  writes,
  waitingWrites,
  invalidations,
}: DiskRecoveryOptions): DiskRecovery {
  const missed = createMissed();
  let identity: string | null = null;

  /** Everything that waits becomes one clear with the stamp of the last of them. */
  function collapse(): DiskOperation[] {
    let newest = 0;
    for (const stamps of [missed.tags, missed.keys, missed.clears]) {
      for (const stamp of stamps.values()) newest = Math.max(newest, stamp);
    }
    const clear = { tags: new Map(), keys: new Map(), clears: new Map([[null, newest]]) };
    const before = { tags: new Map(missed.tags), keys: new Map(missed.keys), clears: new Map() };
    missed.remove(before);
    missed.add(clear);
    return [...operations('miss-invalidation', clear), ...operations('deliver-invalidation', before)];
  }

  function snapshot(): MissedInvalidations {
    return { tags: new Map(missed.tags), keys: new Map(missed.keys), clears: new Map(missed.clears) };
  }

  return {
    adopt(rows) {
      for (const [kind, name, stamp] of rows) {
        const one = { tags: new Map<string, number>(), keys: new Map<string, number>(), clears: new Map() };
        if (kind === 'clear') one.clears.set(clearOfName(name), stamp);
        else (kind === 'tag' ? one.tags : one.keys).set(name, stamp);
        missed.add(one);
      }
    },
    rewrite() {
      void push(operations('miss-invalidation', missed));
      if (identity !== null) void push([{ type: 'mark', name: MARK_IDENTITY, value: identity }]);
    },
    async addWrites(list) {
      await push(
        list.map(({ entry, heard }) => ({
          type: 'miss-write',
          key: entry.key,
          stamp: entry.stamp,
          goneAt: entry.goneAt,
          heard,
          record: writeRecord(entry),
        })),
      );
    },
    async addInvalidations(more) {
      missed.add(more);
      await push(missed.size > MOST_INVALIDATIONS ? collapse() : operations('miss-invalidation', more));
    },
    covers: missed.covers,
    invalidations: snapshot,
    async removeInvalidations(delivered) {
      missed.remove(delivered);
      await push(operations('deliver-invalidation', delivered));
    },
    async nextWrites(most) {
      const found = await writes(most);
      const overtaken = found.filter(({ entry }) => invalidations.overtook(entry));
      if (overtaken.length === 0) return found;
      await this.removeWrites(overtaken);
      const left = found.filter(({ entry }) => !invalidations.overtook(entry));
      return left.length > 0 ? left : this.nextWrites(most);
    },
    async removeWrites(delivered) {
      await push(delivered.map(({ entry }) => ({ type: 'deliver-write', key: entry.key, stamp: entry.stamp })));
    },
    get waiting() {
      return missed.size + waitingWrites();
    },
    async identity() {
      if (identity !== null) return identity;
      const kept = await mark(MARK_IDENTITY);
      if (typeof kept === 'string') identity ??= kept;
      if (identity === null) {
        identity = randomUUID();
        void push([{ type: 'mark', name: MARK_IDENTITY, value: identity }]);
      }
      return identity;
    },
    async savePosition(position) {
      await push([{ type: 'mark', name: MARK_POSITION, value: JSON.stringify(position) }]);
    },
    async loadPosition() {
      const kept = await mark(MARK_POSITION);
      return typeof kept === 'string' ? (JSON.parse(kept) as BusPosition) : null;
    },
  };
}
