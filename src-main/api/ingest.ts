/** Files in, their history and their undo. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function ingestRouter(api: Implementer, area: Areas['ingest']) {
  const { ingest } = api;
  return ingest.router({
    inspect: ingest.inspect.handler(({ input, signal }) => area.inspect(input, { signal })),
    start: ingest.start.handler(({ input, signal }) => area.start(input, { signal })),
    progress: ingest.progress.handler(({ input, signal }) => area.progress(input, { signal })),
    cancel: ingest.cancel.handler(({ input, signal }) => area.cancel(input, { signal })),
    history: ingest.history.handler(({ input, signal }) => area.history(input, { signal })),
    undo: ingest.undo.handler(({ input, signal }) => area.undo(input, { signal })),
    rejected: ingest.rejected.handler(({ input, signal }) => area.rejected(input, { signal })),
    templates: ingest.templates.handler(({ input, signal }) => area.templates(input, { signal })),
    saveTemplate: ingest.saveTemplate.handler(({ input, signal }) => area.saveTemplate(input, { signal })),
    deleteTemplate: ingest.deleteTemplate.handler(({ input, signal }) => area.deleteTemplate(input, { signal })),
    sample: ingest.sample.handler(({ input, signal }) => area.sample(input, { signal })),
    storesMatching: ingest.storesMatching.handler(({ input, signal }) => area.storesMatching(input, { signal })),
  });
}
