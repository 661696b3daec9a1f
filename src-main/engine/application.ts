/** Where the app itself lies: the folder of its package.json, in a checkout, in a build and inside an archive alike. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '#shared/domain/app-error.ts';

export interface Application {
  readonly root: string;
  readonly version: string;
  readonly resources: string;
  /** The folder of the built page; it need not exist. */
  readonly pageDirectory: string;
}

const manifest = z.looseObject({ name: z.literal('mendian'), version: z.string() });

/** Finds the app that a module belongs to. @param moduleUrl the module's `import.meta.url`. */
export function findApplication(moduleUrl: string): Application {
  let folder = dirname(fileURLToPath(moduleUrl));
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { version } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
      return {
        root: folder,
        version,
        resources: join(folder, 'resources'),
        pageDirectory: join(folder, 'out', 'renderer'),
      };
    }
    const parent = dirname(folder);
    if (parent === folder) throw new AppError('INTERNAL', { details: { missing: 'package.json' } });
    folder = parent;
  }
}
