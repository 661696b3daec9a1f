/** `npm run check`: types, style, the import graph, and what nobody uses. All of them run, so that one look shows all. */
import { commandFile, runNode } from './project.ts';

const CHECKS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['types of main, hub, scripts and tests', [commandFile('typescript', 'tsc'), '-p', 'tsconfig.node.json']],
  ['types of the page', [commandFile('typescript', 'tsc'), '-p', 'tsconfig.web.json']],
  [
    'types of the preload and the tests that look into a page',
    [commandFile('typescript', 'tsc'), '-p', 'tsconfig.page.json'],
  ],
  ['style (biome)', [commandFile('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.']],
  [
    'import graph (dependency-cruiser)',
    [
      commandFile('dependency-cruiser', 'depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      'src-main',
      'src-renderer',
      'shared',
    ],
  ],
  ['unused files, exports and dependencies (knip)', [commandFile('knip')]],
];

/** Runs every check and gives the names of those that failed. */
export async function check(): Promise<string[]> {
  const failed: string[] = [];
  for (const [name, command] of CHECKS) {
    const code = await runNode(command);
    console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}

export const CHECK_COUNT = CHECKS.length;

if (import.meta.main) {
  const failed = await check();
  if (failed.length > 0) console.error(`Failed: ${failed.join('; ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
