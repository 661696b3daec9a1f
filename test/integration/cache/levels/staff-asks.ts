/** What staff do, through the engine's own API: they ask, and they upload. */
import type { Engine } from '../../../../src-main/engine/index.ts';
import type { Question } from './fresh-answers.ts';

/** Asks the engine as a page would. */
export async function ask({ api }: Engine, { kind, input }: Question): Promise<unknown> {
  switch (kind) {
    case 'overview':
    case 'breakdown':
    case 'bounds':
      return api.analytics[kind](input);
    case 'list':
    case 'byStatus':
    case 'detail':
      return api.orders[kind](input);
    case 'stores':
      return api.stores.list();
  }
}

/** Gives what an answer says, without when and from where it was given. */
export function said(answer: unknown): unknown {
  const { freshness, ...rest } = structuredClone(answer) as { freshness?: { dataAsOf: unknown; lastImport: unknown } };
  return freshness ? { ...rest, dataAsOf: freshness.dataAsOf, lastImport: freshness.lastImport } : rest;
}

/** Imports files together, as an operator would; resolves when it is committed and what it changed has been dropped. */
export async function importFile({ api, grants }: Engine, ...paths: string[]): Promise<number> {
  const granted = await grants.grantAll(paths);
  const { files } = await api.ingest.inspect({ files: granted.map(({ fileId }) => ({ fileId })) });
  const planned = files.map(({ fileId, settings }) => {
    if (settings === null) throw new Error(`${paths} were not understood`);
    return { fileId, settings };
  });
  const { importId } = await api.ingest.start({ plan: { files: planned }, dryRun: false });
  for await (const progress of await api.ingest.progress({ importId })) {
    if (progress.phase === 'done' && progress.state !== 'committed') throw new Error(`import ${progress.state}`);
  }
  return importId;
}
