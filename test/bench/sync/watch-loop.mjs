/**
 * Loaded into a process before its own entry: SIGUSR2 begins to watch the event loop of its main thread and what all its threads
 * compute, a second one writes what it was to the file of WATCH_LOOP_FILE.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const NANOSECONDS = 1e6;
const file = process.env.WATCH_LOOP_FILE;

if (isMainThread && file) {
  // 1 ms is the finest that the histogram samples at: it counts what a delay is above that.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let cpu = null;
  process.on('SIGUSR2', () => {
    if (cpu === null) {
      cpu = process.cpuUsage();
      delay.enable();
      return;
    }
    delay.disable();
    const { user, system } = process.cpuUsage(cpu);
    const seen = {
      delayP99: delay.percentile(99) / NANOSECONDS,
      delayMax: delay.max / NANOSECONDS,
      cpuSeconds: (user + system) / 1e6,
    };
    // Whoever looks for it finds it whole.
    writeFileSync(`${file}.part`, JSON.stringify(seen));
    renameSync(`${file}.part`, file);
  });
}
