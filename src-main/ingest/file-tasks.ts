/** The tasks of the thread that touches files, in the form in which a pool runs tasks. It never opens the database. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TaskContext } from '../database/index.ts';
import { type ExtractRejectedArgs, type InspectArgs, type ReadArgs, readingTasks } from './reading-worker/index.ts';
import { type SampleChainOptions, writeSampleChain, writeUciSample } from './sample/index.ts';

type Context = TaskContext<null>;

export interface WriteRejectedArgs extends ExtractRejectedArgs {
  /** The file that the rows are written to. */
  readonly to: string;
}

export type WriteSampleArgs =
  | { readonly set: 'chain'; readonly directory: string; readonly options: SampleChainOptions }
  | { readonly set: 'uci-online-retail'; readonly directory: string; readonly resources: string };

export const ingestFileTasks = {
  inspect: (_: Context, args: InspectArgs) => readingTasks.inspect(args),
  read: (_: Context, args: ReadArgs) => readingTasks.read(args),

  /** Writes the refused rows to a file, whole or not at all. */
  async writeRejected(_: Context, { to, ...args }: WriteRejectedArgs): Promise<null> {
    const csv = await readingTasks.extractRejected(args);
    const unfinished = `${to}.unfinished`;
    await mkdir(dirname(to), { recursive: true });
    try {
      await writeFile(unfinished, csv);
      await rename(unfinished, to);
    } finally {
      await rm(unfinished, { force: true });
    }
    return null;
  },

  /** Writes sample files and gives their paths. */
  async writeSample(_: Context, args: WriteSampleArgs): Promise<string[]> {
    await mkdir(args.directory, { recursive: true });
    if (args.set === 'chain') return writeSampleChain(args.directory, args.options);
    return [await writeUciSample(args.resources, args.directory)];
  },
};
export type IngestFileTasks = typeof ingestFileTasks;
