/** The first sync of a shop with many orders: the engine in one process, the stand-in in another. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { PlatformName } from '../../../src-main/sync/platform/index.ts';

export interface FirstSync {
  readonly seconds: number;
  readonly orders: number;
  /** Of the main thread's event loop, milliseconds. */
  readonly delayP99: number;
  readonly delayMax: number;
  /** Of all threads of the engine's process. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const execute = promisify(execFile);
const QUIET = '--disable-warning=ExperimentalWarning';
const LISTINGS = 500;

export async function measureFirstSync(platform: PlatformName, orders: number): Promise<FirstSync> {
  const server = spawn(
    process.execPath,
    [QUIET, join(import.meta.dirname, 'serve-platform.ts'), platform, String(orders), String(LISTINGS)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  try {
    const { url, credentials } = JSON.parse(await firstLine(server)) as { url: string; credentials: object };
    const args = [QUIET, join(import.meta.dirname, 'first-sync.ts'), platform, url, JSON.stringify(credentials)];
    const { stdout } = await execute(process.execPath, args, { maxBuffer: 1024 * 1024 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FirstSync;
  } finally {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('the stand-in ended before it served');
}
