/** What the worker that reads files can be asked for, by name. It never touches the database. */
import type { MessagePort } from 'node:worker_threads';
import type { FileSettings } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Language } from '#shared/i18n/index.ts';
import type { RowVerdict } from '../order-batch.ts';
import {
  headingsAt,
  type InspectOverrides,
  inspectFile,
  referringValues,
  SAMPLED,
  type SavedTemplate,
  type ShownTable,
  takeSample,
} from '../understand/index.ts';
import { extractRejected } from './extract-rejected.ts';
import { inspectTogether, type JudgedInspection, looksBeside, type TableToJudge } from './inspect-together.ts';
import { type PlannedPath, readPlan } from './read-plan.ts';
import { planRecords } from './records.ts';

/** Of the files beside, so many are looked at: each takes some milliseconds. */
const MOST_SHOWN = 20;

export interface InspectArgs {
  readonly files: readonly { readonly path: string; readonly overrides?: InspectOverrides }[];
  /** Mappings that staff have saved; the same headings win over what is built in. */
  readonly saved?: readonly SavedTemplate[];
  /** Other files of the same plan. */
  readonly beside?: readonly PlannedPath[];
}

export type InspectedWorkbook = JudgedInspection & {
  /** The workbook's other tables. */
  readonly further: readonly JudgedInspection[];
};

export interface ReadArgs {
  readonly files: readonly { readonly path: string; readonly settings: FileSettings }[];
  /** Handed over: batches go out on it, credits come back. */
  readonly port: MessagePort;
  /** UTC milliseconds: what lies a year beyond is refused. */
  readonly now: number;
  readonly defaults: { readonly timeZone: string };
  /** A directory of this import alone. */
  readonly scratch: string;
  /** Zones of known stores by their code. */
  readonly storeZones?: Readonly<Record<string, string>>;
}

export interface ExtractRejectedArgs {
  readonly files: readonly PlannedPath[];
  readonly verdicts: readonly RowVerdict[];
  readonly language: Language;
}

export const readingTasks = {
  /** Gives what was found in each file, in the order asked; a file that cannot be read has a `refusal`. */
  async inspect({ files, saved = [], beside = [] }: InspectArgs): Promise<InspectedWorkbook[]> {
    const found: TableToJudge[][] = [];
    for (const { path, overrides } of files) {
      const tables = await inspectFile(path, { overrides, saved });
      found.push(tables.map((table) => ({ ...table, isDecided: isDecided(overrides) })));
    }
    const shown = found.flat().some(looksBeside) ? await showBeside(beside) : [];
    const known = beside.map(({ settings }) => settings);
    const judged = inspectTogether(found.flat(), known, shown)[Symbol.iterator]();
    return found.map((tables) => {
      const [main, ...further] = tables.map(() => judged.next().value!);
      return { ...main!, further };
    });
  },

  /** Reads a plan's files and sends IngestMessages over the port until `counted` or `failed`; stopped by `{type: 'stop'}`. */
  async read({ files, port, now, defaults, scratch, storeZones }: ReadArgs): Promise<void> {
    await readPlan(files, port, { now, defaults, scratch, ...(storeZones === undefined ? {} : { storeZones }) });
  },

  /** Gives the refused rows as CSV. Throws what opening the files throws: they may have gone since. */
  async extractRejected({ files, verdicts, language }: ExtractRejectedArgs): Promise<string> {
    return await extractRejected(files, verdicts, language);
  },
};

/** Gives what files of earlier answers hold; one that cannot be read any more tells nothing. Lists first: they are few. */
async function showBeside(beside: readonly PlannedPath[]): Promise<ShownTable[]> {
  const shown: ShownTable[] = [];
  const isOrders = ({ settings }: PlannedPath) => settings.kind === 'orders';
  const inTurn = [...beside.filter((file) => !isOrders(file)), ...beside.filter(isOrders)];
  for (const { path, settings } of inTurn.slice(0, MOST_SHOWN)) {
    const below = settings.headerRecord + 1;
    try {
      const rows = await takeSample((await planRecords(path, settings)).open(), below + SAMPLED);
      const headings = headingsAt(rows, settings.headerRecord);
      shown.push({ settings, headings, values: referringValues(settings, headings, rows.slice(below)) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return shown;
}

/** True for a file of which more is known than a store, a currency and the like: its columns stay as they are. */
function isDecided(overrides: InspectOverrides = {}): boolean {
  return overrides.kind !== undefined || Object.keys(overrides.columns ?? {}).length > 0;
}

export type ReadingTasks = typeof readingTasks;
