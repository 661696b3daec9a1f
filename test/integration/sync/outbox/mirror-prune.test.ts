/** What the mirror forgets, and what it never does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Mirror, openMirror } from '../../../../src-main/sync/outbox/mirror.ts';
import type { MirroredChange, MirroredEdit } from '../../../../src-main/sync/outbox/mirrored.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);

let directory: string;
let mirror: Mirror;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-mirror-'));
  mirror = openMirror(directory, NOW).mirror;
});
afterEach(() => {
  mirror.close();
  rmSync(directory, { recursive: true, force: true });
});

/** @param days how long ago it was settled; null: it waits. */
function change(id: string, days: number | null, seq = 1): MirroredChange {
  const settled = days === null ? null : NOW - days * DAY;
  return { row: { id, seq, rev: 1, settled_at: settled, edit_id: `edit-${id}` } } as unknown as MirroredChange;
}
const edit = (id: string, days: number) => ({ id: `edit-${id}`, at: NOW - days * DAY }) as unknown as MirroredEdit;
const ids = () => mirror.states().map(({ id }) => id);

it('forgets what was settled 400 days ago, with its edit, and nothing that waits', () => {
  mirror.put(
    [change('old', 401), change('young', 399), change('waits', null)],
    [edit('old', 402), edit('young', 402), edit('waits', 800)],
  );
  mirror.prune(NOW);
  expect(ids()).toEqual(['waits', 'young']);
  expect(['old', 'young', 'waits'].map((id) => mirror.edit(`edit-${id}`) !== null)).toEqual([false, true, true]);
});

it('keeps an edit that was written before its changes', () => {
  mirror.put([change('old', 401)], [edit('new', 0)]);
  mirror.prune(NOW);
  expect(mirror.edit('edit-new')).not.toBeNull();
});

it('keeps 100,000 of what is settled, and all that the database still keeps', () => {
  const younger = Array.from({ length: 60_000 }, (_, n) => change(`young-${n}`, 50 + n / 10_000));
  const older = Array.from({ length: 60_000 }, (_, n) => change(`old-${n}`, 150 + n / 10_000));
  mirror.put([...younger, ...older, change('waits', null)], []);
  mirror.prune(NOW);
  expect(mirror.states()).toHaveLength(100_001);
  expect(mirror.change('old-39999')).not.toBeNull();
  expect(mirror.change('old-40000')).toBeNull();
  mirror.put(
    Array.from({ length: 60_000 }, (_, n) => change(`new-${n}`, n / 10_000)),
    [],
  );
  mirror.prune(NOW);
  // 120,000 of the last hundred days stay: the database would only copy them again.
  expect(mirror.states()).toHaveLength(120_001);
});

it('prunes with each opening', () => {
  mirror.put([change('old', 401)], []);
  mirror.close();
  mirror = openMirror(directory, NOW).mirror;
  expect(ids()).toEqual([]);
});
