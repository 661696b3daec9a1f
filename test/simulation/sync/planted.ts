/** Mistakes that an engine could have: each is planted around the real one, and the simulation must notice it. */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WritableDb } from '../../../src-main/database/index.ts';
import type { Quota } from '../../../src-main/resilience/index.ts';
import { LEAVE_SCRIPT, TAKE_SCRIPT } from '../../../src-main/resilience/lock/lease.ts';
import type { Office } from '../../../src-main/sync/head-office/index.ts';
import type { PushedMove } from '../../../src-main/sync/head-office/office.ts';
import type { Platform, PushItem } from '../../../src-main/sync/platform/index.ts';
import type { WriteTasks } from './pc/index.ts';
import type { RunScript } from './redis/index.ts';
import type { Plan } from './steps.ts';

/** What dies with the process that it is planted in. */
export interface Life {
  readonly directory: string;
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
}

type Write = (name: keyof WriteTasks, args: unknown) => unknown;

export interface PlantedBug {
  readonly name: string;
  /** The first world in which it showed: a test begins near it. Left out: 1. */
  readonly shows?: number;
  /** Worlds in which it cannot show need not be lived through; left out: it may show in any. */
  readonly mayShow?: (plan: Plan) => boolean;
  /** Stands in for a write of the database's thread. */
  readonly write?: (
    name: keyof WriteTasks,
    args: unknown,
    write: Write,
    life: Life & { readonly db: WritableDb },
  ) => unknown;
  /** Stands in for a platform. */
  readonly platform?: (platform: Platform, life: Life) => Platform;
  /** Stands in for the head office. */
  readonly office?: (office: Office, life: Life) => Office;
  /** Stands between a computer and Redis. */
  readonly redis?: (run: RunScript) => RunScript;
  /** Stands in for what counts the day's calls. */
  readonly quota?: (quota: Quota) => Quota;
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

const hasOffice = ({ stores }: Plan) => stores.some(({ office }) => office);
const isLostAtOffice = (step: Plan['steps'][number]) =>
  step.do === 'office-answer-lost' || (step.do === 'crash' && step.point === 'office.pushed');

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
    shows: 41,
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
    shows: 43,
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
      const taken = args as Parameters<WriteTasks['pull.orders']>[1];
      const kept = write(name, { ...taken, pages: taken.pages.map((page) => ({ ...page, orders: [] })) });
      later(20_000, () => void write(name, taken));
      return kept;
    },
  },
  {
    name: 'an outage counts against what was to be sent',
    write(name, args, write) {
      if (name !== 'outbox.settle') return write(name, args);
      const settled = args as Parameters<WriteTasks['outbox.settle']>[1];
      const verdicts = settled.verdicts.map((verdict) =>
        verdict.verdict === 'failed' ? { ...verdict, own: true, error: { ...verdict.error, action: 'park' } } : verdict,
      );
      return write(name, { ...settled, verdicts });
    },
  },
  {
    name: 'the head office is told of a move by another name each time',
    shows: 54,
    mayShow: (plan) => hasOffice(plan) && plan.steps.some(isLostAtOffice),
    office: (office, { random }) => ({
      ...office,
      pushStock(kind, payload, writer) {
        const renamed = (JSON.parse(payload) as PushedMove[]).map((move) => ({
          ...move,
          id: `${move.id}-${random()}`,
        }));
        return office.pushStock(kind, JSON.stringify(renamed), writer);
      },
    }),
  },
  {
    name: 'of what the head office tells a page is left out where its answer was lost',
    mayShow: (plan) => hasOffice(plan) && plan.steps.some(isLostAtOffice),
    office(office) {
      const asked = new Set<string>();
      return {
        ...office,
        async pull(question) {
          const place = JSON.stringify(question);
          const isAgain = asked.has(place);
          asked.add(place);
          const page = await office.pull(question);
          if (page.rows.length === 0) asked.delete(place);
          return isAgain ? { ...page, rows: [] } : page;
        },
      };
    },
  },
  {
    name: 'a lock is taken without a look at who has it',
    mayShow: ({ stores }) => stores.some(({ second }) => second === 'copy'),
    redis: (run) => (script, keys, args) => {
      if (script !== TAKE_SCRIPT) return run(script, keys, args);
      const [holder] = run(script, keys, args) as [string, number, number];
      if (holder !== args[0]) run(LEAVE_SCRIPT, keys.slice(0, 1), [holder, '', 1]);
      return run(script, keys, args);
    },
  },
  {
    name: 'nobody is asked before most of a shop is taken away',
    shows: 29,
    mayShow: ({ stores, steps }) =>
      stores.some(({ listings }) => listings >= 5) && steps.some((step) => step.do === 'lists-vanish'),
    write(name, args, write, { db }) {
      if (name === 'pull.listings') db.prepare("UPDATE shop SET fail_safe = 'allowed'").run();
      return write(name, args);
    },
  },
  {
    name: "the day's calls are not counted",
    mayShow: ({ dailyCalls }) => dailyCalls !== undefined,
    quota: (quota) => ({ ...quota, take: () => undefined }),
  },
];
