/** Tells the pages when the engine's health changes; services are asked, so none of them needs to know of events. */
import type { Health } from '#shared/contract/index.ts';
import type { EventBus } from './events/index.ts';

const INTERVAL_MILLISECONDS = 5_000;

/** Emits `health-changed` on every change until the returned function is called. Nobody is asked while nobody listens. */
export function followHealth(
  health: () => Health,
  events: EventBus,
  later: (milliseconds: number, work: () => void) => () => void,
): () => void {
  let known = health().state;
  let callOff = plan();

  function plan(): () => void {
    return later(INTERVAL_MILLISECONDS, look);
  }

  function look(): void {
    if (events.listeners > 0) {
      const { state } = health();
      if (state !== known) events.emit({ type: 'health-changed', state });
      known = state;
    }
    callOff = plan();
  }

  return () => callOff();
}
