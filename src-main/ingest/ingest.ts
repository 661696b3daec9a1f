/**
 * Imports as the main thread sees them: it never touches a row.
 * Imports run one after another; events go out after a commit, and only then.
 */
import { rm } from 'node:fs/promises';
import type { AppEvent, ImportPlan } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ImportId, StoreId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/i18n/index.ts';
import type { Reader, Writer } from '../database/index.ts';
import type { FileGrants, GrantedFile } from './granted-files.ts';
import { importHistory } from './import-history.ts';
import { createImportMeter } from './import-progress.ts';
import { createImportRuns, isDone, type Run } from './import-runs.ts';
import { type GrantedToInspect, inspectGranted } from './inspect-granted.ts';
import { createLatestStream } from './latest-stream.ts';
import { type FilePool, readAndWrite } from './read-and-write.ts';
import { rejectedFiles } from './rejected-files.ts';
import { type SampleSet, sampleFiles } from './sample-files.ts';
import { templateList } from './template-list.ts';
import type { ImportDefaults, ImportResult, IngestReadTasks, IngestWriteTasks, WriteProgress } from './write/index.ts';

export interface IngestOptions {
  readonly reader: Reader<IngestReadTasks>;
  readonly writer: Writer<IngestWriteTasks>;
  readonly readingPool: FilePool;
  readonly grants: FileGrants;
  readonly paths: {
    /** Where rejected rows are kept. */
    readonly imports: string;
    /** Where imports that are running put things aside; of this part alone. */
    readonly scratch: string;
    /** Where sample files are made. */
    readonly samples: string;
    /** The app's own `resources`. */
    readonly resources: string;
  };
  readonly now: () => number;
  readonly log: { write(level: 'info' | 'warn' | 'error', message: string, details: Record<string, unknown>): void };
  readonly emit: (event: AppEvent) => void;
  readonly defaults: () => ImportDefaults;
  /** The language of the reasons in the file of rejected rows. */
  readonly language: () => Language;
}

