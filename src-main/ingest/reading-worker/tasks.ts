/** What the worker that reads files can be asked for, by name. It never touches the database. */
import type { MessagePort } from 'node:worker_threads';
import type { FileSettings } from '#shared/contract/index.ts';
import type { Language } from '#shared/i18n/index.ts';
import type { RowVerdict } from '../order-batch.ts';
import {
  areDatedLines,
  areMost,
  type FileInspection,
  hasPartner,
  type InspectOverrides,
  inspectFile,
  mayHaveDatedLines,
  mayHeadDatedLines,
  orderPart,
  type SavedTemplate,
} from '../understand/index.ts';
import { extractRejected } from './extract-rejected.ts';
import { type PlannedPath, readPlan } from './read-plan.ts';

export interface InspectArgs {
  readonly files: readonly { readonly path: string; readonly overrides?: InspectOverrides }[];
  /** Mappings that staff have saved; the same headings win over what is built in. */
  readonly saved?: readonly SavedTemplate[];
  /** How other files of the same plan are read. */
  readonly beside?: readonly FileSettings[];
}

export interface InspectedWorkbook extends FileInspection {
  /** The workbook's other tables. */
  readonly further: readonly FileInspection[];
}

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
    const found: (readonly [FileInspection, ...FileInspection[]])[] = [];
    for (const { path, overrides } of files) found.push(await inspectFile(path, { overrides, saved }));
    const tables = [...found.flat().flatMap(({ settings }) => settings ?? []), ...beside];
    return found.map(([main, ...further]) => ({
      ...withStoreOfHeads(withPartners(main, tables), found.flat()),
      further: further.map((table) => withStoreOfHeads(withPartners(table, tables), found.flat())),
    }));
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

/** A part of orders asks for nothing that another table tells. */
function withPartners(found: FileInspection, tables: readonly FileSettings[]): FileInspection {
  const { settings } = found;
  if (settings?.kind !== 'orders') return found;
  const others = tables.filter((table) => table !== settings);
  if (!hasPartner(settings, others) && !mayHaveDatedLines(settings, others)) return found;
  // Which store it is, the heads tell, or are asked for.
  const asksStore = orderPart(settings.columns) === 'heads' && found.questions.includes('store');
  return { ...found, missing: [], questions: asksStore ? ['store'] : [] };
}

/** Dated lines ask for no store that the heads of the same orders tell; their orders are compared as far as both are shown. */
function withStoreOfHeads(lines: FileInspection, all: readonly FileInspection[]): FileInspection {
  if (!lines.questions.includes('store') || lines.settings?.kind !== 'orders') return lines;
  if (!areDatedLines(lines.settings.columns) || !all.some((heads) => tellsStoreOf(heads, lines))) return lines;
  return { ...lines, questions: lines.questions.filter((question) => question !== 'store') };
}

function tellsStoreOf(heads: FileInspection, lines: FileInspection): boolean {
  if (heads.settings?.kind !== 'orders' || !mayHeadDatedLines(heads.settings.columns)) return false;
  const { store, columns } = heads.settings;
  if (store === undefined && columns.store === undefined && columns.storeName === undefined) return false;
  const known = new Set(numbersShown(heads));
  const numbers = numbersShown(lines);
  return areMost(numbers.filter((number) => known.has(number)).length, numbers.length);
}

function numbersShown({ settings, preview }: FileInspection): string[] {
  const column = settings?.columns.orderNumber;
  return column === undefined ? [] : preview.flatMap((row) => row[column]?.trim() || []);
}

export type ReadingTasks = typeof readingTasks;
