import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_HUB } from '../../built-hub/index.ts';
import { cleanUp, newDirectory } from './warmup-kit.ts';

let data: string;

async function hub(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [BUILT_HUB, '--data-dir', data, ...args], {
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

beforeAll(async () => {
  data = newDirectory();
  // What is asked here is what the disk still has, not how soon a busy machine gives it.
  writeFileSync(join(data, 'config.json'), JSON.stringify({ cache: { diskDeadline: 60_000 } }));
  const file = join(data, 'orders.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `N-${i},S${i % 4},2026-01-05 10:00,P1,Tea,2,3.50`);
  writeFileSync(
    file,
    ['order number,store,order date,product code,product name,quantity,unit price', ...rows].join('\n'),
  );
  const { code, err } = await hub('import', file);
  if (code !== 0) throw new Error(err);
});
afterAll(cleanUp);

describe('hub warmup', () => {
  it('makes all stores warm, and leaves them warm for the next process', async () => {
    const first = await hub('warmup', 'full', '--days', '5', '--json');
    expect(first.code).toBe(0);
    expect(first.out.trim().split('\n')).toHaveLength(1);
    const run = JSON.parse(first.out);
    expect(run).toMatchObject({ type: 'full', state: 'done', days: 5, stores: 4, stores_failed: 0, failed: [] });
    expect(run.items.loaded).toBeGreaterThan(0);
    const second = JSON.parse((await hub('warmup', 'incremental', '--days', '5', '--json')).out);
    expect(second).toMatchObject({ type: 'incremental', state: 'done', items: { failed: 0 } });
    // What the first process left on the disk need not be computed again.
    expect(second.items.loaded).toBeLessThan(run.items.loaded / 10);
    const status = JSON.parse((await hub('status', '--json')).out);
    expect(status.lastWarmup).toMatchObject({ task_id: second.task_id, state: 'done' });
  });

  it('says in words what it did', async () => {
    const { code, out } = await hub('warmup');
    expect(code).toBe(0);
    expect(out).toMatch(/^warmup_\d{8}_\d{6}: 4 stores in \d+ seconds?; \d+ loaded, \d+ warm already, 0 failed\n$/);
  });

  it.each([[['half']], [['full', 'incremental']], [['full', '--days', 'seven']], [['full', '--days', '0']]])(
    'refuses %j',
    async (args) => {
      const { code, out } = await hub('warmup', ...args, '--json');
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ error: { code: 'COMMAND_MISUSED' } });
    },
  );
});