/** The most that the history shows; of imports further back no rejected rows are kept. */
const IMPORTS_SHOWN = 500;
interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Gives the contract's `ingest` area, and `close`, which gives running imports up and waits for their end. */
export function createIngest(options: IngestOptions) {
  const { reader, writer, readingPool, grants, paths, now, log, emit } = options;
  const runs = createImportRuns();
  const rejected = rejectedFiles(paths.imports);
  const templates = templateList(reader, writer);
  let lastId = 0;
  let queue: Promise<void> = Promise.resolve();
  let closed = false;

  async function nextId(): Promise<ImportId> {
    const known = await reader.read('lastImportId', null);
    lastId = Math.max(lastId, known) + 1;
    return lastId as ImportId;
  }

  async function start({ plan, dryRun }: { plan: ImportPlan; dryRun: boolean }): Promise<{ importId: ImportId }> {
    if (closed) throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details: { service: 'ingest' } });
    const files = plan.files.map(({ fileId, settings }) => ({ ...grants.resolve(fileId), settings }));
    const id = await nextId();
    const meter = createImportMeter(id, dryRun);
    const run: Run = {
      id,
      startedAt: now(),
      dryRun,
      files,
      progress: createLatestStream(meter.waiting()),
      meter,
      giveUp: new AbortController(),
      begun: false,
      ended: Promise.resolve(),
    };
    runs.add(run);
    run.ended = queue.then(() => carryOut(run));
    queue = run.ended;
    return { importId: id };
  }

  /** Never rejects: how it ended stands in the progress. */
  async function carryOut(run: Run): Promise<void> {
    const { meter } = run;
    if (isDone(run)) return;
    run.begun = true;
    const began = now();
    const onProgress = (progress: unknown) => run.progress.set(meter.running(progress as WriteProgress, now() - began));
    try {
      if (run.giveUp.signal.aborted) throw new AppError('CANCELLED');
      await rejected.forget(run.id);
      const result = await readAndWrite(options, run, onProgress);
      await keepRejected(run, result);
      if (!run.dryRun) {
        announce(run.id, result.stores, listsChanged(result));
        await dropUploads(run);
      }
      const state = run.dryRun ? 'checked' : 'committed';
      run.progress.finish(meter.ended({ state, counts: result.counts, failure: null }, now() - began));
    } catch (error) {
      fail(run, error instanceof AppError ? error : new AppError('INTERNAL', { action: 'park', cause: error }), began);
    }
    if (!run.dryRun) emit({ type: 'import-changed', importId: run.id });
    await tidyLog(run.id);
  }

  /** @param began UTC milliseconds when the import's turn came. */
  function fail(run: Run, error: AppError, began: number): void {
    const state = error.code === 'CANCELLED' ? 'cancelled' : 'failed';
    if (state === 'failed') log.write('warn', 'import failed', { importId: run.id, error });
    const failure = { code: error.code, details: { ...error.details } };
    run.progress.finish(run.meter.ended({ state, counts: null, failure }, now() - began));
  }

  /** One that only waits ends here and now: the imports before it may take minutes. */
  async function cancel({ importId }: { importId: ImportId }): Promise<{ cancelled: boolean }> {
    const run = runs.of(importId);
    if (isDone(run)) return { cancelled: false };
    run.giveUp.abort();
    if (run.begun) await run.ended;
    else {
      fail(run, new AppError('CANCELLED'), now());
      if (!run.dryRun) emit({ type: 'import-changed', importId });
    }
    return { cancelled: run.progress.latest.state === 'cancelled' };
  }

  /** What was uploaded stands in the database now, unless another import still has to read it. */
  async function dropUploads(done: Run): Promise<void> {
    const others = runs.unfinished().filter((run) => run !== done);
    const needed = new Set(others.flatMap((run) => run.files.map(({ path }) => path)));
    for (const { path, name } of done.files) {
      try {
        if (!needed.has(path)) await grants.dropUpload(path);
      } catch (error) {
        log.write('warn', 'uploaded file could not be removed', { importId: done.id, file: name, error });
      }
    }
  }

  /** The import has been answered already; what is left is to keep the log small. */
  async function tidyLog(importId: ImportId): Promise<void> {
    try {
      await writer.write('checkpoint', null);
    } catch (error) {
      log.write('warn', 'log could not be moved into the database', { importId, error });
    }
  }

  function listsChanged({ counts }: ImportResult): boolean {
    return counts.products + counts.stores + counts.stock > 0;
  }

  function announce(importId: ImportId, stores: readonly number[], everywhere: boolean): void {
    if (stores.length === 0 && !everywhere) return;
    const changed = everywhere ? ('all' as const) : (stores as StoreId[]);
    emit({ type: 'data-changed', importId, stores: changed, at: new Date(now()).toISOString() });
  }

  async function keepRejected(run: Run, { rejected: verdicts }: ImportResult): Promise<void> {
    if (verdicts.length === 0) return;
    try {
      const { files, id } = run;
      const to = rejected.pathOf(id);
      await readingPool.run('writeRejected', { files, verdicts, language: options.language(), to });
      const shown = await reader.read('importHistory', { limit: IMPORTS_SHOWN });
      if (shown.length === IMPORTS_SHOWN) await rejected.forgetBefore(shown.at(-1)!.id);
    } catch (error) {
      // The import itself stands; its counts still say how many rows were refused and why.
      log.write('warn', 'rejected rows could not be kept', { importId: run.id, error });
    }
  }

  async function undo({ importId }: { importId: ImportId }): Promise<{ orders: number }> {
    const { orders, stores } = await writer.write('undoImport', { importId });
    await rejected.forget(importId);
    log.write('info', 'import undone', { importId, orders, stores: stores.length });
    announce(importId, stores, true);
    emit({ type: 'import-changed', importId });
    return { orders };
  }

  async function sample({ set }: { set: SampleSet }): Promise<{ files: GrantedFile[] }> {
    const args = sampleFiles(set, paths, now(), options.defaults().timeZone);
    return { files: [...(await grants.grantAll(await readingPool.run('writeSample', args)))] };
  }

  const area = {
    async inspect(args: GrantedToInspect) {
      return { files: await inspectGranted(options, args) };
    },
    start,
    async progress({ importId }: { importId: ImportId }, { signal }: CallOptions) {
      return runs.of(importId).progress.subscribe(signal);
    },
    cancel,
    async history({ limit }: { limit: number }) {
      return { imports: await importHistory(reader, runs, rejected, limit) };
    },
    undo,
    async rejected({ importId }: { importId: ImportId }) {
      return { fileName: `rejected-rows-${importId}.csv`, csv: await rejected.read(importId) };
    },
    ...templates,
    sample,
    async storesMatching() {
      const stores = await reader.read('knownStores', null);
      return { stores: stores.map(({ id, name }) => ({ storeId: id as StoreId, name })) };
    },
  };

  return {
    area,
    /** Facts for IT. */
    facts: () => ({ running: runs.unfinished().length }),
    async close(): Promise<void> {
      closed = true;
      for (const run of runs.all()) run.giveUp.abort();
      await queue;
      await rm(paths.samples, { recursive: true, force: true });
    },
  };
}
