import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandFile, root } from '../../scripts/project.ts';

let tree: string;

function put(path: string, ...imported: string[]): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${imported.map((name) => `import '${name}';`).join('\n')}\nexport const here = 1;\n`);
}

/** Gives the names of the rules that the tree breaks. */
function broken(): Promise<string[]> {
  const command = commandFile('dependency-cruiser', 'depcruise');
  const config = join(root, '.dependency-cruiser.cjs');
  const roots = ['src-main', 'src-renderer', 'shared'];
  for (const folder of roots) mkdirSync(join(tree, folder), { recursive: true });
  const args = [command, '--config', config, '--output-type', 'json', ...roots];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: tree }, (error, stdout) => {
      if (stdout === '') return reject(error ?? new Error('no answer'));
      const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
      resolve(summary.violations.map(({ rule }) => rule.name));
    });
  });
}

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'mendian-graph-'));
});

afterEach(() => {
  rmSync(tree, { recursive: true, force: true });
});

describe('the import graph', () => {
  it('lets a folder be reached through its door, also an inner one from inside its part', async () => {
    put('src-main/ingest/write/index.ts', './rows.ts');
    put('src-main/ingest/write/rows.ts');
    put('src-main/ingest/ingest.ts', './write/index.ts');
    put('src-main/ingest/index.ts', './ingest.ts');
    put('src-main/engine/compose.ts', '../ingest/index.ts');
    expect(await broken()).toEqual([]);
  });

  it('refuses a way past the door of a folder inside the same part', async () => {
    put('src-main/ingest/write/index.ts');
    put('src-main/ingest/write/rows.ts');
    put('src-main/ingest/ingest.ts', './write/rows.ts');
    expect(await broken()).toEqual(['door-of-src-main-ingest-write']);
  });

  it('refuses the inner door of another part', async () => {
    put('src-main/ingest/index.ts');
    put('src-main/ingest/understand/index.ts');
    put('src-main/database/database.ts', '../ingest/understand/index.ts');
    expect(await broken()).toEqual(['door-of-src-main-ingest']);
  });

  it('refuses a way past the door of a folder of the page', async () => {
    put('src-renderer/charts/index.ts');
    put('src-renderer/charts/axis.ts');
    put('src-renderer/pages/overview/overview-page.tsx', '../../charts/axis.ts');
    expect(await broken()).toEqual(['door-of-src-renderer-charts']);
  });

  it('keeps every part from knowing the engine, which knows them all', async () => {
    put('src-main/engine/index.ts');
    put('src-main/engine/compose.ts', '../api/index.ts');
    put('src-main/api/index.ts', './call.ts');
    put('src-main/api/call.ts', '../engine/index.ts');
    expect(await broken()).toEqual(['parts-know-no-engine']);
  });

  it('gives the tasks of a part to the threads, and to no other part', async () => {
    put('src-main/ingest/index.ts');
    put('src-main/ingest/tasks.ts');
    put('src-main/engine/workers/read-tasks.ts', '../../ingest/tasks.ts');
    put('src-main/analytics/query.ts', '../ingest/tasks.ts');
    expect(await broken()).toEqual(['side-door']);
  });
});
