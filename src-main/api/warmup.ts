/** Warmup: filling the cache before staff ask. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function warmupRouter(api: Implementer, area: Areas['warmup']) {
  const { warmup } = api;
  return warmup.router({
    status: warmup.status.handler(({ input, signal }) => area.status(input, { signal })),
    trigger: warmup.trigger.handler(({ input, signal }) => area.trigger(input, { signal })),
    stop: warmup.stop.handler(({ input, signal }) => area.stop(input, { signal })),
    history: warmup.history.handler(({ input, signal }) => area.history(input, { signal })),
    run: warmup.run.handler(({ input, signal }) => area.run(input, { signal })),
    retry: warmup.retry.handler(({ input, signal }) => area.retry(input, { signal })),
    progress: warmup.progress.handler(({ input, signal }) => area.progress(input, { signal })),
    hot: warmup.hot.handler(({ input, signal }) => area.hot(input, { signal })),
    schedule: warmup.schedule.handler(({ input, signal }) => area.schedule(input, { signal })),
    setSchedule: warmup.setSchedule.handler(({ input, signal }) => area.setSchedule(input, { signal })),
    previewSchedule: warmup.previewSchedule.handler(({ input, signal }) => area.previewSchedule(input, { signal })),
  });
}
