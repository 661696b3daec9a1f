/** The data sets beside the checkout, which tests read and nothing ships. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';

/** Gives the path of a data set's file. @throws where it is missing: such a test must never pass unseen. */
export function realData(...path: readonly string[]): string {
  const file = join(root, '..', 'shared', 'data', ...path);
  if (!existsSync(file)) throw new Error(`The tests need ${file}.`);
  return file;
}
