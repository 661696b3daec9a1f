import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, newDirectory, startWarmup } from './warmup-kit.ts';

afterEach(cleanUp);

const DAY = 86_400_000;
const ALL_STEPS = 42;

interface Left {
  readonly task_id: string;
  readonly warmed: readonly string[];
}

/** Begins a warmup of 20 stores in a process of its own and kills it when so many steps are done. */
async function killed(directory: string, steps: number): Promise<Left> {
  const script = join(import.meta.dirname, 'interrupted-warmup.ts');
  const child = spawn(process.execPath, [script, directory, String(steps)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return JSON.parse(line.toString()) as Left;
}

describe('a warmup whose process was killed', () => {
  it('goes on at the next start where it was, under its own id', async () => {
    const directory = newDirectory();
    const { task_id, warmed } = await killed(directory, 15);
    const kit = await startWarmup({ directory, stores: 20 });
    await kit.warmup.keepTime();
    await kit.until(({ run }) => run === null);
    const runs = await kit.runs();
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ task_id, type: 'full', days: 4, state: 'done', resumed: 1, stores: 20 });
    expect(runs[0]!.items.loaded).toBe(ALL_STEPS);
    // What had ended is not done again; the five that were under way are.
    const again = new Set(kit.warmed.map(({ input }) => input));
    expect(kit.warmed).toHaveLength(ALL_STEPS - 15);
    expect(warmed.slice(0, 10).some((input) => again.has(input))).toBe(false);
    expect(existsSync(join(directory, 'running.jsonl'))).toBe(false);
  });

  it('goes on although the last line of its journal was cut in half', async () => {
    const directory = newDirectory();
    const { task_id } = await killed(directory, 15);
    appendFileSync(join(directory, 'running.jsonl'), '{"entry":"step","id":"board:7","sc');
    const kit = await startWarmup({ directory, stores: 20 });
    await kit.warmup.keepTime();
    await kit.until(({ run }) => run === null);
    expect((await kit.runs())[0]).toMatchObject({ task_id, state: 'done' });
  });

  it('a day ago is not taken up any more, but stands in the history', async () => {
    const directory = newDirectory();
    const { task_id } = await killed(directory, 15);
    const kit = await startWarmup({ directory, stores: 20, now: () => Date.now() + 2 * DAY });
    await kit.warmup.keepTime();
    expect(kit.warmed).toEqual([]);
    expect((await kit.runs())[0]).toMatchObject({ task_id, state: 'interrupted', items: { loaded: 15 } });
  });

  it('is taken into the history by a warmup that is begun instead', async () => {
    const directory = newDirectory();
    const { task_id } = await killed(directory, 15);
    const kit = await startWarmup({ directory, stores: 20 });
    const run = await kit.run({ type: 'incremental' });
    expect(run.state).toBe('done');
    expect((await kit.runs()).map(({ task_id: id, state }) => [id, state])).toEqual([
      [run.task_id, 'done'],
      [task_id, 'interrupted'],
    ]);
  });

  it('left a journal that is spoilt: it is begun anew, and nothing is lost but that', async () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'running.jsonl'), Buffer.from([0, 1, 2, 10, 3]));
    const kit = await startWarmup({ directory });
    await kit.warmup.keepTime();
    expect(await kit.run({ type: 'full' })).toMatchObject({ state: 'done' });
  });
});

describe('a warmup during which the app is closed', () => {
  it('goes on at the next start', async () => {
    const directory = newDirectory();
    let done = 0;
    const before = await startWarmup({
      directory,
      stores: 20,
      async behave(_input, { signal }) {
        if (++done > 10) await new Promise((end) => signal?.addEventListener('abort', end));
        return 'loaded' as const;
      },
    });
    const { task_id } = await before.warmup.area.trigger({ type: 'full' }, {});
    await before.until(({ done: steps }) => steps >= 10);
    await before.warmup.close();
    const after = await startWarmup({ directory, stores: 20 });
    expect(await after.runs()).toEqual([]);
    await after.warmup.keepTime();
    await after.until(({ run }) => run === null);
    expect(await after.runs()).toEqual([expect.objectContaining({ task_id, state: 'done', resumed: 1 })]);
    expect(after.warmed).toHaveLength(ALL_STEPS - 10);
  });
});
