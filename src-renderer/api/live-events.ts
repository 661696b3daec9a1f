/** Live events keep the query cache true: what the engine has changed is asked for again, and a lost stream is reopened. */
import type { AppEvent, Health } from '#shared/contract/index.ts';
import type { Words } from '#shared/i18n/index.ts';
import type { Connection } from './api.tsx';
import { askAgain } from './ask-again.ts';
import { toFailure } from './failure.ts';

/**
 * How the page stands with the engine. `refused`: this browser has no (more) right to ask. `crowded`: it answers, but has
 * no place left to tell this page what happens.
 */
export type LinkState = 'connecting' | 'open' | 'lost' | 'crowded' | 'refused';

export interface LiveListener {
  onLink(state: LinkState): void;
  onHealth(state: Health['state']): void;
  onConfigRefused(message: Words): void;
}

/** Longest pause between two attempts to reach the engine again, in milliseconds. */
const LONGEST_PAUSE = 5_000;

/** Follows the engine's events until the signal is aborted. `pause` waits between two attempts. */
export async function followEvents(
  connection: Connection,
  listener: LiveListener,
  signal: AbortSignal,
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void> = waitFor,
): Promise<void> {
  let attempt = 0;
  let reached = false;
  while (!signal.aborted) {
    try {
      for await (const event of await connection.client.system.events(undefined, { signal })) {
        attempt = 0;
        if (event.type === 'hello') {
          listener.onLink('open');
          // Whatever was missed while the link was down may have changed anything.
          if (reached) await connection.queries.invalidateQueries();
          reached = true;
        }
        applyEvent(connection, listener, event);
      }
      listener.onLink('lost');
    } catch (thrown) {
      if (signal.aborted) return;
      const { code } = toFailure(thrown).error;
      if (code === 'UNAUTHORISED') {
        listener.onLink('refused');
        return;
      }
      listener.onLink(code === 'TOO_MANY_STREAMS' ? 'crowded' : 'lost');
    }
    await pause(Math.min(LONGEST_PAUSE, 250 * 2 ** attempt++), signal);
  }
}

function applyEvent({ api, queries }: Connection, listener: LiveListener, event: AppEvent): void {
  switch (event.type) {
    case 'data-changed':
      askAgain(
        queries,
        api.analytics.key(),
        api.orders.key(),
        api.products.key(),
        api.stores.key(),
        api.ingest.key(),
        api.system.key(),
      );
      return;
    case 'import-changed':
      askAgain(queries, api.ingest.history.key());
      return;
    case 'settings-changed':
      // The schedule, whether warmups run, and who wins a conflict are settings too.
      askAgain(queries, api.system.info.key(), api.analytics.bounds.key(), api.warmup.key(), api.sync.policies.key());
      return;
    case 'health-changed':
      listener.onHealth(event.state);
      askAgain(queries, api.system.health.key());
      return;
    case 'config-refused':
      listener.onConfigRefused(event.message);
      return;
    case 'hello':
  }
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
