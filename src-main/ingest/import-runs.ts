/** The imports that run, wait, or have lately ended, as this process knows them. */
import type { FileSettings, ImportProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import type { ImportMeter } from './import-progress.ts';
import type { LatestStream } from './latest-stream.ts';

export interface Run {
  readonly id: ImportId;
  readonly startedAt: number;
  readonly dryRun: boolean;
  readonly files: readonly { readonly path: string; readonly name: string; readonly settings: FileSettings }[];
  readonly progress: LatestStream<ImportProgress>;
  readonly meter: ImportMeter;
  readonly giveUp: AbortController;
  /** Its turn has come: before that there is nothing to stop. */
  begun: boolean;
  /** Resolves when it has ended, however it ended. */
  ended: Promise<void>;
}

/** Ended imports whose last progress can still be asked for. */
const RUNS_REMEMBERED = 50;

export interface ImportRuns {
  add(run: Run): void;
  /** @throws AppError NOT_FOUND for an import that this process does not know (any more). */
  of(id: ImportId): Run;
  /** The oldest first, ended ones too. */
  all(): Run[];
  /** Those that wait or run. */
  unfinished(): Run[];
}

export const isDone = ({ progress }: Run): boolean => progress.latest.phase === 'done';

export function createImportRuns(): ImportRuns {
  const runs = new Map<ImportId, Run>();
  return {
    add(run) {
      runs.set(run.id, run);
      for (const [id, known] of runs) {
        if (runs.size <= RUNS_REMEMBERED) break;
        if (isDone(known)) runs.delete(id);
      }
    },
    of(id) {
      const run = runs.get(id);
      if (!run) throw new AppError('NOT_FOUND', { details: { importId: id } });
      return run;
    },
    all: () => [...runs.values()],
    unfinished: () => [...runs.values()].filter((run) => !isDone(run)),
  };
}
