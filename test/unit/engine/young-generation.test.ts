import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const MODULE = join(import.meta.dirname, '../../../src-main/engine/young-generation.ts');

/** How large the young generation of a process of its own becomes, in bytes, while it keeps much of what it makes. */
function sizeUnderLoad(first: string): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    ${first}
    const kept = [];
    for (let at = 0; at < 3_000_000; at++) {
      kept[at % 400_000] = { at, text: 'order ' + at };
    }
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space.space_size);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return Number(stdout);
}

it('the young generation stays small under a load that lets it grow elsewhere', () => {
  const free = sizeUnderLoad('');
  const bound = sizeUnderLoad(
    `import { boundYoungGeneration } from ${JSON.stringify(MODULE)}; boundYoungGeneration();`,
  );
  expect(bound).toBeGreaterThan(0);
  expect(bound).toBeLessThan(free / 2);
});
