/** Everything that can be wrong with an installation, looked at one by one; one that cannot be looked at is wrong. */
import { statfs } from 'node:fs/promises';
import type { Health } from '#shared/contract/index.ts';
import { type Database, listBackups, type Reader, type ReadTasks, type WriteTasks } from '../../database/index.ts';
import type { ConfigStore } from '../config/index.ts';
import type { DataPaths } from '../paths.ts';
import type { systemReadTasks } from './tasks.ts';

export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface ExaminationOptions {
  readonly paths: DataPaths;
  readonly config: ConfigStore;
  readonly database: Pick<Database<ReadTasks, WriteTasks>, 'check' | 'facts'>;
  readonly reader: Reader<typeof systemReadTasks>;
  readonly health: () => Health;
}

const MEGABYTE = 1_000_000;
/** A backup needs the room of the database once more for its copy and once for the trial. */
const ROOM_FOR_BACKUP = 3;
const LEAST_FREE_BYTES = 500 * MEGABYTE;

type Look = () => Promise<Omit<Finding, 'name'>> | Omit<Finding, 'name'>;

/** Looks at everything; takes as long as reading the whole database does. */
export async function examine(options: ExaminationOptions): Promise<Finding[]> {
  const { paths, config, database, reader, health } = options;
  const looks: readonly (readonly [string, Look])[] = [
    [
      'configuration',
      () => {
        const refusal = config.refusal();
        return { ok: refusal === null, detail: refusal ? String(refusal.details.problem) : paths.config };
      },
    ],
    [
      'disk',
      async () => {
        const { bavail, bsize } = await statfs(paths.directory);
        const free = bavail * bsize;
        const needed = Math.max(LEAST_FREE_BYTES, database.facts().bytes * ROOM_FOR_BACKUP);
        const inMegabytes = (bytes: number) => `${Math.floor(bytes / MEGABYTE)} MB`;
        return { ok: free >= needed, detail: `${inMegabytes(free)} free, ${inMegabytes(needed)} wanted` };
      },
    ],
    [
      'database',
      async () => {
        const { damaged } = await database.check();
        const { schemaVersion, bytes } = database.facts();
        return { ok: !damaged, detail: damaged ? 'damaged' : `whole, schema ${schemaVersion}, ${bytes} bytes` };
      },
    ],
    [
      'rollups',
      async () => {
        const { differences, first } = await reader.read('system.compareRollups', null);
        return { ok: differences === 0, detail: differences === 0 ? 'equal a fresh aggregate' : first };
      },
    ],
    [
      'backups',
      () => {
        const backups = listBackups(paths.backups);
        const unchecked = backups.filter(({ description }) => description === null).map(({ fileName }) => fileName);
        return { ok: unchecked.length === 0, detail: unchecked[0] ?? `${backups.length}, all checked` };
      },
    ],
    [
      'services',
      () => {
        const unwell = health().services.filter(({ state }) => state !== 'healthy');
        return { ok: unwell.length === 0, detail: unwell.map(({ name, state }) => `${name}: ${state}`).join(', ') };
      },
    ],
  ];
  const findings: Finding[] = [];
  for (const [name, look] of looks) findings.push({ name, ...(await outcome(look)) });
  return findings;
}

async function outcome(look: Look): Promise<Omit<Finding, 'name'>> {
  try {
    return await look();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
