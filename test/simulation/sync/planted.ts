/** Mistakes that an engine could have: each is planted around the real one, and the simulation must notice it. */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Platform, PushItem } from '../../../src-main/sync/platform/index.ts';
import type { SyncWriteTasks } from '../../../src-main/sync/tasks.ts';

/** What dies with the process that it is planted in. */
export interface Life {
  readonly directory: string;
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
}

type Write = (name: keyof SyncWriteTasks, args: unknown) => unknown;

export interface PlantedBug {
  readonly name: string;
  /** Stands in for a write of the database's thread. */
  readonly write?: (name: keyof SyncWriteTasks, args: unknown, write: Write, life: Life) => unknown;
  /** Stands in for a platform. */
  readonly platform?: (platform: Platform, life: Life) => Platform;
  /** Befalls the files before they are opened. */
  readonly beforeStart?: (directory: string) => void;
}

/** It is this that the mistake consists of. */
function ignoredOnPurpose(error: unknown): void {
  void error;
}

function withPush(platform: Platform, push: Platform['push']): Platform {
  return { ...platform, push };
}

function withRepeat(platform: Platform, repeat: 'same'): Platform {
  const push = Object.entries(platform.capabilities.push).map(([kind, capability]) => [
    kind,
    { ...capability, repeat },
  ]);
  return { ...platform, capabilities: { ...platform.capabilities, push: Object.fromEntries(push) } };
}

const FILES = ['mendian.db', 'outbox.db'].flatMap((name) => ['', '-wal'].map((suffix) => `${name}${suffix}`));
const UNSAFE_MILLISECONDS = 8_000;

/** Puts the files of one folder into the place of another's. */
function moveFiles(from: string, to: string): void {
  for (const name of FILES) {
    rmSync(join(to, name), { force: true });
    if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
  }
}

export const PLANTED: readonly PlantedBug[] = [
  {
    name: 'an edit is acknowledged before it is on the disk',
    write(name, args, write, { later, directory }) {
      if (name !== 'products.edit' && name !== 'orders.edit') return write(name, args);
      const before = join(directory, 'before');
      mkdirSync(before, { recursive: true });
      moveFiles(directory, before);
      later(UNSAFE_MILLISECONDS, () => rmSync(before, { recursive: true, force: true }));
      return write(name, args);
    },
    beforeStart(directory) {
      const before = join(directory, 'before');
      if (!existsSync(before)) return;
      moveFiles(before, directory);
      rmSync(before, { recursive: true });
    },
  },
  {
    name: 'what is sent is not waited for, so that one change overtakes another',
    platform: (platform, { later, random }) =>
      withPush(platform, async (context, items) => {
        later(random() * 20_000, () => void platform.push(context, items).catch(ignoredOnPurpose));
        return items.map(({ changeId }) => ({ changeId, outcome: 'done', version: null }));
      }),
  },
  {
    name: 'what was sent without an answer is sent again without reading back',
    platform: (platform) => withRepeat(platform, 'same'),
  },
  {
    name: 'each try has an idempotency key of its own',
    platform: (platform, { random }) =>
      withPush(platform, async (context, items) => {
        const renamed = items.map((item): PushItem => ({ ...item, changeId: `${item.changeId}-${random()}` }));
        const outcomes = await platform.push(context, renamed);
        const original = new Map(renamed.map(({ changeId }, place) => [changeId, items[place]!.changeId]));
        return outcomes.map((outcome) => ({ ...outcome, changeId: original.get(outcome.changeId)! }));
      }),
  },
  {
    name: 'a call without an answer counts as done',
    platform: (platform) =>
      withPush(platform, async (context, items) => {
        try {
          return await platform.push(context, items);
        } catch {
          return items.map(({ changeId }) => ({ changeId, outcome: 'done', version: null }));
        }
      }),
  },
  {
    name: 'the items of a batch that failed alone count as done with it',
    platform: (platform) =>
      withPush(platform, async (context, items) => {
        const outcomes = await platform.push(context, items);
        return outcomes.map(({ changeId }) => ({ changeId, outcome: 'done', version: null }));
      }),
  },
  {
    name: 'the mirror is not looked at when the database comes from a backup',
    beforeStart(directory) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `outbox.db${suffix}`), { force: true });
    },
  },
  {
    name: 'the cursor is kept before the page',
    write(name, args, write, { later }) {
      if (name !== 'pull.orders') return write(name, args);
      const taken = args as Parameters<SyncWriteTasks['pull.orders']>[1];
      const kept = write(name, { ...taken, pages: taken.pages.map((page) => ({ ...page, orders: [] })) });
      later(20_000, () => void write(name, taken));
      return kept;
    },
  },
  {
    name: 'an outage counts against what was to be sent',
    write(name, args, write) {
      if (name !== 'outbox.settle') return write(name, args);
      const settled = args as Parameters<SyncWriteTasks['outbox.settle']>[1];
      const verdicts = settled.verdicts.map((verdict) =>
        verdict.verdict === 'failed' ? { ...verdict, own: true, error: { ...verdict.error, action: 'park' } } : verdict,
      );
      return write(name, { ...settled, verdicts });
    },
  },
];
