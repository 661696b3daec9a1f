/** The history of imports: those that the database has a record of, and those that have not ended yet. */
import type { ImportRecord } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import type { Reader } from '../database/index.ts';
import type { ImportRuns } from './import-runs.ts';
import type { RejectedFiles } from './rejected-files.ts';
import type { IngestReadTasks } from './write/index.ts';

/** Gives the newest imports, the newest first. */
export async function importHistory(
  reader: Reader<IngestReadTasks>,
  runs: ImportRuns,
  rejected: RejectedFiles,
  limit: number,
): Promise<ImportRecord[]> {
  const stored = await reader.read('importHistory', { limit });
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  const past = await Promise.all(
    stored.map(async ({ startedAt, finishedAt, ...rest }) => ({
      ...rest,
      id: rest.id as ImportId,
      startedAt: iso(startedAt),
      finishedAt: finishedAt === null ? null : iso(finishedAt),
      hasRejectedRows: await rejected.has(rest.id),
    })),
  );
  const running = runs
    .unfinished()
    .filter(({ dryRun }) => !dryRun)
    .map((run) => ({
      id: run.id,
      startedAt: iso(run.startedAt),
      finishedAt: null,
      state: 'running' as const,
      files: run.files.map(({ name, settings }) => ({ name, kind: settings.kind, rows: 0 })),
      counts: null,
      failure: null,
      hasRejectedRows: false,
      canUndo: false,
    }));
  const ids = new Set(running.map((run) => run.id));
  const all = [...running.reverse(), ...past.filter((record) => !ids.has(record.id))];
  return all.slice(0, limit);
}
