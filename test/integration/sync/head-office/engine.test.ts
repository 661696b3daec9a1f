import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SyncStatus } from '#shared/contract/index.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { freePort } from '../../../redis/index.ts';
import { type RunningEngine, startEngine } from '../../api/running-engine.ts';

const PASSWORD = 'open-sesame-4711';

describe('an engine with a head office', () => {
  let server: PostgresServer;
  const running: RunningEngine[] = [];

  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(async () => {
    for (const one of running.splice(0)) await one.cleanUp();
  });

  async function start(office: Readonly<Record<string, string>>, lines: string[] = []): Promise<RunningEngine> {
    const env = { MENDIAN_OFFICE_PASSWORD: PASSWORD, MENDIAN_LOG_LEVEL: 'debug', ...office };
    const one = await startEngine({ env, mirrorLog: (line) => void lines.push(line) });
    running.push(one);
    await one.engine.keepTime();
    return one;
  }

  async function importOrders({ engine, directory }: RunningEngine): Promise<void> {
    const file = join(directory, 'orders.csv');
    const rows = [1, 2, 3].map((n) => `N${n},S1,2026-01-05 10:00,P1,Tea,2,3.50`);
    writeFileSync(
      file,
      ['order number,store,order date,product code,product name,quantity,unit price', ...rows].join('\n'),
    );
    const [granted] = await engine.grants.grantAll([file]);
    const { files } = await engine.api.ingest.inspect({ files: [{ fileId: granted!.fileId }] });
    const planned = files.map(({ fileId, settings }) => ({ fileId, settings: settings! }));
    const { importId } = await engine.api.ingest.start({ plan: { files: planned }, dryRun: false });
    for await (const progress of await engine.api.ingest.progress({ importId })) {
      if (progress.phase === 'done') expect(progress.state).toBe('committed');
    }
  }

  /** The first state that is so, as the sync page hears of it. */
  async function until({ engine }: RunningEngine, is: (office: SyncStatus['office']) => boolean) {
    for await (const { office } of await engine.api.sync.follow()) if (is(office)) return office;
    throw new Error('the state is told no more');
  }

  it('sends what it imports, and another computer of the store shows it', async () => {
    const address = { MENDIAN_OFFICE_URL: await server.createDatabase('engines'), MENDIAN_OFFICE_MAY_MIGRATE: 'true' };
    const one = await start(address);
    await importOrders(one);
    await one.engine.api.sync.now({});
    await until(one, ({ state, waiting, lastSuccess }) => state === 'active' && waiting === 0 && lastSuccess !== null);
    const two = await start({ ...address, MENDIAN_OFFICE_STORES: 'S1' });
    await until(two, ({ lastSuccess }) => lastSuccess !== null);
    expect(await two.engine.api.system.info()).toMatchObject({ orders: 3, stores: 1 });
    expect(two.engine.health().state).toBe('healthy');
  }, 60_000);

  it('says that nobody is there, and never its password', async () => {
    const lines: string[] = [];
    const one = await start({ MENDIAN_OFFICE_URL: `postgres://shop@127.0.0.1:${await freePort()}/office` }, lines);
    expect(await until(one, ({ state }) => state === 'unreachable')).toMatchObject({
      problem: { code: 'OFFICE_UNREACHABLE' },
    });
    expect(lines.some((line) => line.includes('no exchange with the head office'))).toBe(true);
    const told = JSON.stringify([await one.engine.api.sync.status(), await one.engine.api.system.info(), lines]);
    expect(told).not.toContain(PASSWORD);
  }, 60_000);

  it('refuses a password in the address, and does not repeat it', async () => {
    const lines: string[] = [];
    const started = start({ MENDIAN_OFFICE_URL: `postgres://shop:${PASSWORD}@127.0.0.1/office` }, lines);
    const error = await started.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(`${String(error)} ${JSON.stringify(error)} ${lines.join('')}`).not.toContain(PASSWORD);
  });
});
