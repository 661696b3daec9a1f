/** A process of its own that imports one file as the app does, and says what it took. Run as a child. */
import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { startIngest } from '../../integration/ingest/ingest-engine.ts';

const LOOK_MILLISECONDS = 5;
const [file, store] = process.argv.slice(2);
if (file === undefined) throw new Error('measured-import.ts FILE [STORE]');

const engine = await startIngest();
try {
  const files = await engine.grants.grantAll([file]);
  const inspected = await engine.area.inspect({ files: files.map(({ fileId }) => ({ fileId })) });
  const plan = inspected.files.map(({ fileId, settings }) => {
    if (!settings) throw new Error(`not recognised: ${file}`);
    return { fileId, settings: store === undefined ? settings : { ...settings, store } };
  });
  // 1 ms is the finest that the histogram samples at: it counts what a delay is above that.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const { importId } = await engine.area.start({ plan: { files: plan }, dryRun: false });
  const end = await engine.follow(importId);
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  if (end.state !== 'committed') throw new Error(`import ${end.state}: ${JSON.stringify(end.failure)}`);
  // The answer does not wait for the log to be moved into the database file: that is a task of its own.
  while (statSync(`${engine.databaseFile}-wal`).size > 0) await wait(LOOK_MILLISECONDS);
  const checkpointed = (performance.now() - began) / 1000;
  const result = { seconds, checkpointed, delayP99: delay.percentile(99) / 1e6, counts: end.counts };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await engine.close();
}
