import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createOfficePool,
  type OfficePool,
  type OfficePoolOptions,
} from '../../../../src-main/sync/head-office/pool.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';

describe('connections to the head office', () => {
  let server: PostgresServer;
  let pool: OfficePool;

  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(() => pool.close());

  function open(options: Partial<OfficePoolOptions> = {}): OfficePool {
    const address = {
      host: '127.0.0.1',
      port: server.port,
      database: 'postgres',
      user: 'postgres',
      password: '',
      tls: false,
    };
    const log = { write: () => undefined, warn: () => undefined } as unknown as OfficePoolOptions['log'];
    pool = createOfficePool({ address, log, ...options });
    return pool;
  }

  const processOf = (one: OfficePool) =>
    one.use(async (client) => (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid);

  /** Holds so many connections at once until they are let go. */
  async function hold(count: number) {
    const letGo = Promise.withResolvers<void>();
    let held = 0;
    const all = Promise.withResolvers<void>();
    const uses = Array.from({ length: count }, () =>
      pool.use(async (client) => {
        await client.query('SELECT 1');
        held += 1;
        if (held === count) all.resolve();
        await letGo.promise;
      }),
    );
    await all.promise;
    return async () => {
      letGo.resolve();
      await Promise.all(uses);
    };
  }

  it('are used again', async () => {
    open();
    expect(await processOf(pool)).toBe(await processOf(pool));
    expect(pool.facts()).toEqual({ open: 1, idle: 1, overflow: 0, waiting: 0 });
  });

  it('grow beyond the kept ones while there is a rush, and whoever comes then waits for a free one', async () => {
    open({ size: 3, overflow: 4 });
    const letGo = await hold(7);
    expect(pool.facts()).toEqual({ open: 7, idle: 0, overflow: 4, waiting: 0 });
    const late = processOf(pool);
    await letGo();
    expect(await late).toBeGreaterThan(0);
    expect(pool.facts().open).toBeLessThanOrEqual(7);
  });

  it('are not waited for longer than was said', async () => {
    open({ size: 1, overflow: 0, acquireMilliseconds: 200 });
    const letGo = await hold(1);
    await expect(processOf(pool)).rejects.toMatchObject({ code: 'OFFICE_UNREACHABLE', action: 'retry' });
    await letGo();
    expect(await processOf(pool)).toBeGreaterThan(0);
  });

  it('are tried before they are handed out, so that a server that started anew is not noticed', async () => {
    open({ untriedMilliseconds: 0 });
    const before = await processOf(pool);
    await server.query('SELECT pg_terminate_backend($1)', [before]);
    const after = await processOf(pool);
    expect(after).not.toBe(before);
  });

  it('are replaced when they are old', async () => {
    open({ lifetimeSeconds: 1 });
    const before = await processOf(pool);
    await expect.poll(() => pool.facts().open, { timeout: 5_000 }).toBe(0);
    expect(await processOf(pool)).not.toBe(before);
  });

  it('say that nobody is there when the server is down, and work when it is back, without a new start', async () => {
    open({ acquireMilliseconds: 1_000 });
    await processOf(pool);
    await server.kill();
    await expect(processOf(pool)).rejects.toMatchObject({ code: 'OFFICE_UNREACHABLE', action: 'retry' });
    await server.restart();
    expect(await processOf(pool)).toBeGreaterThan(0);
  });

  it('say that the access was refused', async () => {
    const address = { host: '127.0.0.1', port: server.port, user: 'postgres', password: '', tls: false };
    open({ address: { ...address, database: 'no_such_database' } });
    await expect(processOf(pool)).rejects.toMatchObject({ code: 'OFFICE_REFUSED', action: 'reauthorise' });
  });

  it('roll a transaction back when its work fails, and give the connection back whole', async () => {
    open({ size: 1, overflow: 0 });
    await server.query('CREATE TABLE tried (n integer)');
    const failing = pool.transaction(async (client) => {
      await client.query('INSERT INTO tried VALUES (1)');
      throw new Error('not this time');
    });
    await expect(failing).rejects.toThrow('not this time');
    await pool.transaction((client) => client.query('INSERT INTO tried VALUES (2)'));
    expect(await server.query('SELECT n FROM tried')).toEqual([{ n: 2 }]);
  });
});
