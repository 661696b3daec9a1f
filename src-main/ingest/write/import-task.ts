/**
 * An import is one transaction of the writer: all files of the plan, with rollups, record and before-images, or nothing.
 * A dry run is the same work, rolled back at its end.
 */
import type { MessagePort } from 'node:worker_threads';
import type { ImportCounts } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { createRollupDelta, createRowWriter } from '../../analytics/rollup/index.ts';
import {
  createChangeNotes,
  createLogFlush,
  type LogFlush,
  type TaskContext,
  toDatabaseError,
  type WritableDb,
} from '../../database/index.ts';
import type { IngestReadProgress, RowVerdict } from '../order-batch.ts';
import { readSpooled, type SpooledRollups } from '../rollup-spool.ts';
import { type BatchMessage, type BatchStream, createBatchStream, type EndMessage } from './batch-stream.ts';
import { createBeforeImages } from './before-images.ts';
import { createDictionary, type ImportDefaults } from './dictionary.ts';
import { fillCosts } from './fill-costs.ts';
import { forgetOldImages, type ImportFile, writeRecord, writeTouchedStores } from './import-record.ts';
import { createListWriter } from './lists.ts';
import { withLoadSettings } from './load-settings.ts';
import { noteImport } from './note-import.ts';
import { createOrderWriter, type OrderWriter } from './order-writer.ts';
import { createTally, importCounts, noteStore } from './tally.ts';

export interface ImportArgs {
  readonly importId: number;
  readonly dryRun: boolean;
  readonly files: readonly ImportFile[];
  /** The writer's end of the channel to the reading worker; transferred. */
  readonly port: MessagePort;
  readonly defaults: ImportDefaults;
  /** UTC milliseconds. */
  readonly startedAt: number;
}

export interface ImportResult {
  readonly counts: ImportCounts;
  /** Every refused row, the reader's and the writer's, by file and record. */
  readonly rejected: readonly RowVerdict[];
  /** Stores whose numbers have changed. */
  readonly stores: readonly number[];
  /** Records read, by file. */
  readonly rows: readonly number[];
}

/** What the task reports while it runs. */
export interface WriteProgress extends IngestReadProgress {
  readonly phase: 'reading' | 'indexing' | 'committing';
}

type Context = TaskContext<WritableDb>;

/** Nobody sees more of the reading than this, and each report wakes the main thread. */
const REPORT_MILLISECONDS = 50;

/**
 * @throws AppError CANCELLED, DISK_FULL, whatever the reading worker failed with, …: the database is then as before but
 * for the record of the attempt.
 */
export async function importTask(context: Context, args: ImportArgs): Promise<ImportResult> {
  const stream = createBatchStream(args.port, { cancelled: context.cancelled, counts: !args.dryRun });
  try {
    return await withLoadSettings(context.db, () => transaction(context, args, stream));
  } catch (error) {
    const known = toDatabaseError(error);
    if (!args.dryRun) recordFailure(context, args, known);
    throw known;
  } finally {
    stream.close();
  }
}

