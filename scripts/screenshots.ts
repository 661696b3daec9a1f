/**
 * `npm run screenshots`: every page in both languages and both themes into test/e2e/screenshots/, and the four
 * that the README files show into docs/images/.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandFile, root, runNode } from './project.ts';

const README_IMAGES = [
  'overview-en-light.png',
  'import-columns-en-light.png',
  'overview-zh-CN-dark.png',
  'order-zh-CN-light.png',
];

const code = await runNode([
  commandFile('vitest'),
  'run',
  '--project=e2e',
  'test/e2e/pages-en.test.ts',
  'test/e2e/pages-zh-CN.test.ts',
  'test/e2e/sync.test.ts',
]);
if (code === 0) {
  const images = join(root, 'docs', 'images');
  mkdirSync(images, { recursive: true });
  for (const name of README_IMAGES) copyFileSync(join(root, 'test', 'e2e', 'screenshots', name), join(images, name));
}
process.exitCode = code;
