/** The most memory that the app as it ships holds while its command line imports a file. Linux only: it asks the kernel. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubEnvironment } from '../../../scripts/hub-environment.ts';

const HUB = join(import.meta.dirname, '..', '..', '..', 'out', 'main', 'hub.js');
const LOOK_MILLISECONDS = 50;

function highWater(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // A process that has ended but is not collected yet has no such line.
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Gives the peak resident memory in MB of `hub import`, run from the built bundle, in the environment that `npm run hub` gives it. */
export async function peakMemoryOfHub(data: string, file: string, store: string | undefined): Promise<number> {
  const chosen = store === undefined ? [] : ['--store', store];
  const child = spawn(process.execPath, [HUB, 'import', file, '--data-dir', data, '--json', ...chosen], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: hubEnvironment(process.env),
  });
  let peak = 0;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const timer = setInterval(() => {
    if (child.exitCode === null && child.pid !== undefined) peak = Math.max(peak, highWater(child.pid));
  }, LOOK_MILLISECONDS);
  child.on('error', reject);
  child.on('exit', (code) => {
    if (code !== 0) reject(new Error(`hub import ended with ${code}`));
    else if (peak > 0) resolve(peak);
    else reject(new Error('hub import ended before its memory was looked at'));
  });
  try {
    return await promise;
  } finally {
    clearInterval(timer);
  }
}