async function transaction(context: Context, args: ImportArgs, stream: BatchStream): Promise<ImportResult> {
  const { db } = context;
  db.exec('BEGIN IMMEDIATE');
  // Before-images refer to the record, which is written last: where a page changes that the log has already, SQLite reads the
  // log again from there to its end when it commits, to put its checksums right.
  db.pragma('defer_foreign_keys = ON');
  const flush = createLogFlush(db, (error) => context.log('warn', 'log not flushed ahead', { error: String(error) }));
  try {
    const writing = createWriting(context, args, flush);
    const end = await stream.drain(writing);
    writing.finishOrders(end);
    const result = writing.finish(end, await stream.counted());
    context.report({ phase: 'committing', ...end.progress } satisfies WriteProgress);
    db.exec(args.dryRun ? 'ROLLBACK' : 'COMMIT');
    return result;
  } finally {
    flush.end();
    // Some errors (a full disk) have already rolled back.
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

/** The work inside the transaction, fed batch by batch. */
function createWriting(context: Context, args: ImportArgs, flush: LogFlush) {
  const { db } = context;
  const { importId } = args;
  const images = createBeforeImages(db, importId);
  const dictionary = createDictionary(db, importId, images, args.defaults);
  const tally = createTally();
  const lists = createListWriter(db, dictionary, images, tally, args.startedAt);
  let orders: OrderWriter | null = null;
  let reportedAt = Number.NEGATIVE_INFINITY;

  function reportReading(progress: IngestReadProgress): void {
    const now = context.now();
    // The clock may have been set back meanwhile.
    if (Math.abs(now - reportedAt) < REPORT_MILLISECONDS) return;
    reportedAt = now;
    context.report({ phase: 'reading', ...progress } satisfies WriteProgress);
  }

  function check(): void {
    if (context.cancelled()) throw new AppError('CANCELLED');
  }

  /** Needs the indexes: so before orders drop them, or after they are back. */
  function fillKnownCosts(): void {
    if (lists.costed.size === 0) return;
    const rollups = createRollupDelta(db);
    const changed = fillCosts(db, importId, lists.costed, dictionary.products, rollups, check);
    for (const storeId of changed) noteStore(tally, storeId, 0);
    if (changed.size > 0) createChangeNotes(db).orders();
    rollups.flush();
    lists.costed.clear();
  }

  function writeRollups(counted: SpooledRollups): void {
    const writer = createRowWriter(db);
    for (const rows of readSpooled(counted)) {
      check();
      writer.write(rows);
    }
    writer.finish();
  }

  function orderWriter(totalBytes: number): OrderWriter {
    fillKnownCosts();
    return createOrderWriter({
      db,
      importId,
      dryRun: args.dryRun,
      totalBytes,
      dictionary,
      files: args.files,
      images,
      tally,
    });
  }

  return {
    batch({ batch, progress }: BatchMessage): void {
      if (batch.kind === 'orders') {
        dictionary.add(batch.newStrings);
        orders ??= orderWriter(progress.totalBytes);
        orders.write(batch, progress);
      } else if (batch.kind === 'products') {
        lists.products(batch);
      } else if (batch.kind === 'stores') {
        lists.stores(batch);
      } else {
        lists.stock(batch);
      }
      reportReading(progress);
    },
    countsLater: () => orders?.isBulk() ?? false,
    finishOrders({ progress }: EndMessage): void {
      // While indexes are made, the disk takes what has been loaded; not before, when both threads are busy.
      const flushAhead = () => {
        if (!args.dryRun) flush.begin();
      };
      const indexing = () => {
        flushAhead();
        context.report({ phase: 'indexing', ...progress } satisfies WriteProgress);
      };
      orders?.finish({ cancelled: check, indexing, indexed: flushAhead });
      fillKnownCosts();
    },
    /** @param counted what the reading thread has counted. */
    finish(end: EndMessage, counted: SpooledRollups): ImportResult {
      check();
      writeRollups(counted);
      tally.rows = end.rows.reduce((sum, rows) => sum + rows, 0);
      tally.skipped = end.skipped;
      const rejected = [...end.rejected, ...tally.refused].sort((a, b) => a.file - b.file || a.record - b.record);
      const touched = { products: dictionary.products.touched, stores: dictionary.stores.touched };
      const counts = importCounts(tally, rejected, touched);
      const made = orders && { first: orders.firstId, afterLast: orders.afterLastId };
      const madeNone = !made || made.first === made.afterLast;
      const none = madeNone && images.kept === 0 && tally.rowsByStore.size === 0;
      writeRecord(
        db,
        {
          id: importId,
          startedAt: args.startedAt,
          finishedAt: context.now(),
          state: 'committed',
          files: args.files.map(({ name, kind }, i) => ({ name, kind, rows: end.rows[i] ?? 0 })),
          counts,
          failure: null,
        },
        { made, none },
      );
      writeTouchedStores(db, importId, tally.rowsByStore);
      noteImport(db, importId, tally.rowsByStore.keys());
      forgetOldImages(db);
      return { counts, rejected, stores: [...tally.rowsByStore.keys()], rows: end.rows };
    },
  };
}

/** An attempt that came to nothing stands in the history too; that even this cannot be written is not the error to show. */
function recordFailure(context: Context, args: ImportArgs, error: AppError): void {
  try {
    context.db.transaction(() => {
      const end = {
        id: args.importId,
        startedAt: args.startedAt,
        finishedAt: context.now(),
        state: error.code === 'CANCELLED' ? ('cancelled' as const) : ('failed' as const),
        files: args.files.map(({ name, kind }) => ({ name, kind, rows: 0 })),
        counts: null,
        failure: { code: error.code, details: { ...error.details } },
      };
      writeRecord(context.db, end, { made: null, none: true });
    })();
  } catch (failure) {
    context.log('warn', 'failed import not recorded', { importId: args.importId, error: String(failure) });
  }
}
