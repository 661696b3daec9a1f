/**
 * An engine that is killed, as a child process: `killed-engine.ts DIRECTORY NOW FILE POINT`. It imports FILE and dies by SIGKILL
 * when it comes to POINT of following the change; `after`: some time after the import, when staff have asked again.
 */
import { registerHooks } from 'node:module';
import { boardsOf, openStores } from './restart-questions.ts';
import { ask, importFile } from './staff-asks.ts';

const [directory, now, file, point] = process.argv.slice(2);
if (directory === undefined || file === undefined || point === undefined)
  throw new Error('killed-engine.ts DIRECTORY NOW FILE POINT');

/** What the follower is about to do at each point. */
const CALLS: Readonly<Record<string, string>> = {
  'before the invalidation': 'await cache.invalidate(tags)',
  'before the mark': 'await marks.save(',
  'before the notes are forgotten': "await writer.write('changes.forget'",
};
const armed = { value: false };
Object.assign(globalThis, {
  dieIfArmed() {
    if (armed.value) process.kill(process.pid, 'SIGKILL');
  },
});
const call = CALLS[point];
/** The built threads start at once; the main thread has to be the sources, for what is put into them. */
const BUILT_THREADS = new URL('../../../built-hub/worker-file.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.endsWith('/worker-file.ts') ? BUILT_THREADS : specifier, context),
  load(url, context, next) {
    const loaded = next(url, context);
    if (call === undefined || !url.endsWith('/levels/change-follower.ts')) return loaded;
    const source = String(loaded.source);
    if (!source.includes(call)) throw new Error(`the follower has no ${call}`);
    // An expression, so that it stands in the place of the call whatever stands before it.
    return {
      ...loaded,
      source: source.replace(call, call.replace('await ', 'await globalThis.dieIfArmed() ?? await ')),
    };
  },
});

const { createEngine } = await import('../../../../src-main/engine/index.ts');
const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'test', now: () => Number(now) });
await engine.start();
armed.value = true;
await importFile(engine, file);
if (call !== undefined) throw new Error(`the import ended without coming ${point}`);
for (const question of boardsOf(await openStores(engine))) await ask(engine, question);
process.kill(process.pid, 'SIGKILL');
