/** What the worker that reads files can be asked for, by name. It never touches the database. */
import type { MessagePort } from 'node:worker_threads';
import type { FileSettings } from '#shared/contract/index.ts';
import type { Language } from '#shared/i18n/index.ts';
import type { RowVerdict } from '../order-batch.ts';
import { type FileInspection, type InspectOverrides, inspectFile, type SavedTemplate } from '../understand/index.ts';
import { extractRejected } from './extract-rejected.ts';
import { type PlannedPath, readPlan } from './read-plan.ts';

export interface InspectArgs {
  readonly files: readonly { readonly path: string; readonly overrides?: InspectOverrides }[];
  /** Mappings that staff have saved; the same headings win over what is built in. */
  readonly saved?: readonly SavedTemplate[];
}

export interface ReadArgs {
  readonly files: readonly { readonly path: string; readonly settings: FileSettings }[];
  /** Handed over: batches go out on it, credits come back. */
  readonly port: MessagePort;
  /** UTC milliseconds: what lies a year beyond is refused. */
  readonly now: number;
  readonly defaults: { readonly timeZone: string };
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
  async inspect({ files, saved = [] }: InspectArgs): Promise<FileInspection[]> {
    const found: FileInspection[] = [];
    for (const { path, overrides } of files) found.push(await inspectFile(path, { overrides, saved }));
    return found;
  },

  /** Reads a plan's files and sends IngestMessages over the port until `end` or `failed`; stopped by `{type: 'stop'}`. */
  async read({ files, port, now, defaults, storeZones }: ReadArgs): Promise<void> {
    await readPlan(files, port, { now, defaults, ...(storeZones === undefined ? {} : { storeZones }) });
  },

  /** Gives the refused rows as CSV. Throws what opening the files throws: they may have gone since. */
  async extractRejected({ files, verdicts, language }: ExtractRejectedArgs): Promise<string> {
    return await extractRejected(files, verdicts, language);
  },
};

export type ReadingTasks = typeof readingTasks;
