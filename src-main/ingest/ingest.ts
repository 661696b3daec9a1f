/**
 * Imports as the main thread sees them: it brings the reading and the writing thread together and never touches a row.
 * Imports run one after another; events go out after a commit, and only then.
 */
import { rm } from 'node:fs/promises';
import { MessageChannel } from 'node:worker_threads';
import type {
  AppEvent,
  FileSettings,
  ImportPlan,
  ImportProgress,
  ImportRecord,
  InspectedFile,
} from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { FileGrantId, ImportId, StoreId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/i18n/index.ts';
import type { Reader, TaskOptions, Writer } from '../database/index.ts';
import type { IngestFileTasks } from './file-tasks.ts';
import type { FileGrants, GrantedFile } from './granted-files.ts';
import { createImportMeter, type ImportMeter } from './import-progress.ts';
import { createLatestStream, type LatestStream } from './latest-stream.ts';
import { rejectedFiles } from './rejected-files.ts';
import { type SampleSet, sampleFiles } from './sample-files.ts';
import { templateList } from './template-list.ts';
import type { InspectOverrides } from './understand/index.ts';
import type { ImportDefaults, ImportResult, IngestReadTasks, IngestWriteTasks, WriteProgress } from './write/index.ts';

/** Runs the tasks of `ingestFileTasks` in a thread of their own. */
export interface FilePool {
  run<Name extends keyof IngestFileTasks & string>(
    task: Name,
    args: Parameters<IngestFileTasks[Name]>[1],
    options?: TaskOptions,
  ): Promise<Awaited<ReturnType<IngestFileTasks[Name]>>>;
}

export interface IngestOptions {
  readonly reader: Reader<IngestReadTasks>;
  readonly writer: Writer<IngestWriteTasks>;
  readonly readingPool: FilePool;
  readonly grants: FileGrants;
  readonly paths: {
    /** Where rejected rows are kept. */
    readonly imports: string;
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

interface Run {
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

/** The most that the history shows; of imports further back no rejected rows are kept. */
const IMPORTS_SHOWN = 500;
/** Ended imports whose last progress can still be asked for. */
const RUNS_REMEMBERED = 50;

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Gives the contract's `ingest` area, and `close`, which gives running imports up and waits for their end. */
export function createIngest(options: IngestOptions) {
  const { reader, writer, readingPool, grants, paths, now, log, emit } = options;
  const runs = new Map<ImportId, Run>();
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

  function runOf(id: ImportId): Run {
    const run = runs.get(id);
    if (!run) throw new AppError('NOT_FOUND', { details: { importId: id } });
    return run;
  }

  function remember(run: Run): void {
    runs.set(run.id, run);
    for (const [id, { progress }] of runs) {
      if (runs.size <= RUNS_REMEMBERED) break;
      if (progress.latest.phase === 'done') runs.delete(id);
    }
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
    remember(run);
    run.ended = queue.then(() => carryOut(run));
    queue = run.ended;
    return { importId: id };
  }

  /** Never rejects: how it ended stands in the progress. */
  async function carryOut(run: Run): Promise<void> {
    const { meter } = run;
    if (run.progress.latest.phase === 'done') return;
    run.begun = true;
    const began = now();
    const onProgress = (progress: unknown) => run.progress.set(meter.running(progress as WriteProgress, now() - began));
    try {
      if (run.giveUp.signal.aborted) throw new AppError('CANCELLED');
      await rejected.forget(run.id);
      const result = await readAndWrite(run, onProgress);
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
    const run = runOf(importId);
    if (run.progress.latest.phase === 'done') return { cancelled: false };
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
    const others = [...runs.values()].filter((run) => run !== done && run.progress.latest.phase !== 'done');
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

  /** The two threads talk over a channel of their own; when one of them fails, the other ends too. */
  async function readAndWrite(run: Run, onProgress: (progress: unknown) => void): Promise<ImportResult> {
    const { port1, port2 } = new MessageChannel();
    const { signal } = run.giveUp;
    const { timeZone, currency } = options.defaults();
    const stores = await reader.read('knownStores', null);
    const storeZones = Object.fromEntries(
      stores.flatMap((store) => [
        [store.name, store.timeZone],
        [store.code, store.timeZone],
      ]),
    );
    const reading = readingPool.run(
      'read',
      { files: run.files, port: port1, now: run.startedAt, defaults: { timeZone }, storeZones },
      { signal, transfer: [port1] },
    );
    const writing = writer.write(
      'import',
      {
        importId: run.id,
        dryRun: run.dryRun,
        files: run.files.map(({ name, settings }) => ({ name, kind: settings.kind, timeZone: settings.timeZone })),
        port: port2,
        defaults: { timeZone, currency },
        startedAt: run.startedAt,
      },
      { signal, transfer: [port2], onProgress },
    );
    // A task that never began has not taken its port: closing it here ends the other side.
    const [, written] = await Promise.all([
      reading.catch((error: unknown) => {
        port1.close();
        if (!signal.aborted) log.write('warn', 'reading ended early', { importId: run.id, error });
      }),
      writing.finally(() => port2.close()),
    ]);
    return written;
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

  async function history({ limit }: { limit: number }): Promise<{ imports: ImportRecord[] }> {
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
    const running = [...runs.values()]
      .filter((run) => !run.dryRun && run.progress.latest.phase !== 'done')
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
    return { imports: all.slice(0, limit) };
  }

  async function inspect({
    files,
    beside = [],
  }: {
    files: readonly { fileId: FileGrantId; settings?: InspectOverrides | undefined }[];
    beside?: readonly FileSettings[] | undefined;
  }): Promise<{ files: InspectedFile[] }> {
    const granted = files.map(({ fileId, settings }) => ({ fileId, settings, ...grants.resolve(fileId) }));
    const found = await readingPool.run('inspect', {
      files: granted.map(({ path, settings }) => (settings ? { path, overrides: settings } : { path })),
      saved: await reader.read('savedTemplates', null),
      beside,
    });
    const mains = granted.map(({ fileId, name }, i) => {
      const { further: _, ...main } = found[i]!;
      return { fileId, name, ...main };
    });
    // Each further table is read and corrected on its own, so it needs a name and a grant of its own.
    const others = granted.flatMap(({ fileId, name: file }, i) =>
      found[i]!.further.map((table) => {
        const name = `${file} [${table.settings?.sheet ?? ''}]`;
        return { fileId: grants.grantAgain(fileId, name), name, ...table };
      }),
    );
    return { files: [...mains, ...others] };
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
    inspect,
    start,
    async progress({ importId }: { importId: ImportId }, { signal }: CallOptions) {
      return runOf(importId).progress.subscribe(signal);
    },
    cancel,
    history,
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
    facts: () => ({ running: [...runs.values()].filter((run) => run.progress.latest.phase !== 'done').length }),
    async close(): Promise<void> {
      closed = true;
      for (const run of runs.values()) run.giveUp.abort();
      await queue;
      await rm(paths.samples, { recursive: true, force: true });
    },
  };
}
