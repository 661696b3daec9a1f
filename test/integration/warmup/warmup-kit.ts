/** Warmup on real files, with targets that a test holds in its hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WarmupProgress, WarmupRun } from '../../../shared/contract/index.ts';
import type { StoreId } from '../../../shared/domain/ids.ts';
import type { WarmOptions, WarmOutcome } from '../../../src-main/cache/index.ts';
import { later as systemTimer } from '../../../src-main/engine/timer.ts';
import { createLog, createTrace, type Log } from '../../../src-main/logging/index.ts';
import {
  createPlatformCalls,
  createStaffGate,
  createWarmup,
  type StaffGate,
  soleElection,
  type Warmup,
  type WarmupOptions,
  warmTarget,
} from '../../../src-main/warmup/index.ts';

export interface Warmed {
  readonly target: string;
  readonly input: string;
  readonly options: WarmOptions;
}

/** Decides what becomes of an input; `held` makes it wait. */
export type Behave = (input: string, options: WarmOptions) => WarmOutcome | Promise<WarmOutcome>;

export interface KitOptions extends Partial<Omit<WarmupOptions, 'targets' | 'stores'>> {
  readonly stores?: number;
  readonly behave?: Behave;
  readonly settings?: WarmupOptions['settings'];
}

export interface Kit {
  readonly warmup: Warmup;
  readonly gate: StaffGate;
  readonly directory: string;
  /** Everything that was asked to be warm, in order. */
  readonly warmed: Warmed[];
  readonly logged: string[];
  /** The task that is begun, once it has ended. */
  run(request: { type: 'full' | 'incremental'; days?: number }): Promise<WarmupRun>;
  /** Resolves with the first progress that this is true for. */
  until(is: (progress: WarmupProgress) => boolean): Promise<WarmupProgress>;
  runs(): Promise<readonly WarmupRun[]>;
}

const open: Kit[] = [];
const directories: string[] = [];

export function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-warmup-'));
  directories.push(directory);
  return directory;
}

export async function cleanUp(): Promise<void> {
  for (const { warmup } of open.splice(0)) await warmup.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

export function testLog(lines: string[] = []): Log {
  const write = (line: string) => void lines.push(line);
  return createLog({ destinations: [{ write }], level: 'debug', trace: createTrace(), now: Date.now });
}

export const SCHEDULE = {
  full: '0 2 * * *',
  incremental: '0 8,14,20 * * *',
  cleanup: '',
  statistics: '',
  logArchive: '',
};

export async function startWarmup(options: KitOptions = {}): Promise<Kit> {
  const { stores = 10, behave = () => 'loaded', directory = newDirectory(), ...rest } = options;
  const warmed: Warmed[] = [];
  const logged: string[] = [];
  const later = options.later ?? systemTimer;
  const gate = options.gate ?? createStaffGate({ later });
  const target = (name: 'overview' | 'order-detail', stage: 'board' | 'details') =>
    warmTarget<string>({
      name,
      level: name === 'overview' ? 'L2' : 'L4',
      orders: name === 'order-detail',
      plan: (scope, request) => (request.stage === stage ? [`${name}:${scope}`] : []),
      cached: {
        warm: (inputs, warmOptions = {}) =>
          Promise.all(
            inputs.map(async (input, index) => {
              warmed.push({ target: name, input, options: warmOptions });
              try {
                return await behave(input, warmOptions);
              } catch (error) {
                warmOptions.onFailed?.(index, error);
                return 'failed';
              }
            }),
          ),
      },
    });
  const targets = [target('overview', 'board'), target('order-detail', 'details')];
  let schedule = SCHEDULE;
  let runsByItself = true;
  const warmup = createWarmup({
    settings: () => ({ enabled: runsByItself, orderDays: 7, rateLimit: 100, pauseOnUserRequest: true }),
    schedule: {
      current: () => schedule,
      async save(changes, enabled = runsByItself) {
        schedule = { ...schedule, ...changes };
        runsByItself = enabled;
        warmup.apply();
      },
    },
    platforms: {
      sources: () => [],
      calls: createPlatformCalls({ rate: () => 100, elapsed: () => performance.now(), later, random: () => 0 }),
      caches: () => null,
    },
    maintenance: {},
    election: soleElection(),
    hitRate: () => null,
    timeZone: () => 'Asia/Shanghai',
    now: Date.now,
    later,
    random: () => 0.5,
    log: testLog(logged),
    ...rest,
    directory,
    gate,
    targets: () => targets,
    stores: async () => Array.from({ length: stores }, (_, i) => ({ id: (i + 1) as StoreId, name: `Store ${i + 1}` })),
  });
  await warmup.open();

  async function until(is: (progress: WarmupProgress) => boolean): Promise<WarmupProgress> {
    for await (const progress of await warmup.area.progress(undefined, {})) if (is(progress)) return progress;
    throw new Error('the stream ended before');
  }

  async function runs(): Promise<readonly WarmupRun[]> {
    return (await warmup.area.history({ limit: 100 }, {})).data.runs;
  }

  const kit: Kit = {
    warmup,
    gate,
    directory,
    warmed,
    logged,
    async run(request) {
      const { task_id } = await warmup.area.trigger(request, {});
      await until(({ run }) => run === null);
      return (await runs()).find((run) => run.task_id === task_id)!;
    },
    until,
    runs,
  };
  open.push(kit);
  return kit;
}
