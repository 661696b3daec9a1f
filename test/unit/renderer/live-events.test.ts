import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { describe, expect, it } from 'vitest';
import { type AppEvent, contract } from '#shared/contract/index.ts';
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import { createConnection } from '../../../src-renderer/api/api.tsx';
import type { Client } from '../../../src-renderer/api/connect.ts';
import { followEvents, type LinkState } from '../../../src-renderer/api/live-events.ts';

const HELLO: AppEvent = { type: 'hello', version: '1.0.0' };
const SETTINGS: AppEvent = {
  type: 'settings-changed',
  settings: {
    language: 'en',
    theme: 'system',
    riseColour: 'system',
    defaultTimeZone: 'Europe/London',
    defaultCurrency: 'GBP',
  },
};
const CHANGED: AppEvent = { type: 'data-changed', importId: null, stores: 'all', at: '2026-11-21T12:00:00Z' };

/** Plays one list of events a connection; an error stands for a link that broke. */
async function follow(connections: readonly (readonly (AppEvent | Error)[])[]) {
  let attempt = 0;
  const stop = new AbortController();
  const os = implement(contract);
  const router = {
    system: {
      events: os.system.events.handler(async function* () {
        for (const event of connections[attempt++] ?? []) {
          if (event instanceof Error) throw event;
          yield event;
        }
      }),
    },
  };
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port1);
  const client: Client = createORPCClient(new RPCLink({ port: port2 }));
  const connection = createConnection(client);
  const { api, queries } = connection;
  queries.setQueryData(api.analytics.bounds.queryKey({ input: { stores: 'all' } }), {
    first: null,
    last: null,
    today: '2026-11-21',
  });
  queries.setQueryData(api.sync.policies.queryKey(), { price: 'ask', title: 'local', note: 'merge' });
  queries.setQueryData(api.system.logs.queryKey({ input: {} }), { lines: [] });
  const links: LinkState[] = [];
  const pauses: number[] = [];
  await followEvents(
    connection,
    { onLink: (state) => links.push(state), onHealth: () => undefined, onConfigRefused: () => undefined },
    stop.signal,
    async (milliseconds) => {
      pauses.push(milliseconds);
      if (attempt >= connections.length) stop.abort();
    },
  );
  port1.close();
  const stale = (key: readonly unknown[]): boolean =>
    queries.getQueryCache().findAll({ queryKey: key })[0]?.isStale() ?? false;
  return {
    links,
    pauses,
    analyticsStale: stale(api.analytics.key()),
    policiesStale: stale(api.sync.policies.key()),
    logsStale: stale(api.system.logs.key()),
  };
}

describe('live events', () => {
  it('say that the link is open with the first word of the engine', async () => {
    const { links, analyticsStale } = await follow([[HELLO]]);
    expect(links).toEqual(['open', 'lost']);
    expect(analyticsStale).toBe(false);
  });

  it('make what a change touches be asked for again', async () => {
    expect((await follow([[HELLO, CHANGED]])).analyticsStale).toBe(true);
  });

  it('make who wins a conflict be asked for again with the settings, for another window may have changed it', async () => {
    expect((await follow([[HELLO, CHANGED]])).policiesStale).toBe(false);
    expect((await follow([[HELLO, SETTINGS]])).policiesStale).toBe(true);
  });

  it('after a lost link make everything be asked for again, for anything may have been missed', async () => {
    const { links, logsStale } = await follow([[HELLO], [HELLO]]);
    expect(links).toEqual(['open', 'lost', 'open', 'lost']);
    expect(logsStale).toBe(true);
  });

  it('say that the engine has no place left for this page, and try again', async () => {
    const crowded = new ORPCError('TOO_MANY_STREAMS', { data: serializeError(new AppError('TOO_MANY_STREAMS')) });
    const { links } = await follow([[crowded], [HELLO]]);
    expect(links).toEqual(['crowded', 'open', 'lost']);
  });

  it('wait longer after each vain attempt, and start anew once one has succeeded', async () => {
    const broken = [new Error('port closed')];
    const { pauses } = await follow([broken, broken, broken, [HELLO], broken]);
    expect(pauses).toEqual([250, 500, 1_000, 250, 500]);
  });
});
