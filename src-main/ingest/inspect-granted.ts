/** Files that staff chose, looked into; the further tables of a workbook become files of their own. */
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';
import type { Reader } from '../database/index.ts';
import type { FileGrants } from './granted-files.ts';
import type { FilePool } from './read-and-write.ts';
import type { InspectOverrides } from './understand/index.ts';
import type { IngestReadTasks } from './write/index.ts';

export interface GrantedToInspect {
  readonly files: readonly { fileId: FileGrantId; settings?: InspectOverrides | undefined }[];
  readonly beside?: readonly { fileId: FileGrantId; settings: FileSettings }[] | undefined;
}

interface Parts {
  readonly reader: Reader<IngestReadTasks>;
  readonly readingPool: FilePool;
  readonly grants: FileGrants;
}

/** @throws AppError for a file that was never granted. */
export async function inspectGranted(
  { reader, readingPool, grants }: Parts,
  { files, beside = [] }: GrantedToInspect,
): Promise<InspectedFile[]> {
  const granted = files.map(({ fileId, settings }) => ({ fileId, settings, ...grants.resolve(fileId) }));
  const found = await readingPool.run('inspect', {
    files: granted.map(({ path, settings }) => (settings ? { path, overrides: settings } : { path })),
    saved: await reader.read('savedTemplates', null),
    beside: beside.map(({ fileId, settings }) => ({ path: grants.resolve(fileId).path, settings })),
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
  return [...mains, ...others];
}
