/** The first sync of a shop with many orders: the hub as it ships in one process, the stand-in in another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { hubEnvironment } from '../../../scripts/hub-environment.ts';
import type { SyncStatus } from '../../../shared/contract/index.ts';
import type { PlatformName } from '../../../src-main/sync/platform/index.ts';
import { BUILT_HUB } from '../../built-hub/index.ts';
import { type HubProcess, startHub } from '../../integration/sync/kill/hub-process.ts';

export interface FirstSync {
  readonly seconds: number;
  readonly orders: number;
  /** Of the main thread's event loop, milliseconds. */
  readonly delayP99: number;
  readonly delayMax: number;
  /** Of all threads of the hub. */
  readonly cpuSeconds: number;
  /** Of the hub alone; Linux only: it asks the kernel. */
  readonly peakMegabytes: number;
  /** Of the stand-in, while it was listed. */
  readonly platformSeconds: number;
}

const QUIET = '--disable-warning=ExperimentalWarning';
const LISTINGS = 500;
/** As often as a window is told at most. */
const LOOK_MILLISECONDS = 250;
/** Of Linux, for times of processes. */
const TICKS_A_SECOND = 100;

export async function measureFirstSync(platform: PlatformName, orders: number): Promise<FirstSync> {
  if (!existsSync(BUILT_HUB)) throw new Error('there is no built hub: npm run build');
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-sync-'));
  const args = [QUIET, join(import.meta.dirname, 'serve-platform.ts'), platform, String(orders), String(LISTINGS)];
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const seen = join(directory, 'seen.json');
  const preload = `--import ${pathToFileURL(join(import.meta.dirname, 'watch-loop.mjs')).href}`;
  try {
    const shop = JSON.parse(await firstLine(server)) as { url: string; credentials: object };
    const env = { ...hubEnvironment({}), WARMUP_ENABLED: 'true', NODE_OPTIONS: preload, WATCH_LOOP_FILE: seen };
    const hub = await startHub({ directory: join(directory, 'data'), env: defined(env) });
    try {
      const before = secondsOf(server.pid!);
      process.kill(hub.pid, 'SIGUSR2');
      const seconds = await firstSync(hub, { platform, baseUrl: shop.url, credentials: shop.credentials });
      process.kill(hub.pid, 'SIGUSR2');
      while (!existsSync(seen)) await sleep(LOOK_MILLISECONDS);
      const measured = JSON.parse(readFileSync(seen, 'utf8')) as Pick<
        FirstSync,
        'delayP99' | 'delayMax' | 'cpuSeconds'
      >;
      const { orders: written } = await hub.ask<{ orders: number }>('GET', '/system/info');
      const platformSeconds = secondsOf(server.pid!) - before;
      return { ...measured, seconds, orders: written, peakMegabytes: highWater(hub.pid), platformSeconds };
    } finally {
      await hub.kill('SIGTERM');
    }
  } finally {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Connects the shop and gives how long it takes until everything is listed. */
async function firstSync(hub: HubProcess, input: object): Promise<number> {
  const began = performance.now();
  const { shopId } = await hub.ask<{ shopId: number }>('POST', '/sync/shops', { ...input, newStore: '网店' });
  for (;;) {
    const { shops } = await hub.ask<SyncStatus>('GET', '/sync/status');
    const shop = shops.find((one) => one.shopId === shopId);
    if (shop?.problem) throw new Error(JSON.stringify(shop.problem));
    if (shop?.lastSuccess) return (performance.now() - began) / 1_000;
    await sleep(LOOK_MILLISECONDS);
  }
}

function defined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function highWater(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** What a process has computed so far. */
function secondsOf(pid: number): number {
  // The second field, a name in brackets, may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('the stand-in ended before it served');
}
